"""Kinds of column in the inspection of sites (栏目类型): how long a column may go without update hangs on them."""

from __future__ import annotations

from schemas.base import Model
from schemas.codes import load_table


class ColumnKind(Model):
    """A kind of column, and the categories whose columns are of it unless the registry names another."""

    code: str
    name: str
    categories: tuple[str, ...]


COLUMN_KINDS: dict[str, ColumnKind] = {k["code"]: ColumnKind(**k) for k in load_table("column_kinds")["kind"]}
"""By code, in the order of the data."""

_OF_CATEGORY = {category: kind.code for kind in COLUMN_KINDS.values() for category in kind.categories}


def kind_of_category(category: str) -> str | None:
    """The kind that columns of a category are of; None where the inspection sets no time for them."""
    return _OF_CATEGORY.get(category)
