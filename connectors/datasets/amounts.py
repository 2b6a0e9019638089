"""Printed amounts (金额) and printed units (单位)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from schemas.finance import UNIT_YUAN, PrintedUnit

_FULL = str.maketrans("０１２３４５６７８９．，－（）％", "0123456789.,-()%")
_NUMBER = re.compile(r"([-−－]?)\(?([-−]?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)\)?")
_USUAL = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,8})?", re.ASCII)
"""What nearly all cells print; it needs no closer look."""
_STEPS = [Decimal(1).scaleb(-places) for places in range(9)]
_ODD = re.compile(r"[-−]?[\d,]*\d[\d,.]*")
_NIL = frozenset(("", "-", "—", "——", "－", "–", "/", "无", "\\", "*", "…", "……", "…………"))
_UNIT = re.compile(r"(?:金额)?单\s*位\s*[:：]?\s*(?:人民币)?\s*(亿|万|千)?\s*元")
_BARE_UNIT = re.compile(r"[（(]\s*(?:人民币)?(亿|万|千)?元\s*[）)]")
_UNITS: dict[str, PrintedUnit] = {"": "元", "千": "千元", "万": "万元", "亿": "亿元"}
_CENT = Decimal("0.01")


class Amount(NamedTuple):
    """A number as printed: its value in the printed unit, and one of its last printed digit."""

    value: Decimal
    step: Decimal


def parse_amount(text: str) -> Amount | None:
    """The number a cell prints; None for an empty cell, a dash, a per cent and words.

    Thousands separators, full-width digits, gaps between digits and brackets for negative numbers are understood.
    """
    if _USUAL.fullmatch(text):
        digits = text.replace(",", "")
        return Amount(Decimal(digits), _STEPS[len(digits.partition(".")[2])])
    plain = "".join(text.translate(_FULL).split())
    if plain in _NIL or not (match := _NUMBER.fullmatch(plain)):
        return None
    digits = match[3].replace(",", "")
    negative = bool(match[1] or match[2]) or plain.startswith("(")
    value = Decimal(digits)
    places = len(digits.partition(".")[2])
    return Amount(-value if negative else value, Decimal(1).scaleb(-places))


def is_nil(text: str) -> bool:
    """Whether a cell says that there is nothing: empty, a dash, 无."""
    return text in _NIL or "".join(text.split()) in _NIL


def is_odd_number(text: str) -> bool:
    """Whether a cell was meant as a number and is none: `12,34.5.6`."""
    plain = "".join(text.translate(_FULL).split())
    return parse_amount(text) is None and bool(_ODD.fullmatch(plain))


def in_yuan(value: Decimal, unit: PrintedUnit) -> Decimal:
    """A printed value in yuan, to the cent."""
    return (value * UNIT_YUAN[unit]).quantize(_CENT)


def printed_unit(text: str) -> PrintedUnit | None:
    """The unit a caption or header names: `单位：万元`, `预算数（元）`; None where it names none."""
    match = _UNIT.search(text) or _BARE_UNIT.search(text)
    if match is None:
        return None
    return _UNITS[match[1] or ""]
