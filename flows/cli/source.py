"""The registry from the command line: `source list|check|add|template`."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import click
from rich.console import Console
from rich.table import Table

from connectors.charset import decode
from connectors.enrol import add_source, propose
from connectors.families import recognise
from connectors.families.drop_template import template
from connectors.fetch import FetchError, Hosts, LiveFetch, Request
from connectors.registry import load_registry
from flows.cli.options import at_home, chosen, print_json, wants_json
from flows.county_run import chosen_sources
from flows.preview import PreviewError, stray_source
from flows.trial import first_pages
from schemas.codes import CATEGORIES


@click.group()
def source() -> None:
    """The sources of the registry."""


@source.command("list")
@at_home
def list_sources() -> int:
    """Every source: unit, family, address, columns."""
    sources = load_registry(chosen().registry).source
    if wants_json():
        print_json([s.model_dump(mode="json") for s in sources])
        return 0
    table = Table("id", "unit", "family", "base_url", "columns", box=None)
    for s in sources:
        table.add_row(s.id, s.unit, s.family, s.base_url or "drop folder", str(len(s.column)))
    Console().print(table)
    return 0


@source.command()
@click.argument("source_id")
@at_home
def check(source_id: str) -> int:
    """Fetch one page a column and print what would be loaded."""
    at = chosen()
    (found,) = chosen_sources(load_registry(at.registry), [source_id])
    told = first_pages(at.home, found)
    print_json(told)
    return int(any("error" in t or "first_item_error" in t or t.get("errors") for t in told))


@source.command()
@click.argument("url")
@click.option(
    "--category",
    type=click.Choice(list(CATEGORIES)),
    default="other",
    show_default=True,
    metavar="CODE",
    help="Category of the column.",
)
@click.option("--id", "source_id", help="Default: drawn from the address.")
@click.option("--unit", help="Default: the unit that the address or its host points to.")
@click.option("--family", help="Default: recognised from the page.")
@at_home
def add(url: str, category: str, source_id: str | None, unit: str | None, family: str | None) -> int:
    """Recognise the family of the list page URL and write the registry entry."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise click.UsageError(f"{url!r} is no address; it starts with http:// or https://")
    at = chosen()
    proposal = propose(url, load_registry(at.registry))
    unit = unit or proposal.unit
    if unit is None:
        raise click.UsageError("no unit can be told from the address; name one with --unit")
    family = family or _recognised(url)
    route = f"#{parts.fragment}" if parts.fragment else ""
    fields = {
        "id": source_id or proposal.id,
        "unit": unit,
        "family": family,
        "base_url": f"{parts.scheme}://{parts.netloc}",
        "column": [
            {"path": f"{parts.path}{'?' + parts.query if parts.query else ''}{route}", "category": category}
        ],
    }
    written = add_source(at.registry, fields)
    click.echo(f"{written}: family {family}, unit {unit}, written to {at.registry}")
    click.echo(f"Next: gongkai source check {written}")
    return 0


@source.command("template")
@click.argument("path", type=click.Path(path_type=Path), default=Path("报送模板.xlsx"))
def write_template(path: Path) -> int:
    """Write the spreadsheet that a unit without a site fills in (family drop)."""
    template(path, CATEGORIES.values())
    click.echo(path)
    return 0


def _recognised(url: str) -> str:
    stray = stray_source(url)
    try:
        with LiveFetch(stray, Hosts([stray])) as fetch:
            response = fetch(Request(url=url, purpose="list"))
    except FetchError as error:
        raise PreviewError(f"the page could not be read: {error.reason}") from error
    guesses = recognise(url, decode(response.body).text)
    if not guesses:
        raise PreviewError("no family recognises this page; name one with --family")
    return guesses[0][0]
