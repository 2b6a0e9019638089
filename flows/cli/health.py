"""The platform at a glance: `health`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click
from rich.console import Console
from rich.table import Column, Table

from flows.cli.options import at_home, chosen, print_json, wants_json
from warehouse.looks import platform_health

_STYLE = {
    **dict.fromkeys(("dead", "blank", "stale", "unreachable", "no_address", "differs"), "red"),
    **dict.fromkeys(("not_testable", "unknown", "partial"), "yellow"),
    **dict.fromkeys(("ok", "fresh"), "green"),
}


@click.command()
@at_home
def health() -> int:
    """Sites, columns, links, IPv6, new media, gazettes and institutions at a glance."""
    tables = platform_health(chosen().home)
    if wants_json():
        print_json({name: rows.records() for name, rows in tables.items()})
        return 0
    console = Console()
    for name, rows in tables.items():
        console.print(f"\n[bold]{name}[/]")
        table = Table(*[Column(column, overflow="fold") for column in rows.columns], box=None)
        for row in rows.rows:
            table.add_row(*[_cell(value) for value in row])
        console.print(table if rows.rows else "[dim]nothing[/]")
    return 0


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.0%}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    style = _STYLE.get(str(value))
    return f"[{style}]{value}[/]" if style else str(value)


VERBS = (health,)
