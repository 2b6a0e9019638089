"""The reference receiving column (参考接收专栏) as a server: `gongkai receive`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from connectors.targets.receiver import receiving_app
from flows.serve import serve_app
from schemas.base import now
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
) -> None:
    """Serve until stopped; prints `ready` as one line when it listens. Raises `ListenError`."""
    title = next((theirs for theirs, ours in fields.items() if ours == "title"), "title")
    with ColumnStore(home, title_field=title) as store:
        app = receiving_app(store, keys, level=level, clock=now, fields=fields, scheme=scheme)
        serve_app(app, host, port)
