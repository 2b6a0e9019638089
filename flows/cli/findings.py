"""What needs a hand: `findings`, `accept` for what may stand, and the `rules` they rest on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from rich.console import Console

from flows import steps
from flows.cli.names import must_be_known
from flows.cli.options import at_home, chosen, print_json, wants_json
from flows.console import SEVERITY_STYLE
from flows.county_run import open_last_run
from schemas.base import now
from schemas.rules import RULES
from schemas.rules_page import rules_page
from warehouse.acceptance import accept as accept_finding
from warehouse.acceptance import revoke as revoke_acceptance
from warehouse.database import Rows
from warehouse.looks import standing_findings
from warehouse.report.findings_list import told_clause, write_findings_list

_day = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.option("--unit", help="Only this unit's.")
@click.option("--accepted", is_flag=True, help="Those that were accepted, too.")
@click.option(
    "--xlsx", type=click.Path(path_type=Path, dir_okay=False), help="Write the list a unit receives."
)
@at_home
def findings(unit: str | None, accepted: bool, xlsx: Path | None) -> int:
    """What needs a hand, worst first."""
    must_be_known("unit", unit)
    rows = standing_findings(chosen().home, unit, accepted=accepted)
    if xlsx is not None:
        names = {row["unit_name"] for row in rows.records()}
        write_findings_list(
            xlsx, rows.records(), unit_name=names.pop() if unit and len(names) == 1 else None, on=now().date()
        )
    if wants_json():
        print_json(rows.records())
    elif xlsx is not None:
        click.echo(xlsx)
    else:
        _print(rows)
    return 0


@click.command()
@click.argument("finding", metavar="FINDING")
@click.option("--reason", default="", help="Why it may stand.")
@click.option("--until", type=_day, help="The last day it may stand, YYYY-MM-DD.")
@click.option("--revoke", is_flag=True, help="Take an acceptance back.")
@at_home
def accept(finding: str, reason: str, until: datetime | None, revoke: bool) -> int:
    """Let a finding stand, with a reason and until a day."""
    if not revoke and (not reason or until is None):
        raise click.UsageError("--reason and --until are needed, or --revoke")
    with open_last_run(chosen(), owner="accept") as county:
        if until is None or revoke:
            whole = revoke_acceptance(county.warehouse, finding, at=now())
        else:
            whole = accept_finding(county.warehouse, finding, reason=reason, until=until.date(), at=now())
        steps.snapshot(county)
    click.echo(whole)
    return 0


def _print(rows: Rows) -> None:
    console = Console()
    for row in rows.records():
        style = SEVERITY_STYLE[row["severity"]]
        accepted = f" [dim](accepted until {row['accepted_until']})[/]" if row["state"] == "accepted" else ""
        console.print(
            f"[dim]{row['finding_id'][:8]}[/] [{style}]{row['severity']:<8}[/]{row['check_id']:<28}",
            f"{row['unit_name'] or ''}  {row['message']}{accepted}",
            highlight=False,
            soft_wrap=True,
        )
        clause = told_clause(row)
        if clause:
            console.print(f"         [dim]{clause}[/]", highlight=False, soft_wrap=True)
    console.print(f"{len(rows.rows)} open", highlight=False)


@click.command()
@at_home
def rules() -> int:
    """The rules that disclosure is measured by, with clause and test, as Markdown."""
    if wants_json():
        print_json([rule.model_dump(mode="json") for rule in RULES.values()])
    else:
        click.echo(rules_page(RULES.values()), nl=False)
    return 0
