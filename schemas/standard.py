"""Standard catalogues (基层政务公开标准目录): their rows, and the data they are read by and held against."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from schemas.base import Model
from schemas.codes import Mark, load_table
from schemas.registry import known_category

LimitKind = Literal["within", "every", "during", "standing", "prompt"]
"""What a 公开时限 asks: within a time of an event, again in every period, for so long, for ever, or at once."""
LimitUnit = Literal["工作日", "日", "小时", "周", "月", "季度", "半年", "年"]
LevelName = Annotated[str, StringConstraints(pattern=r"^[一-鿿、/（）()]{1,12}$")]
Coverage = Literal["found", "incomplete", "overdue", "nothing", "not_testable"]
"""How a catalogue item stands with the unit that owes it."""

COVERAGE_WORDS: dict[Coverage, str] = {
    "found": "已公开",
    "incomplete": "要素不全",
    "overdue": "超过时限",
    "nothing": "未见公开",
    "not_testable": "无法核验",
}


class StandardItem(Model):
    """A row of a published catalogue. What was ticked nowhere is unknown (None), never false."""

    sheet_or_page: str
    cell: str
    """Of the matter's name."""
    row_number: int
    """In the table, from 1."""
    unit_id: str | None = None
    """Whose catalogue it is: the township that the title names, or the unit whose column it is in."""
    unit_name: str | None = None
    field: str | None = None
    """Code of one of the 26 fields (领域)."""
    field_name: str | None = None
    """As printed, where that is none of them."""
    ordinal: str | None = None
    """序号 as printed: `7`, `0507`."""
    matter_1: str
    """一级事项, or the only one."""
    matter_2: str | None = None
    content: str | None = None
    """公开内容（要素）."""
    elements: tuple[str, ...] = ()
    """The elements that `content` names, one by one."""
    basis: str | None = None
    time_limit: str | None = None
    """公开时限 or 公开要求 as printed; of 同上 what stands above."""
    limit_kind: LimitKind | None = None
    limit_number: int | None = None
    limit_unit: LimitUnit | None = None
    limit_event: str | None = None
    """What the time runs from: `形成或变更`."""
    limit_override: bool | None = None
    """Whether other law may set another time (另有规定的从其规定)."""
    subject: str | None = None
    """公开主体 as printed."""
    channels: tuple[str, ...] | None = None
    """Codes of the channels chosen; None where no box is filled."""
    channel_notes: tuple[str, ...] = ()
    """What stands after a channel: `政府网站：www.example.cn`."""
    to_public: bool | None = None
    to_group: bool | None = None
    is_proactive: bool | None = None
    is_on_request: bool | None = None
    levels: tuple[str, ...] | None = None
    """公开层级 chosen, as the heading calls them."""


class Channel(Model):
    """One of the 13 ways of disclosure (公开渠道和载体)."""

    code: str
    name: str
    words: tuple[str, ...]
    """Regular expressions: one that is found has it."""
    plain: tuple[str, ...]
    """Spellings of its name."""


class StandardField(Model):
    """One of the 26 fields (领域)."""

    code: str
    name: str
    words: tuple[str, ...]
    mark: Mark


class Matter(Model):
    """A matter (事项), and which items prove that it is disclosed."""

    code: str
    field: str | None = None
    name: str
    words: tuple[str, ...]
    categories: tuple[str, ...]
    keywords: tuple[str, ...]
    mark: Mark = "inference"
    """How well it is known that such a matter is owed; what proves it is ours to say."""

    @field_validator("categories")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(known_category(code) for code in value)


class Element(Model):
    """An element (要素) of a matter, and what shows it."""

    code: str
    name: str
    words: tuple[str, ...]
    categories: tuple[str, ...] = ()
    proof: tuple[str, ...]


class Marks(Model):
    """Characters that stand for a filled or an empty box, for 同上, for a tick."""

    chosen: str
    not_chosen: str
    typed_box: str
    options: tuple[str, ...]
    """How options begin: regular expressions."""
    ditto: tuple[str, ...]
    ticks: tuple[str, ...]
    blanks: tuple[str, ...]


class StandardData(Model):
    """All of `schemas/data/standard_catalogue.toml`."""

    heading: dict[str, tuple[str, ...]]
    power: dict[str, tuple[str, ...]]
    marks: Marks
    channel: tuple[Channel, ...] = Field(min_length=13, max_length=13)
    field: tuple[StandardField, ...] = Field(min_length=26, max_length=26)
    matter: tuple[Matter, ...]
    element: tuple[Element, ...]


@cache
def standard_data() -> StandardData:
    """The data, as they lie in the file."""
    return StandardData.model_validate(load_table("standard_catalogue"))


class Power(Model):
    """A row of a list of powers and duties (权责清单) that the registry names."""

    name: str
    kind: str | None = None
    """权力类型: 行政许可, 行政给付 …"""
    unit_id: str | None = None
    """The unit that has it; None: every township."""
    file: str
    row_number: int
