"""`items/<item_id>.json`: each item as it stands, or what is left of it after a withdrawal."""

from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.compute as pc

from warehouse.feeds.edition import Edition

_COLUMNS = ["item_id", "operation", "document_head", "body_text", "body_html", "is_current"]
_AT_ONCE = 100
"""Items held as Python strings: bodies are long."""


class ItemFiles:
    """Writes the files of changed items; those of unchanged ones are taken over from the edition before."""

    def __init__(self, edition: Edition) -> None:
        self._folder = edition.folder
        self._previous = edition.previous

    def add(self, window: pa.Table) -> None:
        """Take the current versions of a window; a superseded one has no file."""
        current = window.select(_COLUMNS).filter(pc.field("is_current"))
        known = current.select(["item_id", "document_head"]).filter(pc.field("document_head").is_null())
        for item_id in known["item_id"].to_pylist():
            assert self._previous is not None, "only known items come without a document"
            self._folder.link_item(f"items/{item_id}.json", self._previous)
        for batch in current.filter(pc.field("document_head").is_valid()).to_batches(_AT_ONCE):
            self._write(batch)

    def _write(self, batch: pa.RecordBatch) -> None:
        columns = [column.to_pylist() for column in batch.columns]
        for item_id, operation, head, body_text, body_html, _ in zip(*columns, strict=True):
            path = f"items/{item_id}.json"
            if operation == "withdraw":
                self._folder.write_item(path, f"{head}\n".encode())
            else:
                bodies = f'"body_text":{_json(body_text)},"body_html":{_json(body_html)}}}\n'
                self._folder.write_item(path, f"{head[:-1]},{bodies}".encode())

    def close(self) -> None:
        """Nothing is held back."""


def _json(text: str | None) -> str:
    return json.dumps(text, ensure_ascii=False)
