"""Registers (登记簿): spreadsheets that units keep by hand; rows in, records and complaints out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from pydantic import ValidationError

from connectors.fields.dates import whole_date
from connectors.fields.units import UnitNames
from connectors.privacy import has_personal_data, mask
from connectors.tables import Grid, read_grids
from schemas.base import Model
from schemas.harvest import Finding
from schemas.references import nearest
from schemas.registry import Registry
from schemas.rules import breach

_SUFFIXES = (".xlsx", ".xls", ".csv")
_DECORATION = re.compile(r"[\s*＊:：]|[(（\[【].*?[)）\]】]")
Reader = Callable[[str], Any]


class Row(Protocol):
    """A record of a register."""

    @property
    def unit_id(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def row_number(self) -> int: ...


T = TypeVar("T", bound=Row)


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """What a register looks like, and what becomes of a row."""

    rule: str
    """The rule that a row which cannot be taken breaks."""
    model: type[Model]
    """The model of `T`, with the fields `unit_id`, `file` and `row_number`."""
    headings: Mapping[str, Sequence[str]]
    """By field, the headings that mean it; the first is the template's."""
    blank: frozenset[str]
    """What stands in a cell that says nothing."""
    needed: frozenset[str]
    """Fields without whose headings a table is not this register."""
    readers: Mapping[str, Reader]
    """By field, what makes a value of a cell; raises `ValueError`. A field that is not here is a plain word."""
    key: Callable[[T], tuple[str, ...]]
    key_field: str
    """What a row may not share with another, and the field that is told where it does."""

    @property
    def first_headings(self) -> dict[str, str]:
        """Heading of the template by field."""
        return {field: words[0] for field, words in self.headings.items()}


@dataclass(frozen=True, slots=True)
class RegisterReading(Generic[T]):
    """What the spreadsheets of a folder say."""

    rows: tuple[T, ...] = ()
    findings: tuple[Finding, ...] = ()
    """Rows and files that could not be taken, by file, row and field."""
    unread: tuple[str, ...] = ()
    """Files that could not be read at all: what is known from them stays."""


def read_folder(form: Form[T], folder: Path, registry: Registry) -> RegisterReading[T]:
    """All registers of a folder; a folder that is not there is an empty one. Never raises on what it holds."""
    rows: dict[tuple[str, ...], T] = {}
    findings: list[Finding] = []
    unread: list[str] = []
    names = UnitNames(registry)
    for file in sorted(folder.iterdir()) if folder.is_dir() else []:
        if file.suffix.lower() not in _SUFFIXES or file.name.startswith(("~$", ".")):
            continue
        found = list(_read(form, file, names))
        unread += [file.name] * any(isinstance(one, Finding) and one.subject == file.name for one in found)
        for one in found:
            if isinstance(one, Finding):
                findings.append(one)
            elif form.key(one) in rows:
                former = rows[form.key(one)]
                shown = f"{form.first_headings[form.key_field]} {' '.join(form.key(one)[1:])}"
                told = f"{shown} 与 {former.file} 第 {former.row_number} 行重复。"
                findings.append(_complaint(form, one.file, one.row_number, form.key_field, told, one.unit_id))
            else:
                rows[form.key(one)] = one
    return RegisterReading(tuple(rows.values()), tuple(findings), tuple(unread))


def _read(form: Form[T], file: Path, names: UnitNames) -> Iterator[T | Finding]:
    reading = read_grids(file.read_bytes(), file.name)
    tables = [(grid, head) for grid in reading.grids if (head := _head(form, grid)) is not None]
    if not tables:
        wanted = "、".join(form.first_headings[field] for field in form.headings if field in form.needed)
        why = "；".join(problem.message for problem in reading.problems) or f"没有找到表头（{wanted}）"
        yield breach(form.rule, f"{file.name}：{why}。", subject=file.name)
    for grid, (at, fields) in tables:
        for number, row in enumerate(grid.rows[at + 1 :], at + 2):
            cells = {fields[n]: text.strip() for n, text in enumerate(row) if n in fields}
            if any(text not in form.blank for text in cells.values()):
                yield from _row(form, file.name, number, cells, names)


def _head(form: Form[T], grid: Grid) -> tuple[int, dict[int, str]] | None:
    """Where the headings stand, and the field of each column."""
    meant = {word: field for field, words in form.headings.items() for word in words}
    for at, row in enumerate(grid.rows[:10]):
        fields = {n: meant[w] for n, text in enumerate(row) if (w := _DECORATION.sub("", text)) in meant}
        if set(fields.values()) >= form.needed:
            return at, fields
    return None


def _row(
    form: Form[T], file: str, number: int, cells: Mapping[str, str], names: UnitNames
) -> Iterator[T | Finding]:
    values: dict[str, Any] = {"file": file, "row_number": number}
    wrong: list[tuple[str, str]] = []
    for field, text in cells.items():
        if text in form.blank:
            continue
        try:
            values[field] = (
                names.resolve(text) if field == "unit_id" else form.readers.get(field, _plain)(text)
            )
        except ValueError as error:
            wrong.append((field, str(error)))
    unit = values.get("unit_id")
    if "unit_id" in values and unit is None:
        wrong.append(("unit_id", f"登记簿中没有名为“{_shown(cells['unit_id'])}”的单位"))
    if not wrong:
        try:
            taken: Any = form.model.model_validate(values)
            yield taken
        except ValidationError as error:
            for one in error.errors(include_url=False):
                field = str(one["loc"][0]) if one["loc"] else ""
                told = "未填写" if one["type"] == "missing" else one["msg"].removeprefix("Value error, ")
                wrong.append((field, told))
    for field, told in wrong:
        yield _complaint(form, file, number, field, told, unit)


def _complaint(form: Form[T], file: str, number: int, field: str, told: str, unit_id: str | None) -> Finding:
    heading = form.first_headings.get(field, "")
    message = f"{file} 第 {number} 行{f'“{heading}”' if heading else ''}：{told}"
    return breach(form.rule, message, unit_id=unit_id, subject=f"{file}!{number}!{field}")


def _plain(text: str) -> str:
    if has_personal_data(text):
        raise ValueError("含有个人信息，请改为编号")
    return text


def day(text: str) -> Any:
    """A cell that holds a day."""
    moment = whole_date(text)
    if moment is None:
        raise ValueError(f"“{_shown(text)}”不是日期，请写成 2021-07-13")
    return moment.day


def one_of(words: Mapping[Any, str]) -> Reader:
    """A cell that holds one of some words; gives its code."""
    by_word: dict[str, str] = {_DECORATION.sub("", word): code for code, word in words.items()} | {
        code: code for code in words
    }

    def read(text: str) -> str:
        bare = _DECORATION.sub("", text)
        if bare not in by_word:
            told = f"“{_shown(text)}”不在选项内{nearest(bare, words.values())}"
            raise ValueError(told.replace("; nearest: ", "，最接近："))
        return by_word[bare]

    return read


def number(text: str) -> str:
    """A cell that holds a number, with or without 元, 页, 人 or 条 behind it."""
    bare = re.sub(r"[,，]|[元页人条个]$", "", text).strip()
    if not re.fullmatch(r"\d+(\.\d+)?", bare):
        raise ValueError(f"“{_shown(text)}”不是数字")
    return bare


def _shown(text: str) -> str:
    return mask(text).text[:40]
