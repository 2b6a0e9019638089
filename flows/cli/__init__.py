"""The command line `gongkai`. Exit codes: 0 done, 1 needs a hand, 2 wrong usage, 3 could not run."""

from __future__ import annotations

import sys
from importlib import import_module
from io import TextIOWrapper

import click

from flows.cli.options import at_home
from schemas.errors import CannotRunError, WrongUsageError

ROOMS = {
    "run": ("run", "harvest", "replay", "datasets", "check", "publish", "push", "report"),
    "gate": ("release",),
    "source": ("source",),
    "target": ("target",),
    "look": ("preview", "query", "search", "gazette", "status"),
    "findings": ("findings", "accept", "rules"),
    "forms": ("annual-report",),
    "health": ("health", "media"),
    "ledger": ("ledger",),
    "catalogue": ("catalogue",),
    "tables": ("tables",),
    "columns": ("receive", "forget"),
    "sample": ("sample",),
    "reconcile": ("reconcile",),
    "requests": ("request",),
    "statutes": ("statutes",),
    "feeds": ("serve",),
    "trail": ("trail",),
    "trust": ("keys", "verify"),
}
"""Module of this package → the verbs in it."""
_ROOM = {verb: room for room, verbs in ROOMS.items() for verb in verbs}


class Verbs(click.Group):
    """Loads the module of a verb when the verb is called, and not the others: half of a short command's time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_ROOM)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        room = _ROOM.get(cmd_name)
        if room is None:
            return None
        verb = getattr(import_module(f"flows.cli.{room}"), cmd_name.replace("-", "_"))
        return verb if isinstance(verb, click.Command) else None


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@at_home
def cli() -> None:
    """Gongkai (公开): harvest what a county discloses, publish it as data, deliver it."""


def main() -> None:
    """Entry point; errors that a person can mend are told in words, not in tracebacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a sign that the terminal lacks must not end a run
    try:
        sys.exit(cli.main(standalone_mode=False) or 0)
    except click.exceptions.Abort:
        sys.exit(3)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except WrongUsageError as error:
        sys.exit(_tell(error, 2))
    except (CannotRunError, OSError) as error:
        sys.exit(_tell(error, 3))


def _tell(error: BaseException, code: int) -> int:
    click.echo(f"gongkai: {error}", err=True)
    return code
