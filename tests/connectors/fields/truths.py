"""Pages with known values: read, and compared field by field."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from connectors.fields import PageReading, read_page


def truths(folder: Path) -> list[dict[str, Any]]:
    """The lines of `truth.jsonl`; none, and a line in print, where the folder is not there."""
    path = folder / "truth.jsonl"
    if not path.exists():
        print(f"no pages in {folder}: their fields are not compared")
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


_NAMES = re.compile(rb"""\s(?:class|id)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""")


def assert_agrees(folder: Path, truth: dict[str, Any], *, nameless: bool = False) -> PageReading:
    """Read a page and assert every field that its truth names; `nameless` without any class and id, like a page
    of a site whose names nobody has seen."""
    url = truth["url"] or "http://site.example/column/page.html"
    content = (folder / truth["file"]).read_bytes()
    reading = read_page(_NAMES.sub(b"", content) if nameless else content, url)
    values = reading.values
    at = values["published_at"]
    shown = at and at.strftime("%Y-%m-%d %H:%M" if (at.hour or at.minute) else "%Y-%m-%d")
    assert _bare(values["title"]) == _bare(truth["title"])
    assert shown == truth["pub_date"]
    assert (values["written_on"] and values["written_on"].isoformat()) == truth["written_date"]
    assert values["document_number"] == truth["doc_number"]
    assert values["index_number"] == truth["index_number"]
    assert values["theme"] == truth["subject"]
    assert values["publisher"] == truth["publisher"]
    assert values["content_source"] == truth["content_source"]
    assert {f.url for f in reading.files} == {urljoin(url, a) for a in truth["attachments"]}
    body = _bare(values["body_text"]) or ""
    first, last = _bare(truth["body_first"]), _bare(truth["body_last"])
    assert body.endswith(last or "")
    assert 0 <= body.find(first or "") <= 60
    assert bool(body) == bool(first)
    return reading


def _bare(text: str | None) -> str | None:
    return re.sub(r"\s+", "", text) if text else None
