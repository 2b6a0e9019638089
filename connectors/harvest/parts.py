"""An article that its site shows in parts (正文分页), put together again."""

from __future__ import annotations

from collections.abc import Callable

from connectors.fetch.model import Blocked, FetchError, Unreachable
from connectors.fields import NotAPageError
from connectors.fields.model import PageReading
from schemas.harvest import Finding
from schemas.rules import breach

MOST = 50
"""Further pages of one article that are asked for."""


def join_parts(reading: PageReading, read: Callable[[str], PageReading]) -> None:
    """Add to the first page of an article what its further pages hold, each read by `read`.

    Raises `Unreachable` or `Blocked`: half an article must not look like an edit. A part that is not there is told, and
    so are more than can be meant.
    """
    waiting, asked = list(reading.further), set[str]()
    while waiting:
        address = waiting.pop(0)
        if address in asked:
            continue
        if len(asked) == MOST:
            reading.findings.append(_missing(MOST + 2))
            return
        asked.add(address)
        try:
            part = read(address)
        except (Unreachable, Blocked):
            raise
        except (FetchError, NotAPageError):
            reading.findings.append(_missing(len(asked) + 1))
            return
        _append(reading, part)
        waiting += part.further


def _missing(number: int) -> Finding:
    return breach(
        "article_part_missing", f"正文分页显示，其中第 {number} 页无法读取，本系统所存正文不完整，请核对。"
    )


def _append(reading: PageReading, part: PageReading) -> None:
    """Text, files and findings of a part, and the day of writing, which stands at an article's end."""
    for field, between in (("body_text", "\n"), ("body_html", "\n")):
        pieces = [reading.values.get(field), part.values.get(field)]
        reading.values[field] = between.join(filter(None, pieces)) or None
    known = {file.url for file in reading.files}
    reading.files += [file for file in part.files if file.url not in known]
    reading.findings += [finding for finding in part.findings if finding not in reading.findings]
    if reading.values.get("written_on") is None and part.values.get("written_on"):
        reading.values["written_on"] = part.values["written_on"]
        reading.evidence += [e for e in part.evidence if e.field == "written_on"]
