"""Lists that are tables: the header row says which cell is the 索引号, the 发布机构, the 发文字号."""

from __future__ import annotations

import re

from connectors.families.markup import Element, squeeze, texts

_LABELS = {
    "index_number": re.compile(r"^索引号?$|^信息索引"),
    "document_number": re.compile(r"^(?:发文|公文|文件)?(?:字号|文号|编号)$"),
    "publisher": re.compile(r"^(?:发布|发文|公开|制发|制作)(?:机构|机关|单位|主体|部门)$"),
    "date_text": re.compile(r"^(?:发布|公开|生成|上网)?(?:日期|时间)$"),
}
_BLANK = re.compile(r"^(?:无|暂无|-+|—+|/)?$")


def payloads(first: Element, rows: list[Element]) -> dict[Element, dict[str, str]]:
    """By row: the labelled values of its cells, blank ones (无) left out. Empty without a header row."""
    header = _header(first)
    if not header:
        return {}
    return {row: _values(row, header) for row in rows}


def _header(row: Element) -> dict[int, str]:
    """Column positions by meaning, from the table's first row with at least two known labels."""
    table = next(row.iterancestors("table"), None)
    for candidate in table.iter("tr") if table is not None else ():
        labels = [re.sub(r"\s", "", cell) for cell in _cells(candidate)]
        found = {
            n: name for n, label in enumerate(labels) for name, rule in _LABELS.items() if rule.match(label)
        }
        if len(found) >= 2 or (found and candidate.find(".//th") is not None):
            return found
        if candidate is row:
            break
    return {}


def _values(row: Element, header: dict[int, str]) -> dict[str, str]:
    cells = _cells(row)
    return {
        name: cells[n] for n, name in header.items() if n < len(cells) and not _BLANK.match(cells[n].strip())
    }


def _cells(row: Element) -> list[str]:
    return [squeeze(" ".join(texts(cell))) for cell in row if cell.tag in ("td", "th")]
