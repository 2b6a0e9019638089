"""Made-up catalogue records for the benchmarks, the same on every machine: no real page, no personal data."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from schemas.base import SHANGHAI
from schemas.harvest import Completeness, Harvested, Run, Sighting, SourceReport
from schemas.identity import page_key
from schemas.item import Item
from schemas.registry import Column, County, Registry, Source, Target, Unit
from warehouse.database import Warehouse

AT = datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI)
RUN = Run(run_id="bench", started_at=AT)
SOURCES = 10
REGISTRY = Registry(
    county=County(name="友谊县", division="230522"),
    unit=(Unit(id="office", name="友谊县人民政府办公室", kind="department"),),
    source=tuple(
        Source(
            id=f"s{number}",
            unit="office",
            family="trs",
            base_url=f"http://127.0.0.1:{8100 + number}",
            column=(Column(path="/zwgk/", category="policy"),),
        )
        for number in range(1, SOURCES + 1)
    ),
    target=(Target(id="municipal", level="municipal", name="双鸭山市", transport="directory", url="out"),),
)
_BASE = Path(__file__).with_name("base.sql")
_AT_ONCE = 50_000
_CHARACTERS = "".join(chr(code) for code in range(0x4E00, 0x8E00))
_PHRASES = ["".join(random.Random(n).choices(_CHARACTERS, k=14)) + "，" for n in range(5000)]


@dataclass(frozen=True, slots=True)
class Posting:
    """A page as the harvest hands it over."""

    sighting: Sighting
    harvested: Harvested

    def flat(self) -> dict[str, Any]:
        """The same as one row of 19 columns, for peers that take rows."""
        row = dict(vars(self.harvested.item))
        del row["attachments"], row["body_html"], row["validity"], row["theme"]
        row.update(
            page_key=self.harvested.page_key,
            document_id=self.harvested.document_id,
            content_hash=self.harvested.content_hash,
            fetched_at=self.harvested.fetched_at,
        )
        return row


def postings(numbers: Iterable[int], *, edition: int, source: int = 1) -> Iterator[Posting]:
    """Validated records with bodies of 1,500 characters; another edition has another body and summary."""
    for number in numbers:
        dice = random.Random(number * 2 + edition)
        url = f"http://127.0.0.1:{8100 + source}/zwgk/2026/{number}.html"
        published = AT - timedelta(minutes=number)
        item = Item(
            title=f"关于{_PHRASES[number % 5000]}第{number}号事项的通知",
            url=url,
            category="policy",
            index_number=f"000014349/2026-{number:07}",
            document_number=f"友政办发〔2026〕{number}号" if number % 4 == 0 else None,
            publisher="友谊县人民政府办公室",
            publisher_unit_id="office",
            content_source="友谊县人民政府",
            written_on=published.date(),
            published_at=published,
            genre="通知",
            keywords="政务公开",
            summary=_PHRASES[dice.randrange(5000)],
            body_text="".join(dice.choices(_PHRASES, k=100)),
        )
        key = page_key(url)
        yield Posting(
            Sighting(
                page_key=key,
                address=url,
                native_id=str(number),
                columns=("/zwgk/",),
                row_hash=f"{number:032x}",
                outcome="accepted",
            ),
            Harvested(
                page_key=key,
                item=item,
                evidence=(),
                document_id=key[:24],
                content_hash=f"{edition:x}{number:063x}",
                index_is_valid=True,
                fetched_at=AT,
            ),
        )


def fill(warehouse: Warehouse, items: int, *, of_s1: int) -> None:
    """Items 0 to `items` as merges leave them, straight into the tables: the last in source s1, others in s2."""
    for first in range(0, items, _AT_ONCE):
        values = {
            "first": first,
            "last": min(first + _AT_ONCE, items),
            "large_from": items - of_s1,
            "at": AT - timedelta(days=1),
        }
        with warehouse.transaction() as connection:
            for statement in _BASE.read_text(encoding="utf-8").split(";\n"):
                used = {name: value for name, value in values.items() if f"${name}" in statement}
                if statement.strip():
                    connection.execute(statement, used)


def report(accepted: int, source: str = "s1", completeness: Completeness = "unproven") -> SourceReport:
    """A source read without error."""
    return SourceReport(
        source_id=source,
        completeness=completeness,
        listed=accepted,
        fetched=accepted,
        accepted=accepted,
        started_at=AT,
        ended_at=AT,
    )
