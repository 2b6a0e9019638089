"""The rows of a catalogue's table to standard items. What is wrong with a row is told, and the next one is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from connectors.datasets.standard.choices import is_ticked, read_channels, read_options
from connectors.datasets.standard.heads import Head, is_heading
from connectors.datasets.standard.limits import read_limit
from connectors.datasets.standard.places import Owner, field_in
from connectors.tables import Grid
from schemas.finance import ReadingFinding
from schemas.standard import StandardItem, standard_data

ROW, TICKS = "catalogue_row", "catalogue_ticks_lost"
"""Rules of `schemas/data/rules/standard_catalogues.toml`."""
_TEXTS = ("ordinal", "field", "matter_1", "matter_2", "content", "basis", "time_limit", "subject", "channels")
_NAMES = {
    "matter_1": "公开事项", "content": "公开内容（要素）", "basis": "公开依据", "time_limit": "公开时限",
    "subject": "公开主体", "channels": "公开渠道和载体",
}  # fmt: skip
_WANTED = ("content", "basis", "time_limit", "subject")
_TICKED = {"公开对象": ("to_public", "to_group"), "公开方式": ("proactive", "on_request")}
_MARKS = re.compile(r"[●•◆◇▪·★]|(?<!\d)\d{1,2}[.．、)）](?!\d)|[①-⑳]|[（(]\d{1,2}[)）]")
_BRACKETED = re.compile(r"[（(][^（）()]*[)）]|《[^》]*》|[:：]\s*(?:包括|含|主要)[^;；。]*")
_NOTE = re.compile(r"^\s*(注|备注|说明|填表)")


@dataclass(slots=True)
class _Table:
    """A table being read: what stands above a row is remembered for 同上 and for merged names."""

    grid: Grid
    head: Head
    owner: Owner
    file: str
    field_code: str | None
    before: dict[str, str] = field(default_factory=dict)
    items: list[StandardItem] = field(default_factory=list)
    findings: list[ReadingFinding] = field(default_factory=list)
    lost: dict[str, list[int]] = field(default_factory=dict)
    """Rows whose ticks are lost, by what they would say."""

    def tell(self, row: int, name: str, what: str) -> None:
        column = next(iter(self.head.of(name)), 0)
        address = self.grid.address(row, column)
        told = f"{self.file}第 {row + 1} 行“{_NAMES.get(name, name)}”（{address}）：{what}。"
        self.findings.append(
            ReadingFinding(
                check_id=ROW, severity="warning", message=told, sheet_or_page=self.grid.place, cell=address
            )
        )


def read_rows(
    grid: Grid, head: Head, owner: Owner, file: str, field_code: str | None
) -> tuple[list[StandardItem], list[ReadingFinding]]:
    """The items of one table, and what is wrong with it; `field_code`: what title or sheet say of its field."""
    table = _Table(grid, head, owner, file, field_code)
    for number in range(head.first, len(grid.rows)):
        filled = grid.filled[number]
        if not any(filled) or is_heading(filled):
            continue
        if (alone := _alone(filled)) is not None:
            if not _NOTE.match(alone):
                table.field_code = field_in(alone) or table.field_code
            continue
        if (item := _item(table, number)) is not None:
            table.items.append(item)
    table.findings += _lost_ticks(table)
    return table.items, table.findings


def _alone(row: Sequence[str]) -> str | None:
    """The words of a row that is one cell from side to side: a heading between rows, or a note."""
    words = set(filter(None, row))
    filled = sum(map(bool, row))
    return words.pop() if len(words) == 1 and (filled == 1 or filled >= len(row) - 1) else None


def _item(table: _Table, number: int) -> StandardItem | None:
    texts, unfilled = _texts(table, number)
    if not texts.get("matter_1") and texts.get("matter_2"):
        texts["matter_1"] = table.before.get("matter_1", "")
    if not texts.get("matter_1"):
        table.tell(number, "matter_1", "没有事项名称，本行未读入")
        return None
    table.before |= {name: text for name, text in texts.items() if text}
    for name in _WANTED:
        if table.head.of(name) and not texts.get(name) and name not in unfilled:
            table.tell(number, name, "空白")
    return _built(table, number, texts)


def _texts(table: _Table, number: int) -> tuple[dict[str, str], set[str]]:
    """What the row's text columns say, 同上 resolved, and those where it stands under nothing, which are told; two
    columns of one meaning are joined once."""
    found: dict[str, str] = {}
    unfilled: set[str] = set()
    ditto = standard_data().marks.ditto
    for name in _TEXTS:
        said = dict.fromkeys(
            text for c in table.head.of(name) if (text := table.grid.filled[number][c].strip())
        )
        text = " ".join(said)
        if text.strip("。 ") in ditto:
            text = table.before.get(name, "")
            if not text:
                table.tell(number, name, "写“同上”，但上面没有内容")
                unfilled.add(name)
        found[name] = text
    if found["matter_2"] == found["matter_1"] and not table.head.of("matter_1"):
        found["matter_2"] = ""
    return found, unfilled


def _built(table: _Table, number: int, texts: dict[str, str]) -> StandardItem:
    column = next(iter(table.head.of("matter_2") or table.head.of("matter_1")), 0)
    limit = read_limit(texts["time_limit"]) if texts["time_limit"] else None
    if texts["time_limit"] and limit is None:
        table.tell(number, "time_limit", f"“{texts['time_limit'][:40]}”读不出时限")
    channels = read_channels(texts["channels"])
    if table.head.of("channels") and channels.chosen is None:
        table.lost.setdefault("公开渠道和载体", []).append(number + 1)
    printed_field = texts["field"] or None
    return StandardItem(
        sheet_or_page=table.grid.place,
        cell=table.grid.address(number, column),
        row_number=number + 1,
        unit_id=table.owner.unit_id,
        unit_name=table.owner.unit_name,
        field=(field_in(printed_field) if printed_field else None) or table.field_code,
        field_name=printed_field,
        ordinal=texts["ordinal"] or None,
        matter_1=texts["matter_1"],
        matter_2=texts["matter_2"] if texts["matter_2"] not in ("", texts["matter_1"]) else None,
        content=texts["content"] or None,
        elements=elements_of(texts["content"]),
        basis=texts["basis"] or None,
        time_limit=texts["time_limit"] or None,
        limit_kind=limit.kind if limit else None,
        limit_number=limit.number if limit else None,
        limit_unit=limit.unit if limit else None,
        limit_event=limit.event if limit else None,
        limit_override=limit.override if limit else None,
        subject=texts["subject"] or None,
        channels=channels.chosen,
        channel_notes=channels.notes,
        **_ticks(table, number),
        levels=_levels(table, number),
    )


def elements_of(content: str) -> tuple[str, ...]:
    """The elements that a cell names: parts between semicolons, marks and numbers, enumerations outside brackets.

    What stands in brackets, or after 包括, describes its element and is none itself.
    """
    bare = _MARKS.sub("；", content)
    kept = _BRACKETED.sub(lambda found: "" if found[0][0] != "《" else found[0].replace("、", "\0"), bare)
    parts = (part.replace("\0", "、").strip(" :：") for part in re.split(r"[；;。\n]|、(?![^《]*》)", kept))
    return tuple(dict.fromkeys(part for part in parts if part))


def _ticks(table: _Table, number: int) -> dict[str, bool | None]:
    found: dict[str, bool | None] = {}
    for heading, (one, other) in _TICKED.items():
        pair = _pair(table, number, one, other, "audience" if heading == "公开对象" else "method")
        if pair is None:
            continue
        if pair == (None, None):
            table.lost.setdefault(heading, []).append(number + 1)
        found[_FIELDS[one]], found[_FIELDS[other]] = pair
    return found


_FIELDS = {
    "to_public": "to_public", "to_group": "to_group", "proactive": "is_proactive", "on_request": "is_on_request",
}  # fmt: skip
_SAID = {
    "to_public": "全社会|社会公众",
    "to_group": "特定|当事人|服务对象",
    "proactive": "主动",
    "on_request": "申请",
}


def _pair(
    table: _Table, number: int, one: str, other: str, together: str
) -> tuple[bool | None, bool | None] | None:
    """Two alternatives, each in a column of its own or both in one; a blank beside a tick is a no.

    None where the catalogue has no such column; two None where nothing is ticked.
    """
    row = table.grid.filled[number]
    apart = [(table.head.of(name), name) for name in (one, other)]
    if any(columns for columns, _ in apart):
        said = [next((is_ticked(row[c]) for c in columns), None) for columns, _ in apart]
        return (bool(said[0]), bool(said[1])) if any(said) else (None, None)
    if not table.head.of(together):
        return None
    text = row[table.head.of(together)[0]]
    chosen = " ".join(label for label, yes in (read_options(text) or {text: True}).items() if yes)
    pair = re.search(_SAID[one], chosen) is not None, re.search(_SAID[other], chosen) is not None
    return pair if any(pair) else (None, None)


def _levels(table: _Table, number: int) -> tuple[str, ...] | None:
    row = table.grid.filled[number]
    if table.head.levels:
        ticked = tuple(name for column, name in table.head.levels.items() if is_ticked(row[column]))
        if not ticked:
            table.lost.setdefault("公开层级", []).append(number + 1)
        return ticked or None
    for column in table.head.of("levels"):
        chosen = [label for label, yes in (read_options(row[column]) or {row[column]: True}).items() if yes]
        names = re.findall(r"[县乡市镇区街村省]{1,3}级", " ".join(chosen))
        return tuple(dict.fromkeys(names)) or None
    return None


def _lost_ticks(table: _Table) -> Iterator[ReadingFinding]:
    for heading, rows in table.lost.items():
        where = f"第 {rows[0]}—{rows[-1]} 行中有 {len(rows)} 行" if len(rows) > 1 else f"第 {rows[0]} 行"
        yield ReadingFinding(
            check_id=TICKS,
            severity="info",
            message=f"{table.file}“{heading}”{where}没有任何勾选，按未知处理。",
            sheet_or_page=table.grid.place,
            cell=table.grid.address(rows[0] - 1, 0),
        )
