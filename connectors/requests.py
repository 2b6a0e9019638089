"""The register of applications (依申请公开登记簿): spreadsheets in, requests and complaints out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from connectors.fields.dates import whole_date
from connectors.fields.units import UnitNames
from connectors.privacy import has_personal_data, mask
from connectors.tables import Grid, read_grids
from schemas.harvest import Finding
from schemas.references import nearest
from schemas.registry import Registry
from schemas.requests import APPLICANT_WORDS, FEE_BASIS_WORDS, OUTCOMES, RESULT_WORDS, DisclosureRequest
from schemas.rules import breach

_DATA = tomllib.loads(files("connectors").joinpath("request_headers.toml").read_text(encoding="utf-8"))
HEADINGS: dict[str, str] = {word: field for field, words in _DATA["heading"].items() for word in words}
FIRST_HEADINGS: dict[str, str] = {field: words[0] for field, words in _DATA["heading"].items()}
"""Heading of the template by field."""
_BLANK = frozenset(_DATA["blank"]["words"])
_SUFFIXES = (".xlsx", ".xls", ".csv")
_DECORATION = re.compile(r"[\s*＊:：]|[(（\[【].*?[)）\]】]")
_NEEDED = {"number", "unit_id", "received_on"}
RULE = "request_row_wrong"


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """What the spreadsheets of a folder say."""

    requests: tuple[DisclosureRequest, ...] = ()
    findings: tuple[Finding, ...] = ()
    """Rows and files that could not be taken, by file, row and field."""
    unread: tuple[str, ...] = ()
    """Files that could not be read at all: what is known from them stays."""


def read_registers(folder: Path, registry: Registry) -> RegisterReading:
    """All registers of a folder; a folder that is not there is an empty one. Never raises on what it holds."""
    requests: dict[tuple[str, str], DisclosureRequest] = {}
    findings: list[Finding] = []
    unread: list[str] = []
    names = UnitNames(registry)
    for file in sorted(folder.iterdir()) if folder.is_dir() else []:
        if file.suffix.lower() not in _SUFFIXES or file.name.startswith(("~$", ".")):
            continue
        found = list(_read(file, names))
        unread += [file.name] * any(isinstance(one, Finding) and one.subject == file.name for one in found)
        for one in found:
            if isinstance(one, Finding):
                findings.append(one)
            elif (one.unit_id, one.number) in requests:
                former = requests[one.unit_id, one.number]
                told = f"登记号 {one.number} 与 {former.file} 第 {former.row_number} 行重复。"
                findings.append(_complaint(one.file, one.row_number, "number", told, one.unit_id))
            else:
                requests[one.unit_id, one.number] = one
    return RegisterReading(tuple(requests.values()), tuple(findings), tuple(unread))


def _read(file: Path, names: UnitNames) -> Iterator[DisclosureRequest | Finding]:
    reading = read_grids(file.read_bytes(), file.name)
    tables = [(grid, head) for grid in reading.grids if (head := _head(grid)) is not None]
    if not tables:
        why = (
            "；".join(problem.message for problem in reading.problems)
            or "没有找到表头（登记号、受理机关、收到日期）"
        )
        yield breach(RULE, f"{file.name}：{why}。", subject=file.name)
    for grid, (at, fields) in tables:
        for number, row in enumerate(grid.rows[at + 1 :], at + 2):
            cells = {fields[n]: text.strip() for n, text in enumerate(row) if n in fields}
            if any(text not in _BLANK for text in cells.values()):
                yield from _row(file.name, number, cells, names)


def _head(grid: Grid) -> tuple[int, dict[int, str]] | None:
    """Where the headings stand, and the field of each column."""
    for at, row in enumerate(grid.rows[:10]):
        fields = {
            n: HEADINGS[w] for n, text in enumerate(row) if (w := _DECORATION.sub("", text)) in HEADINGS
        }
        if set(fields.values()) >= _NEEDED:
            return at, fields
    return None


def _row(
    file: str, number: int, cells: Mapping[str, str], names: UnitNames
) -> Iterator[DisclosureRequest | Finding]:
    values: dict[str, Any] = {"file": file, "row_number": number}
    wrong: list[tuple[str, str]] = []
    for field, text in cells.items():
        if text in _BLANK:
            continue
        try:
            values[field] = names.resolve(text) if field == "unit_id" else _value(field, text)
        except ValueError as error:
            wrong.append((field, str(error)))
    unit = values.get("unit_id")
    if "unit_id" in values and unit is None:
        wrong.append(("unit_id", f"登记簿中没有名为“{_shown(cells['unit_id'])}”的单位"))
    if not wrong:
        try:
            yield DisclosureRequest.model_validate(values)
        except ValidationError as error:
            for one in error.errors(include_url=False):
                field = str(one["loc"][0]) if one["loc"] else ""
                told = "未填写" if one["type"] == "missing" else one["msg"].removeprefix("Value error, ")
                wrong.append((field, told))
    for field, told in wrong:
        yield _complaint(file, number, field, told, unit)


def _complaint(file: str, number: int, field: str, told: str, unit_id: str | None) -> Finding:
    heading = FIRST_HEADINGS.get(field, "")
    message = f"{file} 第 {number} 行{f'“{heading}”' if heading else ''}：{told}"
    return breach(RULE, message, unit_id=unit_id, subject=f"{file}!{number}!{field}")


def _value(field: str, text: str) -> Any:
    return _READERS.get(field, _plain)(text)


def _plain(text: str) -> str:
    if has_personal_data(text):
        raise ValueError("含有个人信息，请改为编号")
    return text


def _day(text: str) -> Any:
    moment = whole_date(text)
    if moment is None:
        raise ValueError(f"“{_shown(text)}”不是日期，请写成 2021-07-13")
    return moment.day


def _one_of(words: Mapping[Any, str]) -> Callable[[str], str]:
    by_word: dict[str, str] = {_DECORATION.sub("", word): code for code, word in words.items()} | {
        code: code for code in words
    }

    def read(text: str) -> str:
        bare = _DECORATION.sub("", text)
        if bare not in by_word:
            raise ValueError(
                f"“{_shown(text)}”不在选项内{nearest(bare, words.values())}".replace(
                    "; nearest: ", "，最接近："
                )
            )
        return by_word[bare]

    return read


def _number(text: str) -> str:
    bare = text.replace(",", "").replace("，", "").removesuffix("元").removesuffix("页").strip()
    if not re.fullmatch(r"\d+(\.\d+)?", bare):
        raise ValueError(f"“{_shown(text)}”不是数字")
    return bare


def _shown(text: str) -> str:
    return mask(text).text[:40]


_DAYS = (
    "received_on",
    "correction_asked_on",
    "corrected_on",
    "consulted_from",
    "consulted_to",
    "extended_on",
)
_READERS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys((*_DAYS, "answered_on", "review_filed_on", "suit_filed_on"), _day),
    **dict.fromkeys(("pages", "fee_yuan"), _number),
    **dict.fromkeys(("review_result", "suit_result"), _one_of(RESULT_WORDS)),
    "applicant_kind": _one_of(APPLICANT_WORDS),
    "fee_basis": _one_of(FEE_BASIS_WORDS),
    "outcome": _one_of({code: outcome.name for code, outcome in OUTCOMES.items()}),
}
