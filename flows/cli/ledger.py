"""The plan as a ledger: `ledger`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from connectors.registry import load_registry
from flows.cli.names import must_be_known
from flows.cli.options import at_home, chosen, print_json, wants_json
from schemas.base import now
from schemas.governance import VERDICT_WORDS, Line
from warehouse.ledger import AsOf
from warehouse.ledger import ledger as read_ledger
from warehouse.ledger_pages import ledger_pages
from warehouse.report.ledger_files import write_ledger

VERDICT_STYLE = {"met": "green", "met_late": "yellow", "due": "dim", "overdue": "red", "not_testable": "dim"}
_day = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.option("--as-of", type=_day, help="The day the ledger is of, YYYY-MM-DD. Default: today.")
@click.option(
    "--known-on", type=_day, help="By what was known at the end of this day. Default: of that same day."
)
@click.option("--unit", help="Only this unit's.")
@click.option("--plan", help="Only this plan's.")
@click.option(
    "--write", "folder", type=click.Path(path_type=Path, file_okay=False), help="Write HTML and xlsx there."
)
@at_home
def ledger(
    as_of: datetime | None, known_on: datetime | None, unit: str | None, plan: str | None, folder: Path | None
) -> int:
    """Who owes what, by when, and the evidence."""
    must_be_known("unit", unit)
    must_be_known("plan", plan)
    at = AsOf.of((as_of or now()).date(), known_on.date() if known_on else None)
    home = chosen().home
    if folder is not None:
        county = load_registry(chosen().registry).county.name
        for path in write_ledger(folder, ledger_pages(home, county, at, unit_id=unit, plan_id=plan)):
            click.echo(path, err=wants_json())
    lines = read_ledger(home, at, unit_id=unit, plan_id=plan) if wants_json() or folder is None else []
    if wants_json():
        print_json({"as_of": at.day, "duties": [line.model_dump(mode="json") for line in lines]})
    elif folder is None:
        _print(lines)
    return 0


def _print(lines: list[Line]) -> None:
    table = Table("duty", "unit", "due", "verdict", "evidence", "", box=None)
    for line in lines:
        style = VERDICT_STYLE[line.verdict]
        told = f"[{style}]{VERDICT_WORDS[line.verdict]}[/]"
        count = str(len(line.evidence)) if line.evidence else ""
        table.add_row(line.duty_id, line.unit_id, str(line.due_on), told, count, line.reason or "")
    Console().print(table)
