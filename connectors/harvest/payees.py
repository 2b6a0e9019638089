"""Names in publicity lists (公示名单): what the registry's policy leaves of them in the texts of an item and its files.

The payments themselves are read from the archive by `connectors.datasets`; what is kept here serves readers and search.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree, html

from connectors.fields.model import PageReading
from connectors.payees import MASK, Policy, is_sensitive, sensitive_column, shown_payee
from schemas.item import Attachment

_LISTS = frozenset(("subsidy_payment", "village", "livelihood"))
"""Categories whose postings are lists of payees, or may be."""
_MIXED = frozenset(("subsidy_policy", "policy", "response", "direct_fund", "other"))
"""Categories in which such lists are found too, told by their title."""
_OF_PAYEES = re.compile(r"补[贴助偿]|救助|低保|特困|一卡通|惠农|惠民|抚恤|优抚|津贴|慰问")

_HEADING = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6}姓名|户主|监护人|领[款取]人|收款人|持卡人|开户人|受益人|受助人|申请人|享受(?:人|对象)|家庭成员"
    r"|(?:救助|补[贴助]|发放|保障|低保|慰问)对象|低保户|农户|种植户|承包(?:方代表|人))(?:[（(].{1,6}[)）])?"
)
_MASKED_BESIDE = frozenset(("身份证号", "银行卡号", "联系电话"))
"""Details of which the mask of numbers leaves what may be shown."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_WIDEST = 1000
_NOT_KEPT = "a list of payees: its text is not kept"


def conceal_payees(
    reading: PageReading, attachments: Iterable[Attachment], policy: Policy, category: str
) -> tuple[Attachment, ...]:
    """Mask names in the tables of a page, in place, and in the texts of its files, which come back; nothing where
    a posting of this category and title is no such list.

    Where the title tells of minors, illness, disability or social assistance no name is kept, whatever the policy.
    What a list has no business to tell beside a name (address, illness, age) is masked as well.
    """
    files, title = tuple(attachments), reading.values.get("title") or ""
    if category not in _LISTS and not (category in _MIXED and _OF_PAYEES.search(title)):
        return files
    if is_sensitive(title):
        policy = "none"
    body = reading.values.get("body_html")
    if body and "<table" in body:
        reading.values["body_html"], rows = _in_html(body, policy)
        reading.values["body_text"] = _in_text(reading.values.get("body_text") or "", rows) or None
    return tuple(_concealed(file, policy, is_list=category in _LISTS) for file in files)


class _Columns:
    """What the columns under a heading hold: names, and details that have no place beside a name."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._names: set[int] = set()
        self._details: set[int] = set()

    def heads(self, cells: Sequence[str]) -> bool:
        """Whether a row is a heading with names under it; its columns are then known.

        A word with an empty cell behind it is a line of a form, to be filled in beside it.
        """
        words = ["".join(cell.split()) for cell in cells]
        names = {
            n
            for n, word in enumerate(words)
            if _HEADING.fullmatch(word) and (n + 1 == len(words) or words[n + 1])
        }
        if names:
            details = {
                n for n, word in enumerate(words) if sensitive_column(word) not in {None, *_MASKED_BESIDE}
            }
            self._names, self._details = names, details - names
        return bool(names)

    def concealed(self, cells: Sequence[str]) -> dict[int, str]:
        """What is to stand in the cells of a row that holds names."""
        if not any(n < len(cells) and _HAN.search(cells[n]) for n in self._names):
            return {}
        shown = {
            n: shown_payee(cells[n], policy=self._policy) or MASK for n in self._names if _told(cells, n)
        }
        return shown | {n: MASK for n in self._details if _told(cells, n) or _is_day(cells, n)}


def _told(cells: Sequence[str], n: int) -> bool:
    return n < len(cells) and _HAN.search(cells[n]) is not None


def _is_day(cells: Sequence[str], n: int) -> bool:
    """A birthday, or an age."""
    return n < len(cells) and re.fullmatch(r"[\d./-]+", cells[n]) is not None


Row = tuple[str, ...]
"""What stands in the cells of a row that are not empty."""


def _in_html(body: str, policy: Policy) -> tuple[str, dict[Row, Row]]:
    """The markup with its tables masked, and the rows that were, as they are now."""
    try:
        root = html.fragment_fromstring(body, create_parent="div")
    except (etree.LxmlError, ValueError):
        return body, {}
    rows: dict[Row, Row] = {}
    for table in root.iter("table"):
        columns = _Columns(policy)
        for cells in _grid(table):
            texts = [str(cell.text_content()).strip() if cell is not None else "" for cell in cells]
            if columns.heads(texts):
                continue
            concealed = columns.concealed(texts)
            for n, shown in concealed.items():
                _write(cells[n], shown)
            if concealed:
                rows[_row(texts)] = _row([concealed.get(n, text) for n, text in enumerate(texts)])
    if not rows:
        return body, rows
    parts = [root.text or "", *(etree.tostring(part, encoding="unicode", method="html") for part in root)]
    return "".join(parts), rows


def _row(cells: Iterable[str]) -> Row:
    return tuple(filter(None, (" ".join(cell.split()) for cell in cells)))


def _grid(table: html.HtmlElement) -> Iterator[list[html.HtmlElement | None]]:
    """The cells of each row by their columns; None where a cell of a row above, or the one before, reaches into."""
    reaching: dict[int, int] = {}
    for row in table.iter("tr"):
        cells: list[html.HtmlElement | None] = []
        still = {n: rows - 1 for n, rows in reaching.items() if rows > 1}
        for cell in row.iterchildren("td", "th"):
            while reaching.get(len(cells)):
                cells.append(None)
            width, height = (_span(cell.get(name)) for name in ("colspan", "rowspan"))
            if height > 1:
                still |= dict.fromkeys(range(len(cells), len(cells) + width), height - 1)
            cells += [cell, *[None] * (width - 1)]
        reaching = still
        yield cells


def _span(told: str | None) -> int:
    return min(max(int(told), 1), _WIDEST) if told and told.isdigit() else 1


def _write(cell: html.HtmlElement | None, text: str) -> None:
    assert cell is not None, "what has a text is a cell"
    for part in list(cell):
        cell.remove(part)
    cell.text = text


def _in_text(text: str, rows: dict[Row, Row]) -> str:
    """The rows as they are in the markup now, and names and places wherever else they stand by themselves."""
    told = {
        before: after
        for row, now in rows.items()
        for before, after in zip(row, now, strict=True)
        if before != after and _HAN.search(before)
    }
    if not told:
        return text
    words = "|".join(map(re.escape, sorted(told, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![\u3400-\u9fff])(?:{words})(?![\u3400-\u9fff])")
    lines = text.split("\n")
    for n, line in enumerate(lines):
        cells = line.split("\t")
        shown = iter(rows.get(_row(cells), ()))
        by_cell = "\t".join(next(shown, cell) if cell.strip() else cell for cell in cells)
        lines[n] = pattern.sub(lambda found: told[found[0]], by_cell)
    return "\n".join(lines)


def _concealed(file: Attachment, policy: Policy, *, is_list: bool) -> Attachment:
    if not file.text:
        return file
    lines, columns, masked = file.text.split("\n"), _Columns(policy), False
    for n, line in enumerate(lines):
        cells = line.split("\t")
        if columns.heads(cells):
            if len(cells) == 1:
                # A text without columns: which of its words are names cannot be told.
                return file.model_copy(update={"text": None, "note": _NOT_KEPT})
            continue
        for m, shown in columns.concealed(cells).items():
            cells[m], masked = shown, True
        lines[n] = "\t".join(cells)
    if masked:
        return file.model_copy(update={"text": "\n".join(lines)})
    if is_list and re.search(r"姓\s*名|户主|领款人", file.text):
        return file.model_copy(update={"text": None, "note": _NOT_KEPT})
    return file
