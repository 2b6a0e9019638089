"""The platform: `health` at a glance, and the register of `media`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Column, Table

from connectors.new_media import new_media_template
from flows.cli.names import must_be_known
from flows.cli.options import at_home, chosen, print_json, wants_json
from warehouse.database import Rows
from warehouse.looks import new_media, platform_health

_STYLE = {
    **dict.fromkeys(
        ("dead", "blank", "stale", "shell", "none", "unreachable", "no_address", "differs"), "red"
    ),
    **dict.fromkeys(("not_testable", "unknown", "partial"), "yellow"),
    **dict.fromkeys(("ok", "fresh", "active", "disclosed"), "green"),
}


@click.command()
@at_home
def health() -> int:
    """Sites, columns, links, IPv6, new media, gazettes and institutions at a glance."""
    tables = platform_health(chosen().home)
    if wants_json():
        print_json({name: rows.records() for name, rows in tables.items()})
        return 0
    for name, rows in tables.items():
        Console().print(f"\n[bold]{name}[/]")
        _print(rows)
    return 0


@click.group()
def media() -> None:
    """Accounts of new media (政务新媒体)."""


@media.command("list")
@click.option("--unit", help="Only this unit's.")
@at_home
def list_accounts(unit: str | None) -> int:
    """The register, what is wrong first."""
    must_be_known("unit", unit)
    rows = new_media(chosen().home, unit)
    if wants_json():
        print_json(rows.records())
    else:
        _print(rows)
    return 0


@media.command("template")
@click.argument("path", type=click.Path(path_type=Path), default=Path("政务新媒体台账.xlsx"))
def write_template(path: Path) -> int:
    """Write the spreadsheet that the accounts are registered in."""
    new_media_template(path)
    click.echo(path)
    return 0


def _print(rows: Rows) -> None:
    table = Table(*[Column(column, overflow="fold") for column in rows.columns], box=None)
    for row in rows.rows:
        table.add_row(*[_cell(value) for value in row])
    Console().print(table if rows.rows else "[dim]nothing[/]")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.0%}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    style = _STYLE.get(str(value))
    return f"[{style}]{value}[/]" if style else str(value)
