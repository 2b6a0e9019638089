"""What the county's offices did wrong: postings and applications that a rule must find, and some it must not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from examples.youyi import applications, attachments, statutes
from examples.youyi.county import data
from examples.youyi.model import Posting

_AS_SAID = (
    *("validity", "theme", "genre", "index_number", "document_number"),
    *("declared", "damaged", "part_lost", "filed_under"),
)
"""What an entry gives as the posting has it."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault of a posting, by rule; none where the rule is empty."""

    rule: str
    source_id: str
    category: str
    number: int
    change: dict[str, Any]


@cache
def planted() -> dict[tuple[str, str, int], Planted]:
    """By source, category and number of the posting in its column, 0 the newest."""
    found = {}
    for entry in (*data("faults")["posting"], *data("pages")["posting"], *statutes.postings()):
        change = {k: v for k, v in entry.items() if k not in ("rule", "source", "column", "number")}
        one = Planted(entry["rule"], entry["source"], entry["column"], entry["number"], change)
        found[one.source_id, one.category, one.number] = one
    return found


@cache
def _linked() -> dict[tuple[str, str, int], str]:
    return {(e["source"], e["column"], e["number"]): e["href"] for e in data("platform")["link"]}


@cache
def _lost() -> frozenset[tuple[str, str, int]]:
    return frozenset((e["source"], e["column"], e["number"]) for e in data("platform")["lost"])


def with_fault(posting: Posting, number: int) -> Posting:
    """The posting as its office put it up: the `number`th of its column, with what `faults.toml`, `pages.toml`
    and `platform.toml` say of it."""
    place = posting.source_id, posting.category, number
    posting = replace(posting, lost=place in _lost(), links=(_linked()[place],) if place in _linked() else ())
    one = planted().get((posting.source_id, posting.category, number))
    if one is None:
        return posting
    change = one.change
    posting = replace(posting, **{name: change[name] for name in _AS_SAID if name in change})
    published = posting.published + timedelta(days=change.get("later_days", 0))
    if "published" in change:
        published = datetime.combine(change["published"], published.timetz())
    before = change.get("written_days_before")
    own = published != posting.published or before is not None
    written = published.date() - timedelta(days=before or 0) if own else posting.written
    said = tuple(change.get("said", ()))
    if "approved" in change:
        day = published.date() - timedelta(days=change["approved_days_before"])
        said = (change["approved"].format(day=f"{day.year}年{day.month}月{day.day}日"),)
    return replace(
        posting,
        title=change.get("title", posting.title),
        published=published,
        written=written,
        said=said,
        said_alone="said" in change,
        signed=written + timedelta(days=change["signed_days_later"])
        if "signed_days_later" in change
        else None,
        about="" if "title" in change else posting.about,
        planted=one.rule,
    )


def write_register(folder: Path) -> Path:
    """Write the register of applications into a folder (`<home>/requests`). Returns its path."""
    faulty = [entry["row"] for entry in data("faults")["application"]]
    return _write(folder / "依申请公开登记簿.xlsx", [*faulty, *applications.rows()])


def write_accounts(folder: Path) -> Path:
    """Write the register of new media into a folder (`<home>/new-media`). Returns its path."""
    return _write(folder / "政务新媒体台账.xlsx", [entry["row"] for entry in data("platform")["account"]])


def _write(path: Path, rows: list[dict[str, str]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    heads = tuple(dict.fromkeys(heading for row in rows for heading in row))
    table = (heads, *(tuple(row.get(heading, "") for heading in heads) for row in rows))
    path.write_bytes(attachments.xlsx(table))
    return path
