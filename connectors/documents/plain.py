"""Text files: plain, CSV and HTML, in the encodings that Chinese offices write."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from lxml import etree, html

from connectors import charset
from connectors.documents.model import Limits, UnreadableError

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKUP = re.compile(r"<(!doctype\s+html|html|head|body|table|div|p|meta)\b", re.IGNORECASE)
_BLOCKS = ("p", "div", "li", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "br", "section", "article")
_AFTER = dict.fromkeys(_BLOCKS, "\n") | {"td": "\t", "th": "\t"}
_UNSEEN = frozenset(("script", "style", "noscript", "head"))


def decode(content: bytes) -> str | None:
    """The text in the encoding that the bytes show; None for what is no text."""
    decoded = charset.decode(content)
    if _CONTROLS.search(decoded.text[:100_000]) or decoded.damaged * 100 > len(decoded.text):
        return None
    return decoded.text


def media_type(text: str) -> str:
    """`text/html`, `text/csv` or `text/plain`, by what the text looks like."""
    if _MARKUP.search(text[:4096]):
        return "text/html"
    lines = [line for line in text[:20_000].splitlines()[:20] if line.strip()]
    delimiter = delimiter_of(text)
    cells = {len(row) for row in csv.reader(lines, delimiter=delimiter)} if delimiter else {1}
    return "text/csv" if len(lines) > 1 and len(cells) == 1 and cells != {1} else "text/plain"


def delimiter_of(text: str) -> str | None:
    """What parts the cells of the first line: comma, tab or semicolon, whichever is most frequent."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    best = max(",\t;", key=first.count)
    return best if best in first else None


def csv_rows(text: str, limits: Limits) -> list[list[str]]:
    """The rows of a CSV text. Raises `UnreadableError` for too many cells and for cells without end."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter_of(text) or ",")
    rows, left = [], limits.max_cells
    try:
        for row in reader:
            left -= len(row)
            if left < 0:
                raise UnreadableError(f"more than {limits.max_cells} cells")
            rows.append(row)
    except csv.Error as error:
        raise UnreadableError(f"broken CSV, line {reader.line_num}: {error}") from error
    return rows


def html_text(text: str) -> str:
    """The visible text of an HTML file, a line a block, table cells parted by tabs."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableError(f"broken HTML: {error}") from error
    lines = "".join(_pieces(root)).split("\n")
    shown = ("\t".join(" ".join(cell.split()) for cell in line.split("\t")).rstrip() for line in lines)
    return "\n".join(line for line in shown if line.strip())


def _pieces(root: html.HtmlElement) -> Iterator[str]:
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            yield _AFTER.get(element.tag, "") + (element.tail or "")
        elif element.tag in _UNSEEN:
            walk.skip_subtree()
        else:
            yield ("\n" if element.tag in _BLOCKS else "") + (element.text or "")
