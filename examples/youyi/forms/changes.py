"""Faults in a printed form: cells, rows and lines changed as an office gets them wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from examples.youyi.forms.model import Form, Merge

_SCALE = {"万元": Decimal(10_000), "元": Decimal(1)}


def changed(form: Form, change: Mapping[str, Any]) -> Form:
    """The form with one change, a table of `money_faults.toml`.

    `yuan` is added to the cells of `rows` and `columns`, or `text` put into them; `insert` adds a row of a `code` and
    `name`, with `yuan` in its `columns`, before the row it names; `drop` leaves a row out; `above` and `below` replace
    the lines around the table; `look` changes how a file shows it.
    """
    if "drop" in change:
        row, _ = _place(form, change["drop"])
        return _moved(form, row, (*form.rows[:row], *form.rows[row + 1 :]), -1)
    if "insert" in change:
        return _inserted(form, change)
    if "rows" in change:
        return _written(form, change)
    above, below = (tuple(change.get(name, getattr(form, name))) for name in ("above", "below"))
    return replace(form, above=above, below=below, look=change.get("look", form.look))


def _written(form: Form, change: Mapping[str, Any]) -> Form:
    for key in change["rows"]:
        row, label = _place(form, key)
        for name in change["columns"]:
            column = _column(form, name, label)
            text = change.get("text") or _more(form, form.rows[row][column], change["yuan"])
            form = form.with_cell(row, column, text)
    return form


def _inserted(form: Form, change: Mapping[str, Any]) -> Form:
    row, label = _place(form, change["insert"])
    cells = [""] * form.width
    code, codes = change.get("code", ""), sum(text in ("类", "款", "项") for text in form.rows[2])
    if codes:
        cells[:4] = [code[:3], code[3:5], code[5:7], change["name"]]
    elif code:
        cells[:2] = [code, change["name"]]
    else:
        cells[label] = change["name"]
    for name in change["columns"]:
        cells[_column(form, name, label)] = _more(form, "", change["yuan"])
    return _moved(form, row, (*form.rows[:row], tuple(cells), *form.rows[row:]), 1)


def _moved(form: Form, row: int, rows: tuple[tuple[str, ...], ...], by: int) -> Form:
    """The form with other rows; merged cells from `row` on have moved."""
    merges: list[Merge] = [
        (r + by if r >= row else r, c, height, width) for r, c, height, width in form.merges
    ]
    return replace(form, rows=rows, merges=tuple(merges))


def _place(form: Form, key: str) -> tuple[int, int]:
    """Row and column of a label, or of a code that stands in one column or in three; no name: the last row."""
    if not key:
        return len(form.rows) - 1, 0
    for number, row in enumerate(form.rows[form.repeat :], form.repeat):
        if key in row:
            return number, row.index(key)
        if "".join(row[:3]) == key:
            return number, 0
    raise KeyError(key)


def _column(form: Form, name: str, start: int) -> int:
    """The first column from `start` on whose heading has this name."""
    return next(
        column
        for column in range(start, form.width)
        if any(len(row) > column and row[column] == name for row in form.rows[: form.repeat])
    )


def _more(form: Form, printed: str, yuan: int) -> str:
    """An amount with so much more, as the form prints it."""
    scale = next(scale for unit, scale in _SCALE.items() if any(f"：{unit}" in line for line in form.above))
    amount = Decimal(printed.replace(",", "") or 0) + yuan / scale
    return f"{amount:,.2f}"
