"""A township's board (公开栏): payments as people read them, programme by programme, village by village."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

import pyarrow as pa

Row = Mapping[str, Any]

SUMS = pa.schema(
    {
        "fiscal_year": pa.int32(),
        "programme": pa.string(),
        "batch": pa.string(),
        "township": pa.string(),
        "village": pa.string(),
        "village_code": pa.string(),
        "households": pa.int32(),
        "quantity": pa.decimal128(18, 4),
        "quantity_unit": pa.string(),
        "amount_yuan": pa.decimal128(18, 2),
    }
)
"""Columns of `villages.csv`."""


@dataclass(frozen=True)
class Village:
    """One village or community under one programme; `payees` is empty where only its sum was published."""

    name: str
    code: str | None
    households: int | None
    quantity: Decimal | None
    amount: Decimal
    payees: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Programme:
    """One payment of one programme in the township."""

    year: int | None
    name: str
    batch: str | None
    unit: str | None
    rates: tuple[Decimal, ...]
    paid_on: date | None
    publicity: tuple[date | None, date | None]
    villages: tuple[Village, ...]
    sources: tuple[tuple[str, str | None], ...]
    """Title and address of the postings it was read from."""

    @property
    def title(self) -> str:
        """`2026年耕地地力保护补贴（第一批）`."""
        return f"{self.year or ''}{'年' if self.year else ''}{self.name}" + (
            f"（{self.batch}）" if self.batch else ""
        )

    @property
    def households(self) -> int | None:
        """Of all villages; None where one does not tell."""
        counts = [village.households for village in self.villages]
        return None if None in counts else sum(count or 0 for count in counts)

    @property
    def quantity(self) -> Decimal | None:
        """Of all villages; None where one does not tell."""
        parts = [village.quantity for village in self.villages]
        return None if None in parts else sum((part or Decimal(0) for part in parts), Decimal(0))

    @property
    def amount(self) -> Decimal:
        """Of all villages, in yuan."""
        return sum((village.amount for village in self.villages), Decimal(0))


@dataclass(frozen=True)
class Board:
    """All that a township may pin up."""

    county: str
    township: str
    programmes: tuple[Programme, ...] = field(default=())

    def sums(self) -> list[dict[str, Any]]:
        """One row a programme and village, with the columns of `SUMS`."""
        return [
            {
                "fiscal_year": p.year,
                "programme": p.name,
                "batch": p.batch,
                "township": self.township,
                "village": v.name,
                "village_code": v.code,
                "households": v.households,
                "quantity": v.quantity,
                "quantity_unit": p.unit,
                "amount_yuan": v.amount,
            }
            for p in self.programmes
            for v in p.villages
        ]


def board_of(county: str, township: str, rows: Sequence[Row]) -> Board:
    """The board of a township from the rows of `sql/feeds/boards/payments.sql`, in their order."""
    programmes = [
        _programme(key, list(group))
        for key, group in groupby(rows, key=lambda r: (r["fiscal_year"], r["programme"], r["batch"]))
    ]
    return Board(county, township, tuple(programmes))


def _programme(key: tuple[int | None, str, str | None], rows: list[Row]) -> Programme:
    year, name, batch = key
    villages = [_village(list(g)) for _, g in groupby(rows, key=lambda r: (r["village_code"], r["village"]))]
    if any(village.payees or village.code or village.name for village in villages):
        villages = [village for village in villages if village.name]
    used = [row for row in rows if row["level"] != "township" or not any(v.name for v in villages)]
    return Programme(
        year=year,
        name=name,
        batch=batch,
        unit=next((row["quantity_unit"] for row in used if row["quantity_unit"]), None),
        rates=tuple(dict.fromkeys(r["standard_yuan"] for r in used if r["standard_yuan"] is not None)),
        paid_on=next((row["paid_on"] for row in used if row["paid_on"]), None),
        publicity=next(
            ((r["publicity_from"], r["publicity_to"]) for r in used if r["publicity_from"]), (None, None)
        ),
        villages=tuple(villages),
        sources=tuple(dict.fromkeys((row["source_title"], row["source_url"]) for row in used)),
    )


def _village(rows: list[Row]) -> Village:
    """Households where there is a list of them: the longest, for a list may be posted twice; else the printed sum."""
    lists = _by_file(row for row in rows if row["level"] == "household")
    payees = max(lists, key=len, default=[])
    first = rows[0]
    if payees:
        known = [row["quantity"] for row in payees]
        return Village(
            name=first["village"] or "",
            code=first["village_code"],
            households=len(payees),
            quantity=None if None in known else sum(known, Decimal(0)),
            amount=sum((row["amount_yuan"] for row in payees), Decimal(0)),
            payees=tuple(payees),
        )
    last = rows[0]
    return Village(
        name=last["village"] or "",
        code=last["village_code"],
        households=last["households"],
        quantity=last["quantity"],
        amount=last["amount_yuan"] or Decimal(0),
    )


def _by_file(rows: Iterable[Row]) -> list[list[Row]]:
    found: dict[tuple[str, str | None], list[Row]] = {}
    for row in rows:
        found.setdefault((row["item_id"], row["attachment_id"]), []).append(row)
    return list(found.values())
