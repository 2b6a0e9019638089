"""Options that every verb takes, before or after its name: --home, --registry, --json."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from flows.settings import Settings, settings

P = ParamSpec("P")
T = TypeVar("T")

_OPTIONS = (
    click.option(
        "--home", type=click.Path(path_type=Path, file_okay=False), help="[env GONGKAI_HOME; ./var]"
    ),
    click.option(
        "--registry", type=click.Path(path_type=Path), help="TOML file or folder [env GONGKAI_REGISTRY]"
    ),
    click.option("--json", "as_json", is_flag=True, help="Report as JSON."),
)


class _Address(click.ParamType[tuple[str, int]]):
    """`HOST:PORT` as host and port; an empty host is this machine."""

    name = "HOST:PORT"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int]:
        host, _, port = str(value).rpartition(":")
        if not port.isdigit():
            self.fail(f"wants HOST:PORT, not {value!r}", param, ctx)
        return host.strip("[]") or "127.0.0.1", int(port)


LISTEN = _Address()


def at_home(function: Callable[P, T]) -> Callable[..., T]:
    """Add the three options; what is given last, wins. Read them with `chosen()` and `wants_json()`."""

    @wraps(function)
    def with_options(*args: Any, home: Path | None, registry: Path | None, as_json: bool, **rest: Any) -> T:
        given = click.get_current_context().find_root().ensure_object(dict)
        given.update({k: v for k, v in (("home", home), ("registry", registry)) if v is not None})
        given["json"] = as_json or given.get("json", False)
        return function(*args, **rest)

    decorated: Callable[..., T] = with_options
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated


def chosen() -> Settings:
    """Home and registry as given."""
    given = click.get_current_context().find_root().ensure_object(dict)
    return settings(given.get("home"), given.get("registry"))


def wants_json() -> bool:
    """Whether `--json` was given."""
    return bool(click.get_current_context().find_root().ensure_object(dict).get("json"))


def print_json(value: Any) -> None:
    """Readable JSON; times in ISO 8601, money as text so that no digit is lost. Characters that standard output cannot
    encode are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_plain)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=2, default=_plain)
    click.echo(text)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
