"""`reconcile`: what the columns show against what they accepted."""

from __future__ import annotations

import click

from flows import steps
from flows.cli.options import at_home, chosen, print_json, wants_json
from flows.county_run import chosen_targets, open_last_run
from flows.reconcile import reconcile as reconciled
from warehouse.reconcile import Reconciled


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.option("--redeliver", is_flag=True, help="Queue once more what a column shows otherwise.")
@at_home
def reconcile(targets: tuple[str, ...], redeliver: bool) -> int:
    """Read back what the columns show, or those named, and compare it with what they accepted."""
    with open_last_run(chosen(), owner="reconcile") as county:
        results = [
            reconciled(county.warehouse, county.registry, target, run=county.run, redeliver=redeliver)
            for target in chosen_targets(county.registry, targets)
        ]
        steps.snapshot(county)
    if wants_json():
        print_json([result.model_dump() | {"agrees": result.agrees} for result in results])
    else:
        for result in results:
            _print(result)
    return int(not all(result.agrees for result in results))


def _print(result: Reconciled) -> None:
    click.echo(result.in_words)
    for verdict, ids in result.differences.items():
        more = f" and {len(ids) - 5} more" if len(ids) > 5 else ""
        click.echo(f"  {verdict:<12}{len(ids):>6}  {', '.join(ids[:5])}{more}")
    if result.redelivered:
        click.echo(f"  {result.redelivered} queued once more: `gongkai push {result.target_id}`")
