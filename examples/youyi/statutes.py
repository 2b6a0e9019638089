"""The sample's reference library of statutes, and postings of its texts: in force, outdated, altered, unknown."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from examples.youyi import attachments
from examples.youyi.county import data

_NUMERALS = "零一二三四五六七八九"
FOLDER = "statutes"


@cache
def postings() -> tuple[dict[str, Any], ...]:
    """Entries as in `faults.toml`, with the words of their texts."""
    return tuple(_entry(dict(entry)) for entry in data("statutes")["posting"])


def write_library(folder: Path) -> Path:
    """Write the library beside a registry. Returns its folder."""
    library = data("statutes")["library"]
    for name, key in library["files"].items():
        lines = text(key)
        file = folder / FOLDER / name
        file.parent.mkdir(parents=True, exist_ok=True)
        as_text = "\n".join(lines).encode()
        file.write_bytes(attachments.docx(lines[0], lines[1:], ()) if file.suffix == ".docx" else as_text)
    for name, lines in (library["repeals"] | library["notes"]).items():
        (folder / FOLDER / name).write_text("\n".join(lines), encoding="utf-8")
    return folder / FOLDER


@cache
def text(key: str) -> tuple[str, ...]:
    """An official text: name, version line, chapters and articles, a line each."""
    entry = next(entry for entry in data("statutes")["text"] if entry["key"] == key)
    lines = [entry["name"], entry["line"]]
    number = 0
    count = sum(n for _, n in entry["chapters"])
    for position, (chapter, articles) in enumerate(entry["chapters"], 1):
        lines += [f"第{_numeral(position)}章　{chapter}"] * bool(chapter)
        for _ in range(articles):
            number += 1
            words = entry["in_force"] if number == count else _words(Random(f"{key}:{number}"), number)
            lines.append(f"第{_numeral(number)}条　{words}")
    return tuple(lines)


def dressed(key: str, dress: str, changes: tuple[tuple[str, str, str], ...] = ()) -> tuple[str, ...]:
    """A text as a page sets it: `plain`; `book` with title page, contents, page numbers, notes; `flowed` into few
    long lines with other punctuation. None of it is an alteration, `changes` are."""
    lines = [_changed(line, changes) for line in text(key)]
    return tuple(_DRESSES[dress](lines))


def _entry(entry: dict[str, Any]) -> dict[str, Any]:
    said = entry.pop("lines", ())
    if "text" in entry:
        changes = tuple((a, b, c) for a, b, c in entry.pop("changes", ()))
        said = dressed(entry.pop("text"), entry.pop("dress"), changes)
    return entry | ({"said": said} if said else {})


def _changed(line: str, changes: tuple[tuple[str, str, str], ...]) -> str:
    for label, official, shown in changes:
        if line.startswith(f"{label}　"):
            assert official in line, f"{label} does not say {official}"
            return line.replace(official, shown, 1)
    return line


def _book(lines: list[str]) -> list[str]:
    name, line, *rest = lines
    chapters = [r for r in rest if re.match("第.{1,3}章", r)]
    found = ["样例法规汇编", name, line, "目　录"]
    found += [f"{chapter} ………… {3 * n}" for n, chapter in enumerate(chapters, 1)]
    for n, words in enumerate(rest):
        found += [f"— {n // 9} —", name] * (n % 9 == 8)
        found.append(words + "[1]" * (n == 4))
    return [*found, "[1] 本页脚注为网站编者所加。"]


def _flowed(lines: list[str]) -> list[str]:
    name, line, *rest = lines
    words = " ".join(rest).replace("　", " ").replace("；", ";").replace("：", ":").replace("，", ", ")
    return [name, line, words]


_DRESSES: dict[str, Callable[[list[str]], list[str]]] = {"plain": list, "book": _book, "flowed": _flowed}


def _words(dice: Random, number: int) -> str:
    say = data_words()
    parts = [dice.choice(say[part]) for part in ("who", "when", "does")]
    another = f"依照本文第{_numeral(max(1, number - 1))}条规定办理的，" if dice.random() < 0.2 else ""
    return f"{another}{parts[0]}{parts[1]}{parts[2]}。" + dice.choice(say["more"]) * (dice.random() < 0.6)


@cache
def data_words() -> dict[str, list[str]]:
    """Who, when, does what: the pieces that articles are made of."""
    return dict(data("statutes")["words"])


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return lead + (_NUMERALS[ones] if ones or not tens else "")
