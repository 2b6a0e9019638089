"""`release`: let out what the publication gate holds, with a name and a reason."""

from __future__ import annotations

from getpass import getuser

import click

from flows import steps
from flows.cli.options import at_home, chosen, print_json, wants_json
from flows.county_run import open_last_run
from schemas.base import now
from warehouse.gate import release as record_release


@click.command()
@click.argument("checks", nargs=-1, required=True, metavar="CHECK...")
@click.option("--why", required=True, help="The reason, kept for ever beside the finding.")
@click.option("--by", default=getuser, show_default="the login name", help="Who decides.")
@at_home
def release(checks: tuple[str, ...], why: str, by: str) -> int:
    """Let fatal findings pass that hold feeds and batches back."""
    with open_last_run(chosen(), owner="release") as county:
        gate = record_release(county.warehouse, county.run, checks, by=by, reason=why, at=now())
        steps.publish(county)
    if wants_json():
        print_json({"open": gate.is_open, "cleared_seq": gate.cleared_seq, "held": gate.check_ids})
    else:
        click.echo(f"released by {by}: {', '.join(checks)}; the gate is now {gate}")
    return int(not gate.is_open)
