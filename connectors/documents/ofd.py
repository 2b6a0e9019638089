"""OFD (版式文档, GB/T 33190-2016): a zip of XML; the text objects of each page, in reading order."""

from __future__ import annotations

import math
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from connectors.documents.layout import Span, lines_of
from connectors.documents.model import Limits, UnreadableError
from connectors.documents.zips import open_zip, read_xml

Element = etree._Element
_MATRIX = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
SIZE = 4.0
"""Millimetres of a character where a text object does not say."""


class Page(NamedTuple):
    """Where a page stands in the container, and the templates of its document by id."""

    place: str
    templates: dict[str, str]


def read_ofd(content: bytes, limits: Limits) -> tuple[str, str | None]:
    """Text and note: `scan` where no page has text, else what of it was left out. Lines from top to bottom;
    wide gaps, as between the cells of a table, are tabs. Stamps and annotations are left out.

    Raises `UnreadableError` for a broken, encrypted or oversized file.
    """
    archive = open_ofd(content, limits)
    lines: list[str] = []
    empty = read = chars = 0
    places = list(page_places(archive))
    for place in places[: limits.max_pages]:
        found = lines_of(span for part in page_parts(archive, place) for span in _spans(part))
        empty, read, chars = empty + (not found), read + 1, chars + sum(map(len, found))
        lines += found
        if chars > limits.max_chars:
            break
    if not lines:
        return "", "scan"
    notes = [f"{empty} of {read} pages are scans"] if empty else []
    if read < len(places):
        notes.append(f"cut after {read} of {len(places)} pages")
    return "\n".join(lines), "; ".join(notes) or None


def open_ofd(content: bytes, limits: Limits) -> zipfile.ZipFile:
    """The container. Raises `UnreadableError` for a broken, encrypted or oversized one."""
    archive = open_zip(content, limits)
    if "Encryptions.xml" in archive.namelist():
        raise UnreadableError("encrypted")
    return archive


def page_places(archive: zipfile.ZipFile) -> Iterator[Page]:
    """All pages in their order."""
    root = read_xml(archive, "OFD.xml")
    for entry in root.iter("{*}DocRoot"):
        document = _resolved("", entry.text or "")
        tree = read_xml(archive, document)
        templates = {
            template.get("ID", ""): _resolved(document, template.get("BaseLoc", ""))
            for template in tree.iter("{*}TemplatePage")
        }
        for page in tree.iterfind("{*}Pages/{*}Page"):
            yield Page(_resolved(document, page.get("BaseLoc", "")), templates)


def page_parts(archive: zipfile.ZipFile, page: Page) -> list[Element]:
    """What is drawn on a page: the templates behind it, then its own content."""
    root = read_xml(archive, page.place)
    names = [template.get("TemplateID", "") for template in root.iterfind("{*}Template")]
    return [*(read_xml(archive, page.templates[name]) for name in names if name in page.templates), root]


def frame_of(element: Element) -> tuple[float, ...]:
    """Left and top of an object's boundary, and its matrix a to f: a point of it is a·x + c·y + e from the left."""
    left, top, *_ = [*numbers(element.get("Boundary")), 0.0, 0.0]
    matrix = numbers(element.get("CTM"))
    return left, top, *(matrix if len(matrix) == 6 else _MATRIX)


def _spans(page: Element) -> Iterator[Span]:
    for element in page.iter("{*}TextObject"):
        if element.get("Visible") == "false":
            continue
        left, top, a, b, c, d, e, f = frame_of(element)
        size = (numbers(element.get("Size")) or [SIZE])[0]
        x = y = 0.0
        for code in element.iterfind("{*}TextCode"):
            # A code that names no place goes on where the one before it stood.
            x = (numbers(code.get("X")) or [x])[0]
            y = (numbers(code.get("Y")) or [y])[0]
            text = code.text or ""
            start = left + a * x + c * y + e
            width = _width(code.get("DeltaX"), len(text), size) * (math.hypot(a, b) or 1.0)
            scale = math.hypot(c, d) or 1.0
            yield Span(start, start + width, top + b * x + d * y + f, size * scale, text)


def _width(told: str | None, count: int, size: float) -> float:
    """From the left edge of the first character to the right edge of the last."""
    steps = deltas(told, count)
    return sum(steps) + size * (count - len(steps))


def deltas(text: str | None, count: int) -> list[float]:
    """Distances between characters; `g 3 5.2` stands for 5.2 three times."""
    words = (text or "").split()
    steps: list[float] = []
    at = 0
    while at < len(words) and len(steps) < count - 1:
        if words[at] == "g" and at + 2 < len(words):
            times, step = _number(words[at + 1]), _number(words[at + 2])
            steps += [step] * min(int(max(times, 0)), count)
            at += 3
        else:
            steps.append(_number(words[at]))
            at += 1
    return steps[: max(count - 1, 0)]


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute. Raises `UnreadableError` where it holds something else."""
    return [_number(word) for word in re.split(r"[\s,]+", text.strip())] if text and text.strip() else []


def _number(word: str) -> float:
    try:
        number = float(word)
    except ValueError as error:
        raise UnreadableError(f"broken document: {word[:20]!r} where a number should be") from error
    return number if math.isfinite(number) else 0.0


def _resolved(base: str, place: str) -> str:
    """A place as written in a part, from the root of the container."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(base), place.strip())).lstrip("/")
