"""The columns we deliver to, from the command line: `target list|check`."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from connectors.registry import load_registry
from flows.cli.options import at_home, chosen, print_json, wants_json
from flows.county_run import UnknownSourceError
from flows.target_check import check_target


@click.group()
def target() -> None:
    """The targets of the registry."""


@target.command("list")
@at_home
def list_targets() -> int:
    """Every target: level, transport, address, schedule."""
    targets = load_registry(chosen().registry).target
    if wants_json():
        print_json([t.model_dump(mode="json") for t in targets])
        return 0
    table = Table("id", "level", "transport", "url", "schedule", box=None)
    for t in targets:
        table.add_row(t.id, t.level, f"{t.transport} {t.format}", t.url, t.schedule or "at every push")
    Console().print(table)
    return 0


@target.command()
@click.argument("target_id")
@at_home
def check(target_id: str) -> int:
    """Send a signed empty batch and explain what came back."""
    registry = load_registry(chosen().registry)
    named = {t.id: t for t in registry.target}
    if target_id not in named:
        raise UnknownSourceError(f"no target {target_id!r} in the registry; known: {', '.join(named)}")
    told = check_target(registry.county, named[target_id])
    if wants_json():
        print_json(told.model_dump())
    else:
        click.echo(f"{told.target_id}: {told.transport} {told.url}")
        click.echo(f"{told.outcome}: {told.meaning}")
        if told.said:
            click.echo(f"It said: {told.said}")
    return int(not told.is_well)
