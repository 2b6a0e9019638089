"""`items/<item_id>.json`: each item as it stands, or what is left of it after a withdrawal.

What the manifest says of them is in pages of its own, `manifest/items.json` and its older ones, so that neither a
publisher nor a reader handles a line an item because one of them changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import orjson
import pyarrow as pa

from warehouse.feeds.edition import Edition
from warehouse.feeds.pages import Line, Page, Pages

PAGE = 500
SCHEMA = "gongkai.files/1"

_COLUMNS = ["seq", "at_text", "operation", "item_id", "document_head", "body_text", "body_html"]
_AT_ONCE = 100
"""Items held as Python objects: bodies are long."""
_SEQ = re.compile(r'"seq": (\d+)')


class ItemFiles:
    """Writes the files of items that changed."""

    def __init__(self, edition: Edition) -> None:
        self._folder = edition.folder
        self._pages = Pages(edition, ItemLines(), PAGE, newest_repeats=False)

    def drop(self, former: pa.Table) -> None:
        """The file stays and is written anew; only its line moves."""
        for seq in former["seq"].to_pylist():
            self._pages.drop(seq)

    def add(self, window: pa.Table) -> pa.Table:
        """Write the current versions of a window, a superseded one has no file; the window with what was written."""
        sizes: list[int | None] = []
        digests: list[str | None] = []
        for batch in window.select(_COLUMNS).to_batches(_AT_ONCE):
            known = [batch[name].to_pylist() for name in _COLUMNS]
            for seq, at, operation, item_id, head, *bodies in zip(*known, strict=True):
                if head is None:
                    self._pages.add(seq, at, "")
                    sizes.append(None)
                    digests.append(None)
                    continue
                content = f"{head}\n".encode() if operation == "withdraw" else _with_bodies(head, *bodies)
                line, digest = self._folder.write_item(f"items/{item_id}.json", content)
                sizes.append(len(content))
                digests.append(digest)
                self._pages.add(seq, at, f'{{"seq": {seq}, {line[1:]}')
        sized = window.append_column("file_bytes", pa.array(sizes, pa.int64()))
        return sized.append_column("file_sha256", pa.array(digests, pa.string()))

    def close(self) -> None:
        """Finish the pages of the manifest."""
        self._pages.close()


class ItemLines:
    """The pages of the manifest that list item files."""

    name = "items"
    separator = b",\n"

    def path(self, number: int | None) -> str:
        """`manifest/items.json`, or an older page."""
        return "manifest/items.json" if number is None else f"manifest/items-{number:06}.json"

    def marks(self, seq: int) -> tuple[bytes, ...]:
        """How its line begins."""
        return (b'{"seq": %d, "path"' % seq,)

    def document(self, page: Page, lines: Sequence[str]) -> bytes:
        """JSON, one file a line."""
        older = f'"older": "{self.path(page.older)}",\n' if page.older else ""
        return (f'{{\n"schema": "{SCHEMA}",\n{older}"files": [\n' + ",\n".join(lines) + "\n]\n}\n").encode()

    def lines(self, content: bytes) -> Iterator[Line]:
        """The lines that begin with a seq."""
        for line in content.decode().split("\n"):
            if match := _SEQ.match(line, 1):
                yield int(match[1]), line.rstrip(",")


def _with_bodies(head: str, text: str | None, html: str | None) -> bytes:
    """Bodies are long: they are made JSON here, in a twentieth of the time that DuckDB would take."""
    bodies = b',"body_text":', orjson.dumps(text), b',"body_html":', orjson.dumps(html), b"}\n"
    return b"".join((head[:-1].encode(), *bodies))
