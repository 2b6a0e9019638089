"""The code list of the prescribed tables, their columns and items: names in all spellings to one."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_PLAIN = str.maketrans("（）［］【】：，", "()[][]:,", _BLANKS + "“”\"'‘’《》〈〉")
_ORDINAL = re.compile(
    r"^(?:[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+[、.．，:：]|\d{1,2}[、.．](?!\d)|[（(]\d{1,2}[)）]|[①-⑳])+"
)


@cache
def _data() -> dict[str, Any]:
    text = files("schemas").joinpath("data", "budget_tables.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=4096)
def squeezed(text: str) -> str:
    """A name for comparison: no white space or quotes, brackets of one kind."""
    return text.translate(_PLAIN)


def table_code(title: str) -> str | None:
    """Which of the prescribed tables a title names; None where it names none."""
    name = squeezed(title)
    for entry in _data()["table"]:
        if (
            all(word in name for word in entry.get("all", ()))
            and (not entry.get("any") or any(word in name for word in entry["any"]))
            and not any(word in name for word in entry.get("none", ()))
        ):
            return str(entry["code"])
    return None


@cache
def _patterns(kind: str) -> list[tuple[str, re.Pattern[str]]]:
    return [(str(entry["name"]), re.compile(entry["pattern"])) for entry in _data()[kind]]


@lru_cache(maxsize=4096)
def measure_name(header: str) -> str:
    """The column in one spelling; as printed where the list does not know it."""
    return _known("measure", header) or squeezed(header)


@lru_cache(maxsize=4096)
def item_name(text: str) -> str | None:
    """The item of the three public expenses; None where it is none of them."""
    return _known("item", without_ordinal(text))


def _known(kind: str, text: str) -> str | None:
    name = re.sub(r"\((?:人民币)?[万千亿]?元\)", "", squeezed(text))
    return next((known for known, pattern in _patterns(kind) if pattern.fullmatch(name)), None)


@lru_cache(maxsize=4096)
def without_ordinal(label: str) -> str:
    """A label without `一、`, `（二）`, `3.` and `其中：` before it."""
    name = squeezed(label)
    while True:
        shorter = _ORDINAL.sub("", name).removeprefix("其中:")
        if shorter == name:
            return name
        name = shorter


def ordinal_level(label: str) -> int:
    """1 for `一、`, 2 for `（一）` and `1.`, 3 for `（1）`, 0 for a label without ordinal."""
    text = squeezed(label)
    if re.match(r"[一二三四五六七八九十]+[、.．，:]", text):
        return 1
    if re.match(r"\([一二三四五六七八九十]+\)|\d{1,2}[、.．](?!\d)|其中:?\d{1,2}[、.．]", text):
        return 2
    return 3 if re.match(r"\(\d{1,2}\)|[①-⑳]", text) else 0
