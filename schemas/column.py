"""A column of a source in the registry (栏目): where its list is, how it is asked for, what to pick from it."""

from __future__ import annotations

from string import Formatter
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from schemas.base import Model
from schemas.column_kinds import COLUMN_KINDS, kind_of_category
from schemas.forms import known_category
from schemas.references import nearest

MIXED = "auto"
"""Category of a column in which several kinds of information stand (混合栏目): rules decide for each posting."""
PLACEHOLDERS = ("page", "offset", "first", "last")
"""What stands for the place in a list: the number of the page; how many rows lie before it; its first and last
row, counted from 1. All but `page` need `page_size`."""


def check_placeholders(template: str, page_size: int | None) -> None:
    """Raises `ValueError` naming what is wrong in a template for the pages of a list."""
    try:
        names = [name for _, name, _, _ in Formatter().parse(template) if name is not None]
    except ValueError as error:
        raise ValueError(f"{template!r}: {error}; a brace that is no placeholder is written twice") from error
    for name in names:
        if name not in PLACEHOLDERS:
            raise ValueError(f"unknown placeholder {{{name}}}{nearest(name, PLACEHOLDERS)}")
        if name != "page" and page_size is None:
            raise ValueError(f"{{{name}}} needs page_size")
    template.format(**dict.fromkeys(PLACEHOLDERS, 1))


class Expect(Model):
    """What a healthy source or column shows; less is red, not silence."""

    min_items: int | None = Field(default=None, ge=0)
    max_age_days: int | None = Field(default=None, ge=1)
    """A finding where the newest item is older."""
    max_reject_ratio: float | None = Field(default=None, ge=0, le=1)


class Selectors(Model):
    """XPaths for an odd site, or CSS selectors after `css:`; each may yield an element, an attribute or text.
    Those for lists may be paths into JSON (`$.data.rows`) too."""

    list_item: str | None = None
    """On the list page; the next three are relative to it."""
    link: str | None = None
    list_title: str | None = None
    list_date: str | None = None
    next: str | None = None
    """On the list page: the address of the next one."""
    total: str | None = None
    """On the list page: how many items the column declares."""
    title: str | None = None
    """This one and the following on the detail page."""
    date: str | None = None
    content_source: str | None = None
    body: str | None = None
    attachment: str | None = None


class Column(Model):
    """A list of postings (栏目) and the category its items belong to."""

    path: str
    """Address of the first list page, relative to `base_url`; for `drop` the worksheet file, default all."""
    category: str
    kind: str | None = None
    """栏目类型 of the inspection, where the category does not tell it; `none` for a column it sets no time for."""
    expect: Expect = Expect()
    first_page_index: Literal[0, 1] | None = None
    """trs: 0 where page 2 is `index_1`, 1 where it is `index_2`; probed where absent."""
    page_size: int | None = Field(default=None, ge=1, le=1000)
    """Rows asked for at once, where the family takes a size."""
    page_path: str | None = None
    """selectors: address of page k from the second on, with `{page}`, `{offset}`, `{first}` or `{last}`."""
    form: dict[str, str] = Field(default_factory=dict)
    """selectors, hanweb: list pages are asked for by POST with these fields; the same placeholders."""

    @field_validator("page_path", "form")
    @classmethod
    def _placeholders(
        cls, value: str | dict[str, str] | None, info: ValidationInfo
    ) -> str | dict[str, str] | None:
        for text in value.values() if isinstance(value, dict) else [value or ""]:
            check_placeholders(text, info.data.get("page_size"))
        return value

    @property
    def inspected_as(self) -> str | None:
        """Code of `COLUMN_KINDS`: as named, else by the category."""
        if self.kind is None:
            return kind_of_category(self.category)
        return None if self.kind == "none" else self.kind

    @field_validator("kind")
    @classmethod
    def _known_kind(cls, value: str | None) -> str | None:
        if value is not None and value != "none" and value not in COLUMN_KINDS:
            raise ValueError(f"unknown kind of column {value!r}{nearest(value, [*COLUMN_KINDS, 'none'])}")
        return value

    def of_page(self, template: str, number: int) -> str:
        """`page_path` or a value of `form` for page `number`, counted from 1."""
        index = 1 if self.first_page_index is None else self.first_page_index
        offset = (number - 1) * (self.page_size or 0)
        return template.format(
            page=number - 1 + index, offset=offset, first=offset + 1, last=offset + (self.page_size or 0)
        )

    @field_validator("category")
    @classmethod
    def _known(cls, value: str) -> str:
        return value if value == MIXED else known_category(value)
