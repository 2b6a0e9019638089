"""The command line `gongkai`. Exit codes: 0 done, 1 needs a hand, 2 wrong usage, 3 could not run."""

from __future__ import annotations

import sys

import click

from connectors.registry import RegistryError
from flows.cli import (
    catalogue,
    columns,
    feeds,
    findings,
    forms,
    gate,
    health,
    ledger,
    look,
    reconcile,
    requests,
    run,
    source,
    statutes,
    tables,
    target,
    trail,
    trust,
)
from flows.cli.options import at_home
from flows.county_run import NoRunError, UnknownSourceError
from flows.datasets import UnknownKindError
from flows.preview import PreviewError
from flows.serve import ListenError
from flows.settings import SecretMissingError
from warehouse.acceptance import AcceptanceError
from warehouse.database import QueryError, StorageError
from warehouse.feeds.signatures import KeyFormatError
from warehouse.gate import ReleaseError
from warehouse.lease import WriterBusyError
from warehouse.snapshot import SnapshotError

WRONG_USAGE = (
    RegistryError,
    UnknownSourceError,
    UnknownKindError,
    QueryError,
    NoRunError,
    SecretMissingError,
    KeyFormatError,
    PreviewError,
    AcceptanceError,
    ReleaseError,
)
ROOMS = (
    run,
    gate,
    source,
    target,
    look,
    findings,
    forms,
    health,
    ledger,
    catalogue,
    tables,
    columns,
    reconcile,
    requests,
    statutes,
    feeds,
    trail,
    trust,
)
"""Modules with `VERBS`, one a line."""

CANNOT_RUN = (WriterBusyError, StorageError, SnapshotError, ListenError, OSError)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@at_home
def cli() -> None:
    """Gongkai (公开): harvest what a county discloses, publish it as data, deliver it."""


for verb in (verb for room in ROOMS for verb in room.VERBS):
    cli.add_command(verb)


def main() -> None:
    """Entry point; errors that a person can mend are told in words, not in tracebacks."""
    try:
        sys.exit(cli.main(standalone_mode=False) or 0)
    except click.exceptions.Abort:
        sys.exit(3)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except WRONG_USAGE as error:
        sys.exit(_tell(error, 2))
    except CANNOT_RUN as error:
        sys.exit(_tell(error, 3))


def _tell(error: BaseException, code: int) -> int:
    click.echo(f"gongkai: {error}", err=True)
    return code
