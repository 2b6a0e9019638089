"""Applications for disclosure: `request list`, `request template`, `request fee`."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.table import Column, Table

from connectors.request_template import request_template
from flows.cli.names import must_be_known
from flows.cli.options import at_home, chosen, print_json, wants_json
from schemas.fees import CLAUSE, fee_of_cases, fee_of_pages
from warehouse.looks import disclosure_requests


@click.group()
def request() -> None:
    """Applications for disclosure (依申请公开)."""


@request.command("list")
@click.option("--unit", help="Only this unit's.")
@at_home
def list_requests(unit: str | None) -> int:
    """The register, with the day each application is due."""
    must_be_known("unit", unit)
    rows = disclosure_requests(chosen().home, unit)
    if wants_json():
        print_json(rows.records())
        return 0
    table = Table(*[Column(name, overflow="fold") for name in rows.columns], box=None)
    for row in rows.rows:
        table.add_row(*["" if value is None else str(value) for value in row])
    Console().print(table)
    return 0


@request.command("template")
@click.argument("path", type=click.Path(path_type=Path), default=Path("依申请公开登记簿.xlsx"))
def write_template(path: Path) -> int:
    """Write the spreadsheet that a unit registers its applications in."""
    request_template(path)
    click.echo(path)
    return 0


@request.command("fee")
@click.option("--cases", type=click.IntRange(min=0), help="Applications of one applicant in one month.")
@click.option("--pages", type=click.IntRange(min=0), help="Pages handed out for one application.")
@at_home
def fee(cases: int | None, pages: int | None) -> int:
    """The processing fee by the rule of 2020, and how it comes about."""
    if (cases is None) == (pages is None):
        raise click.UsageError("either --cases or --pages: one application is never charged by both")
    found = fee_of_cases(cases) if cases is not None else fee_of_pages(pages or 0)
    if wants_json():
        print_json({"yuan": found.yuan, "explained": found.explained(), "clause": CLAUSE})
    else:
        click.echo(f"{found.yuan} 元\n{found.explained()}\n{CLAUSE}")
    return 0
