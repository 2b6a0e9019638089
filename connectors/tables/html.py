"""Tables of a page's body as grids; rowspan and colspan laid out as HTML defines it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree, html

from connectors.tables.model import Grid, Prose, Span

MAX_COLUMNS = 200
"""A colspan is at most so wide: browsers stop at 1000, and no disclosed table comes near."""


@dataclass(slots=True)
class _Layout:
    """Cells at their places, row by row; `taken` are those covered from above."""

    rows: list[list[str]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)
    """Column to the number of further rows that a cell above covers."""


def html_grids(text: str) -> Iterator[Grid]:
    """The outermost tables that hold no other table, in the order of the page; `place` counts them from 1."""
    root = _document(text) if "<table" in text.lower() else None
    if root is None:
        return
    found: list[Grid] = []
    above: list[str] = []
    for event, element in etree.iterwalk(root, events=("start",), tag=("p", "h1", "h2", "h3", "h4", "table")):
        assert event == "start"
        if element.tag != "table":
            if next(element.iterancestors("table"), None) is None and (line := _text(element)):
                above.append(line)
        elif element.find(".//table") is None:
            _add_below(found, above)
            found.append(_grid(element, len(found) + 1, tuple(above[-6:])))
            above = []
    _add_below(found, above)
    yield from found


def _add_below(found: list[Grid], lines: list[str]) -> None:
    """The lines after a table, up to the next one, as its own; notes stand there."""
    if found:
        found[-1] = replace(found[-1], below=tuple(lines[:6]))


def html_prose(text: str) -> tuple[Prose, ...]:
    """The lines of a page outside its tables, as one place."""
    root = _document(text)
    if root is None:
        return ()
    lines = [
        line
        for element in root.iter("p", "h1", "h2", "h3", "h4", "li", "div")
        if next(element.iterancestors("table"), None) is None and (line := _own_line(element))
    ]
    return (Prose("", tuple(lines)),) if lines else ()


def _document(text: str) -> html.HtmlElement | None:
    """The page as a tree; None where it cannot be parsed."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _own_line(element: html.HtmlElement) -> str:
    """The text of a block; empty for one that holds blocks of its own."""
    if next(element.iter("p", "table", "li"), element) is not element or element.find(".//div") is not None:
        return ""
    return _text(element)


def _grid(table: html.HtmlElement, number: int, above: tuple[str, ...]) -> Grid:
    layout = _Layout()
    caption = tuple(_text(c) for c in table.iterchildren("caption"))
    for row in table.iter("tr"):
        _add_row(layout, row)
    width = max((len(row) for row in layout.rows), default=0)
    for laid in layout.rows:
        laid += [""] * (width - len(laid))
    height = len(layout.rows)
    spans = tuple(Span(s.row, s.column, min(s.rows, height - s.row), s.columns) for s in layout.spans)
    return Grid(f"table {number}", layout.rows, spans, (*above, *caption), prefix=f"t{number}!")


def _add_row(layout: _Layout, row: html.HtmlElement) -> None:
    laid: list[str] = []
    for cell in row.iterchildren("td", "th"):
        _skip_taken(layout, laid)
        rows, columns = _number(cell, "rowspan"), min(_number(cell, "colspan"), MAX_COLUMNS)
        if rows > 1 or columns > 1:
            layout.spans.append(Span(len(layout.rows), len(laid), rows, columns))
        for column in range(len(laid), len(laid) + columns):
            if rows > 1:
                # One more than the rows below: the rest of this very row counts it down as well.
                layout.taken[column] = rows
        laid += [_text(cell)] + [""] * (columns - 1)
    _skip_taken(layout, laid)
    for column in list(layout.taken):
        layout.taken[column] -= 1
        if not layout.taken[column]:
            del layout.taken[column]
    layout.rows.append(laid)


def _skip_taken(layout: _Layout, laid: list[str]) -> None:
    while len(laid) in layout.taken:
        laid.append("")


def _number(cell: html.HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return max(1, min(int(value), 10_000)) if value.isdigit() else 1


def _text(element: html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())
