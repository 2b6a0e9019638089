"""Standard catalogues (基层政务公开标准目录): `catalogue`."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Column, Table

from flows.cli.names import must_be_known
from flows.cli.options import at_home, chosen, print_json, wants_json
from schemas.standard import COVERAGE_WORDS
from warehouse.database import Rows
from warehouse.looks import catalogue_matters, catalogue_shares

_STYLE = {
    "found": "green", "incomplete": "yellow", "overdue": "yellow", "nothing": "red", "not_testable": "dim",
}  # fmt: skip


@click.command()
@click.option("--unit", help="The matters of this unit's catalogues.")
@at_home
def catalogue(unit: str | None) -> int:
    """Standard catalogues against what is disclosed."""
    must_be_known("unit", unit)
    home = chosen().home
    rows = catalogue_matters(home, unit) if unit else catalogue_shares(home)
    if wants_json():
        print_json(rows.records())
    else:
        Console().print(_matters(rows) if unit else _shares(rows))
    return 0


def _shares(rows: Rows) -> Table:
    table = Table("unit", "matters", *COVERAGE_WORDS.values(), "覆盖率", box=None)
    for row in rows.records():
        counts = [str(row[verdict]) for verdict in COVERAGE_WORDS]
        percent = "" if row["covered_percent"] is None else f"{row['covered_percent']} %"
        told = [str(row["items"]), *counts, percent] if row["items"] else ["—"]
        table.add_row(row["unit_name"], *told)
    return table


def _matters(rows: Rows) -> Table:
    wide = Column("", overflow="fold")
    table = Table("field", "matter", "verdict", "evidence", wide, box=None)
    for row in rows.records():
        verdict = f"[{_STYLE[row['verdict']]}]{COVERAGE_WORDS[row['verdict']]}[/]"
        missing = f"缺：{'、'.join(row['missing_elements'])}" if row["missing_elements"] else ""
        newest = row["items"][0] if row["items"] else None
        told = f"{newest['title']}（{newest['published_on'] or '未标注发布日期'}）" if newest else ""
        notes = "\n".join(filter(None, (row["reason"], missing, told)))
        table.add_row(row["field_name"], row["name"], verdict, str(len(row["evidence"]) or ""), notes)
    return table
