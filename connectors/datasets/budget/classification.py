"""The classification of income and expense (政府收支分类科目): names of codes, by year."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def _names() -> dict[str, list[tuple[int, int, str]]]:
    found: dict[str, list[tuple[int, int, str]]] = {}
    text = files("schemas").joinpath("data", "classification.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        span = int(row["from_year"] or 0), int(row["to_year"] or 9999), row["name"]
        found.setdefault(row["code"], []).append(span)
    return found


def official_name(code: str, year: int | None) -> str | None:
    """The name of a code in a year; None where the list does not know it, or the year is not known."""
    if year is None:
        return None
    return next((name for first, last, name in _names().get(code, ()) if first <= year <= last), None)


@cache
def class_codes() -> dict[str, str]:
    """Codes of the classes of expense (类) by name."""
    return {
        span[2]: code
        for code, spans in _names().items()
        if len(code) == 3 and code[0] == "2"
        for span in spans
    }
