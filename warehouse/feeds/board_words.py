"""Numbers of a board as they are printed, on the screen and on paper alike."""

from __future__ import annotations

from decimal import Decimal

_HEADINGS = {
    "亩": "面积（亩）",
    "公顷": "面积（公顷）",
    "月": "月数",
    "人": "人数",
    "户": "户数",
    "天": "天数",
}


def money(value: Decimal | None) -> str:
    """`1,234.50`; empty for None."""
    return "" if value is None else f"{value:,.2f}"


def number(value: Decimal | None) -> str:
    """`12.5`, without the zeros that the store adds; empty for None."""
    if value is None:
        return ""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def quantity(unit: str | None) -> str:
    """The heading of the quantity column: 面积（亩）, 月数; 数量 where the unit is not known."""
    return _HEADINGS.get(unit, f"数量（{unit}）") if unit else "数量"
