"""`serve`: the feeds to those who pull."""

from __future__ import annotations

import click

from connectors.registry import load_registry
from connectors.serving import serving_app
from flows.cli.options import LISTEN, at_home, chosen
from flows.serve import serve_app
from schemas.base import now
from warehouse.records import EditionRecords


@click.command()
@click.option("--listen", type=LISTEN, default="127.0.0.1:8080", show_default=True, help="Where it answers.")
@click.option("--public-url", help="Scheme and host that others use, where a proxy stands in front.")
@at_home
def serve(listen: tuple[str, int], public_url: str | None) -> int:
    """Serve the feeds under /feeds/current/ and OAI-PMH under /oai."""
    at = chosen()
    county = load_registry(at.registry).county
    if county.contact is None:
        raise click.UsageError(f"{at.registry}: [county] contact is needed: OAI-PMH tells a mail address")
    current = at.home / "feeds" / "current"
    app = serving_app(current, EditionRecords(current), county, clock=now, public_url=public_url)
    serve_app(app, *listen)
    return 0
