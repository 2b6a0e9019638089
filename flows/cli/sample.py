"""The sample county by itself: `sample serve`."""

from __future__ import annotations

import click

from examples.youyi import FIRST_PORT


@click.group()
def sample() -> None:
    """The sample county 友谊县."""


@sample.command()
@click.option(
    "--day",
    type=click.Choice(["monday", "tuesday"]),
    default="monday",
    show_default=True,
    help="The state of its sites.",
)
@click.option(
    "--ports-from", type=int, default=FIRST_PORT, show_default=True, help="First port; a site takes one."
)
def serve(day: str, ports_from: int) -> int:
    """Serve its sites until stopped."""
    from examples.youyi.server import PortTakenError
    from examples.youyi.server import serve as serve_sites

    try:
        serve_sites("tuesday" if day == "tuesday" else "monday", ports_from)
    except PortTakenError as error:
        click.echo(f"gongkai: {error}", err=True)
        return 3
    return 0
