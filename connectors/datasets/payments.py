"""Publicity lists of subsidies (补贴发放公示) → payments, payees masked before anything else happens to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from connectors.datasets.blocks import LONGEST_TITLE, Block
from connectors.datasets.model import Context
from connectors.datasets.payment_words import (
    ListColumns,
    Money,
    batch_of,
    paid_day,
    programme_of,
    publicity_period,
    quantity_unit,
    rate_in_words,
    year_of,
)
from connectors.datasets.printed import amount, day_of, days_of, in_yuan, unit_of
from connectors.payees import is_sensitive, payee_key, shown_payee
from schemas.divisions import Place
from schemas.finance import SubsidyPayment

Level = Literal["household", "village", "township", "county"]

TOTAL = re.compile(r"^(?:合计|总计|小计|共计|全村合计|全乡合计|全镇合计|本页小计)")
_SENSITIVE_DETAIL = {"病种", "残疾情况", "未成年人信息", "低保情况"}


@dataclass(frozen=True, slots=True)
class ListWords:
    """What a list says once for all its rows."""

    programme: str | None
    fiscal_year: int | None
    batch: str | None
    publicity_from: date | None
    publicity_to: date | None
    paid_on: date | None
    rate: Decimal | None
    unit: str | None
    place: Place
    is_sensitive: bool


@dataclass(frozen=True, slots=True)
class Payment:
    """One amount of a list: the record that leaves, and the numbers its checks need."""

    record: SubsidyPayment
    block: Block
    row: int
    money: Money
    where: tuple[str | None, str | None]
    """Township and village as they are told apart, codes before names."""
    has_identity: bool
    """Whether the payee's key rests on an identity number, not on a name alone."""
    unknown_place: str | None
    """The words for a township or village that the county does not have there."""


@dataclass(frozen=True, slots=True)
class Total:
    """A printed sum: of the rows from the last sum of its kind on."""

    block: Block
    row: int
    money: Money
    yuan: Decimal
    is_partial: bool
    """小计: of the rows since the former one."""


def list_words(block: Block, columns: ListColumns, context: Context) -> ListWords:
    """The words around a list: title and lines first, then the title of the item and the name of the file."""
    lines = [*block.lines, context.title]
    short = [line for line in block.lines if len(line) <= LONGEST_TITLE]
    texts = (block.title, context.title, *short, context.file_name)
    place = context.places.in_text(block.title)
    if place.township is None:
        place = next((p for t in texts if (p := context.places.in_text(t)).township), place)
    if place.village is None:
        sheet = context.places.resolve(place.township.name if place.township else None, block.grid.place)
        place = Place(township=place.township or sheet.township, village=sheet.village)
    first, last = publicity_period(lines, context.published_on)
    programme = programme_of(*texts, places=context.places.names)
    details = set(columns.details.values()) & _SENSITIVE_DETAIL
    heading = block.header[columns.money[0].amount]
    return ListWords(
        programme=programme,
        fiscal_year=year_of(*texts) or (context.published_on.year if context.published_on else None),
        batch=batch_of(*texts),
        publicity_from=first,
        publicity_to=last,
        paid_on=paid_day(lines),
        rate=amount(rate_in_words(lines) or ""),
        unit=unit_of(heading) or block.unit or ("元" if "元" in heading else None),
        place=place,
        is_sensitive=is_sensitive(programme, block.title, context.title) or bool(details),
    )


def read_payments(
    block: Block, columns: ListColumns, words: ListWords, context: Context
) -> Iterator[Payment | Total]:
    """The rows of a list in their order: payments, and the sums printed between and below them."""
    for row in block.rows:
        first = next((t for n in range(len(block.header)) if (t := "".join(block.text(row, n).split()))), "")
        is_total = any(
            TOTAL.match("".join(block.text(row, n).split())) for n in range(min(6, len(block.header)))
        )
        for money in columns.money:
            value = block.number(row, money.amount)
            if value is None or words.unit is None:
                continue
            if is_total:
                yield Total(
                    block,
                    row,
                    money,
                    in_yuan(value, words.unit),
                    "小计" in first or "小计" in _row_text(block, row),
                )
            else:
                yield _payment(block, row, money, columns, words, context)


def _row_text(block: Block, row: int) -> str:
    return "".join(block.text(row, n) for n in range(min(6, len(block.header))))


def _payment(
    block: Block,
    row: int,
    money: Money,
    columns: ListColumns,
    words: ListWords,
    context: Context,
) -> Payment:
    place, printed_town, printed_village = _place(block, row, columns, words, context)
    name, identity = block.text(row, columns["payee"]), block.text(row, columns["identity"])
    level = _level(columns, printed_village)
    own = block.text(row, columns["programme"])
    programme = own or words.programme
    sensitive = words.is_sensitive or is_sensitive(own)
    where = (
        (place.township.code if place.township else printed_town),
        (place.village.code or place.village.name if place.village else printed_village),
    )
    publicity = days_of(block.text(row, columns["publicity"]))
    households = block.number(row, columns["households"])
    assert words.unit is not None, "without a unit no row is read"
    value = block.number(row, money.amount)
    assert value is not None, "rows without an amount are passed over"
    standard = block.number(row, money.standard) if money.standard is not None else words.rate
    record = SubsidyPayment.model_validate(
        {
            "sheet_or_page": block.grid.place,
            "cell": block.grid.address(row, money.amount),
            "amount_yuan": in_yuan(value, words.unit),
            "printed_amount": block.grid.rows[row][money.amount].strip(),
            "printed_unit": words.unit,
            "programme": f"{programme or ''}{'·' if programme and money.label else ''}{money.label}" or None,
            "fiscal_year": words.fiscal_year,
            "batch": batch_of(block.text(row, columns["batch"])) or words.batch,
            "level": level,
            "households": int(households) if households is not None and level != "household" else None,
            "township": place.township.name if place.township else printed_town,
            "township_code": place.township.code if place.township else None,
            "village": place.village.name if place.village else printed_village,
            "village_code": place.village.code if place.village else None,
            "payee": shown_payee(name, policy=context.publicity.payee, sensitive=sensitive),
            "payee_key": _key(context, name, identity, where) if level == "household" else None,
            "is_sensitive": sensitive,
            "quantity": block.number(row, money.quantity),
            "quantity_unit": quantity_unit(block, money),
            "standard_yuan": standard,
            "paid_on": day_of(block.text(row, columns["paid_on"])) or words.paid_on,
            "publicity_from": publicity[0] if publicity else words.publicity_from,
            "publicity_to": publicity[1] if len(publicity) > 1 else words.publicity_to,
        }
    )
    return Payment(
        record,
        block,
        row,
        money,
        where,
        bool(_identifying(identity)),
        _unknown(place, printed_town, printed_village),
    )


def _place(
    block: Block, row: int, columns: ListColumns, words: ListWords, context: Context
) -> tuple[Place, str | None, str | None]:
    """Where a row belongs: its own words, else the band above it, else those of the list; and the words printed."""
    listed_village = words.place.village.name if words.place.village else None
    village = next((text for at, text in reversed(block.bands) if at < row), listed_village)
    town = block.text(row, columns["township"]) or None
    own = block.text(row, columns["village"]) or None
    listed = words.place.township.name if words.place.township else None
    place = context.places.resolve(town or listed, own or (village if town is None else None))
    if place.township is None and place.village is not None:
        place = context.places.resolve(place.village.parent, own or village)
    return place, town or listed, own or village


def _unknown(place: Place, town: str | None, village: str | None) -> str | None:
    if town and place.township is None:
        return town
    return f"{town or ''}{village}" if village and place.village is None else None


def _level(columns: ListColumns, village: str | None) -> Level:
    if columns["payee"] is not None:
        return "household"
    return (
        "village"
        if columns["village"] is not None or (village and columns["township"] is None)
        else "township"
    )


def _identifying(identity: str) -> str:
    """An identity number that still tells one from another: whole, or with its last digits."""
    digits = "".join(identity.split())
    return digits if re.search(r"[0-9Xx]{3}$", digits) and len(digits) >= 15 else ""


def _key(context: Context, name: str, identity: str, where: tuple[str | None, str | None]) -> str | None:
    if (
        context.payee_key is None
        or not name.strip()
        or (("*" in name or "＊" in name) and not _identifying(identity))
    ):
        return None
    known = _identifying(identity)
    # A whole number tells one payee from all others; what is left of a masked one only beside the name.
    if known and "*" not in known:
        return payee_key(context.payee_key, known)
    return payee_key(context.payee_key, name, known or None, *(() if known else where))
