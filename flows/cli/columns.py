"""The receiving column, and care of the archive: `receive`, `forget`."""

from __future__ import annotations

from typing import get_args

import click

from connectors.fetch import Archive
from connectors.registry import load_registry
from flows.cli.options import LISTEN, at_home, chosen
from flows.receive import serve_column
from flows.settings import secret_named
from schemas.registry import Level
from schemas.target import SignatureScheme
from warehouse.looks import addresses_of


@click.command()
@click.option(
    "--level",
    type=click.Choice(["county", "municipal", "provincial", "national"]),
    required=True,
    help="Whose column it is.",
)
@click.option("--listen", type=LISTEN, required=True, help="Where it answers.")
@click.option("--key-id", default="230522", show_default=True, help="The sender's key id.")
@click.option("--secret", help="NAME of the variable with the key [GONGKAI_<LEVEL>_SECRET].")
@click.option(
    "--signature",
    type=click.Choice(get_args(SignatureScheme)),
    default="hmac-sha256",
    show_default=True,
    help="How senders sign.",
)
@click.option("--field", "fields", multiple=True, metavar="THEIRS=OURS", help="The column's own names.")
@click.option("--later", type=float, default=0, help="Seconds until receipts are given; a 202 before.")
@click.option("--relay", is_flag=True, help="Hand on to the targets of the registry.")
@at_home
def receive(
    level: Level,
    listen: tuple[str, int],
    key_id: str,
    secret: str | None,
    signature: str,
    fields: tuple[str, ...],
    later: float,
    relay: bool,
) -> int:
    """The reference receiving column: verifies, stores, answers receipts."""
    key = secret_named(secret or f"GONGKAI_{level.upper()}_SECRET")
    names = dict(f.split("=", 1) for f in fields if "=" in f)
    serve_column(
        chosen().home,
        *listen,
        level=level,
        keys={key_id: key},
        fields=names,
        scheme=signature,
        later_seconds=later,
        relay=load_registry(chosen().registry) if relay else None,
    )
    return 0


@click.command()
@click.argument("item_id")
@at_home
def forget(item_id: str) -> int:
    """Remove an item's raw responses, of its page and files, from the archive."""
    at = chosen()
    urls, page_keys = addresses_of(at.home, item_id)
    if not page_keys:
        raise click.UsageError(f"no item {item_id} in the snapshot")
    with Archive(at.home / "archive") as archive:
        click.echo(f"{archive.forget(urls, page_keys=page_keys)} captures forgotten")
    return 0
