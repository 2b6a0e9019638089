"""The form of an annual report as data: which rows and columns its tables have, and in which words.

国办公开办函〔2021〕30号, and the form before it (`2019`); `schemas/data/annual_report_form.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

from schemas.base import Model

FormVersion = Literal["2021", "2019"]
TableNumber = Literal[2, 3, 4]
_NOISE = re.compile(r"[\W\d_]+")
_ORDINAL = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十\d]+[)）][、.．]?|[一二三四五六七八九十\d]+[、.．])\s*"
)


class Row(Model):
    """A row of the form. `name` is its official label."""

    table: TableNumber
    code: str
    name: str
    words: tuple[str, ...]
    group: str | None = None
    """The group of outcomes it stands in (不予公开 …)."""
    is_result: bool = False
    """One of the outcomes that add up to 本年度办理结果总计."""
    forms: tuple[FormVersion, ...] = ("2021", "2019")


class Column(Model):
    """A column of the form."""

    table: TableNumber
    code: str
    name: str
    words: tuple[str, ...]
    unit: Literal["件", "万元"] = "件"
    form: FormVersion | None = None
    """The form that alone has this column."""


class Section(Model):
    """One of the six parts of a report."""

    number: int
    name: str
    words: tuple[str, ...]


class Form(Model):
    row: tuple[Row, ...]
    column: tuple[Column, ...]
    section: tuple[Section, ...]

    def rows(self, table: TableNumber) -> list[Row]:
        return [row for row in self.row if row.table == table]

    def columns(self, table: TableNumber) -> list[Column]:
        return [column for column in self.column if column.table == table]


@cache
def form() -> Form:
    """The form, as it lies in the data file."""
    text = files("schemas").joinpath("data", "annual_report_form.toml").read_text(encoding="utf-8")
    return Form.model_validate(tomllib.loads(text))


@cache
def folded(label: str) -> str:
    """A label without its ordinal, white space, digits and punctuation: 「1．属于国家秘密」 → 「属于国家秘密」."""
    return _NOISE.sub("", _ORDINAL.sub("", label))


def matches(words: Sequence[str], label: str) -> bool:
    """Whether one of the expressions is found in the folded label."""
    return any(re.search(word, label) for word in words)
