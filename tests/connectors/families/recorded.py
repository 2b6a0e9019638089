"""A `Fetch` over recorded files: `exchange.toml` says which address, status and form each of them answers."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from connectors.fetch.model import EmptyBody, Gone, Request, Response, Unreachable
from schemas.base import SHANGHAI
from schemas.registry import Column, Source

AT = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)


class Recording:
    """One case: its source, its column, and the answers of its site."""

    def __init__(self, folder: Path) -> None:
        data = tomllib.loads((folder / "exchange.toml").read_text(encoding="utf-8"))
        self._folder = folder
        self._exchanges = data["exchange"]
        self.column = Column.model_validate({"category": "plan", **data["column"]})
        family = folder.parent.name
        self.source = Source.model_validate(
            {"id": "case", "unit": "youyi", "family": family, **data["source"], "column": [self.column]}
        )

    def __call__(self, request: Request) -> Response:
        """The recorded answer; an address that was not recorded is an error of the test."""
        for exchange in self._exchanges:
            form = exchange.get("form")
            if urljoin(self.source.base_url, exchange["url"]) != urldefrag(request.url)[0]:
                continue
            if (form is None) != (request.form is None) or not _contains(request.form, form):
                continue
            if exchange.get("status", 200) != 200:
                raise Gone(f"HTTP status {exchange['status']}", status=exchange["status"])
            return self._response(exchange, request.url)
        raise Unreachable(f"not recorded: {request.url} {dict(request.form or {})}")

    def first(self) -> Response:
        """The answer to the column's own address."""
        return self._response(self._exchanges[0], urljoin(self.source.base_url, self.column.path))

    def _response(self, exchange: dict[str, str], url: str) -> Response:
        body = (self._folder / exchange["file"]).read_bytes()
        if not body:
            raise EmptyBody("an empty body", status=200)
        kind = exchange.get("content_type", "text/html; charset=utf-8")
        return Response(url, 200, {"content-type": kind}, body, AT)


def _contains(form: object, wanted: dict[str, str] | None) -> bool:
    return not wanted or (hasattr(form, "items") and wanted.items() <= dict(form.items()).items())
