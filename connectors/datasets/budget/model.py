"""A table of a budget as its form means it: blocks of columns side by side, rows with labels, codes and amounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from connectors.tables import Grid
from schemas.finance import PrintedUnit

Stage = Literal["budget", "final"]
ColumnKind = Literal["code", "label", "amount", "other"]


class Entry(NamedTuple):
    """An amount with the place it was printed at. A tuple: a file has tens of thousands of them."""

    printed: str
    yuan: Decimal
    step: Decimal
    """One of the last printed digit, in yuan."""
    place: str
    cell: str


@dataclass(slots=True)
class Line:
    """A row of one block."""

    number: int
    """Row of the table from 1, over all its pages."""
    label: str
    code: str
    """3, 5 or 7 digits of the classification; empty where the row has none."""
    entries: dict[str, Entry] = field(default_factory=dict)
    """By measure."""
    place: str = ""
    cell: str = ""
    """Where the label was printed."""
    unread: frozenset[str] = frozenset()
    """Measures whose cell holds words instead of an amount: nothing is known of them."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what it is for, and its header from the top, parts that span the whole table left out."""

    index: int
    kind: ColumnKind
    header: tuple[str, ...]
    measure: str = ""
    item: str = ""
    """In the table of the three public expenses, where items stand side by side: which one."""
    group: tuple[str, ...] = ()
    """The header cells above the last one: columns of one group add up to its 小计."""


@dataclass(slots=True)
class Block:
    """Columns that belong together: labels or codes, then amounts. A table has one, or several side by side."""

    columns: list[Column]
    lines: list[Line] = field(default_factory=list)

    @property
    def measures(self) -> list[Column]:
        return [column for column in self.columns if column.kind == "amount"]


@dataclass(slots=True)
class BudgetTable:
    """One of the prescribed tables, over all its pages."""

    code: str
    title: str
    stage: Stage | None
    year: int | None
    unit_name: str | None
    printed_unit: PrintedUnit | None
    pages: list[str]
    """Sheet or pages it stands on."""
    grid: Grid
    """Its first page; the others are laid out in its columns."""
    blocks: list[Block] = field(default_factory=list)
    header_rows: tuple[tuple[str, ...], ...] = ()
    notes: list[str] = field(default_factory=list)
    rows: int = 0
    """Rows read so far, over all pages."""
    odd: list[tuple[str, str, str]] = field(default_factory=list)
    """Cells of amount columns that hold no number: place, cell, text."""

    @property
    def is_empty(self) -> bool:
        return not any(line.entries for block in self.blocks for line in block.lines)
