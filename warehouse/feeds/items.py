"""`items/<item_id>.json`: each item as it stands, or what is left of it after a withdrawal."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from warehouse.feeds.edition import Edition


class ItemFiles:
    """Writes the files of changed items; those of unchanged ones are the same file as in the edition before."""

    def __init__(self, edition: Edition) -> None:
        self._folder = edition.folder
        self._previous = edition.previous

    def add(self, window: pa.Table) -> None:
        """Take the current versions of a window; a superseded one has no file."""
        current = window.filter(pc.field("is_current")).select(["item_id", "document"])
        for item_id, document in zip(*(column.to_pylist() for column in current.columns), strict=True):
            path = f"items/{item_id}.json"
            if document is not None:
                self._folder.write_item(path, f"{document}\n".encode())
            else:
                assert self._previous is not None, "only known items come without a document"
                self._folder.link_item(path, self._previous)

    def close(self) -> None:
        """Nothing is held back."""
