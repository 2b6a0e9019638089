"""`trail`: where an item has come to."""

from __future__ import annotations

from typing import Any

import click

from connectors.registry import load_registry
from connectors.targets.trail import trail_of
from flows.cli.options import at_home, chosen, print_json, wants_json


@click.command()
@click.argument("item_id", metavar="ITEM_ID")
@at_home
def trail(item_id: str) -> int:
    """Ask the columns where an item has come to, and those above them."""
    trails = {target.id: trail_of(target, item_id) for target in load_registry(chosen().registry).target}
    if wants_json():
        print_json(trails)
    else:
        for target_id, told in trails.items():
            _print(target_id, told, 0)
    return int(any("error" in told for told in trails.values()))


def _print(target_id: str, told: dict[str, Any], depth: int) -> None:
    """A column a line, those above it indented."""
    if "error" in told:
        click.echo(f"{'  ' * depth}{target_id}: {told['error']}")
        return
    state = "withdrawn" if told.get("withdrawn") else "shown"
    version, number = told.get("version"), told.get("receipt_number")
    click.echo(f"{'  ' * depth}{target_id}: version {version} {state}, receipt {number}")
    above = told.get("above")
    for upper, further in (above if isinstance(above, dict) else {}).items():
        _print(upper, further, depth + 1)
