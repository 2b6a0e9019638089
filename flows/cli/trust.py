"""Keys that sign the feeds, and the check a consumer makes: `keys`, `verify`."""

from __future__ import annotations

from pathlib import Path

import click

from connectors.registry import load_registry
from flows.cli.options import at_home, chosen, print_json, wants_json
from flows.settings import secret_named
from warehouse.feeds.signatures import key_id, new_secret, pem, public_key, signing_key, verify_edition


@click.group()
def keys() -> None:
    """The keys that sign the feeds."""


@keys.command("new")
@at_home
def new() -> int:
    """Make a key pair; the secret is shown this once and kept nowhere."""
    secret = new_secret()
    public = signing_key(secret.encode()).public
    if wants_json():
        print_json({"key_id": key_id(public), "secret": secret, "public_key": pem(public)})
        return 0
    click.echo(f"key id  {key_id(public)}")
    click.echo(f"secret  {secret}")
    click.echo("        into the environment or a Prefect Secret block, its NAME into [county] signing_keys")
    click.echo(f"{pem(public)}        to whoever shall verify our feeds", nl=True)
    return 0


@keys.command("list")
@at_home
def list_keys() -> int:
    """The registry's signing keys: their names, ids and public halves."""
    names = load_registry(chosen().registry).county.signing_keys
    publics = {name: signing_key(secret_named(name)).public for name in names}
    rows = [{"name": name, "key_id": key_id(key), "public_key": pem(key)} for name, key in publics.items()]
    if wants_json():
        print_json(rows)
    else:
        for row in rows:
            click.echo(f"{row['name']}  {row['key_id']}\n{row['public_key']}", nl=False)
    return 0


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="DIR")
@click.option(
    "--key",
    "files",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The sender's public key, a PEM file.",
)
@at_home
def verify(folder: Path, files: tuple[Path, ...]) -> int:
    """Whether an edition of feeds is whole and signed; needs only the public key."""
    problems = verify_edition(folder, [public_key(file.read_bytes()) for file in files])
    if wants_json():
        print_json({"verified": not problems, "problems": problems})
    else:
        click.echo("\n".join(problems) if problems else f"{folder}: whole and signed")
    return int(bool(problems))
