"""The reference receiving column (参考接收专栏) as a server: `gongkai receive`."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from connectors.targets.receiver import receiving_app
from flows.relay import relaying
from flows.serve import serve_app
from flows.settings import secret_named
from schemas.base import now
from schemas.registry import Registry
from warehouse.column_feed import column_feed
from warehouse.receiving import ColumnStore


def serve_column(
    home: Path,
    host: str,
    port: int,
    *,
    level: str,
    keys: Mapping[str, bytes],
    fields: Mapping[str, str],
    scheme: str = "hmac-sha256",
    later_seconds: float = 0,
    relay: Registry | None = None,
) -> None:
    """Serve until stopped; prints `ready` as one line when it listens. Raises `ListenError`, `SecretMissingError`.

    `relay`: the registry of whoever keeps this column; what it takes is handed on to the targets there.
    """
    names = {ours: theirs for theirs, ours in fields.items()}
    with ColumnStore(home, title_field=names.get("title", "title")) as store:
        app = receiving_app(
            store,
            keys,
            level=level,
            clock=now,
            fields=fields,
            scheme=scheme,
            above=relay.target if relay else (),
            later_seconds=later_seconds,
            feed=partial(column_feed, store, level, names),
        )
        with relaying(store, relay, secret_of=secret_named) if relay else nullcontext():
            serve_app(app, host, port)
