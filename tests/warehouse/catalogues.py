"""Standard catalogues and what is disclosed, straight into the tables, and what the rules then say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from schemas.base import SHANGHAI
from schemas.harvest import Finding
from schemas.registry import County, Registry, Source, Unit
from tests.warehouse.feeds.log_book import START, LogBook
from tests.warehouse.template import fresh_warehouse
from tests.warehouse.test_report import RUN
from warehouse.checks import run_checks
from warehouse.database import Warehouse
from warehouse.standards import load_powers as load_powers

TOWNS = {
    "xinglong": "兴隆镇",
    "longshan": "龙山镇",
    "fenggang": "凤岗镇",
    "xingsheng": "兴盛乡",
    "dongjian": "东建乡",
}


def registry(*read: tuple[str, str]) -> Registry:
    """Five townships; `read` are unit and category of columns."""
    columns: dict[str, list[str]] = {}
    for unit, category in read:
        columns.setdefault(unit, []).append(category)
    units = [Unit(id="county", name="友谊县人民政府", kind="government", division="230522")]
    units += [
        Unit(id=unit, name=f"{name}人民政府", kind="township", division=f"2305221{n:02d}", aliases=(name,))
        for n, (unit, name) in enumerate(TOWNS.items(), 1)
    ]
    sources = [
        Source.model_validate({
            "id": unit, "unit": unit, "family": "trs", "base_url": "http://127.0.0.1:1",
            "column": [{"path": f"/{n}/", "category": c} for n, c in enumerate(categories)],
        })
        for unit, categories in columns.items()
    ]  # fmt: skip
    return Registry(county=County(name="友谊县", division="230522"), unit=tuple(units), source=tuple(sources))


@dataclass
class Shelf:
    """The catalogues of a county, and its items."""

    warehouse: Warehouse
    book: LogBook
    findings: list[Finding] = field(default_factory=list)
    _rows: dict[str, int] = field(default_factory=dict)

    def catalogue(self, unit: str, *names: str, field: str | None = "farm_subsidy", **columns: Any) -> None:
        """A catalogue of a unit with these matters; `columns` are of every row."""
        number = self._rows[unit] = self._rows.get(unit, 0) + 1
        item = f"{unit}-{number}"
        published = START - timedelta(days=400 - number)
        self.book.upsert(item, category="standard_catalogue", unit_id=unit, published_at=published)
        row = {"item_id": item, "sheet_or_page": "1", "unit_id": unit, "unit_name": TOWNS.get(unit, unit)}
        row |= {"field": field, "elements": [], "channel_notes": [], **columns}
        for n, name in enumerate(names, 3):
            self.book.insert(
                "governance.standard_item", {"matter_1": name, **row, "cell": f"B{n}", "row_number": n}
            )

    def item(self, item_id: str, title: str, on: date, **columns: Any) -> None:
        """A posting of 兴隆镇 in its column of payments, unless said otherwise."""
        published = datetime.combine(on, time(9), SHANGHAI)
        told = {"category": "subsidy_payment", "published_at": published, "body_text": "", "written_on": None}
        self.book.upsert(item_id, **{**told, "title": title, **columns})

    def read(self, *sources: str) -> None:
        """These sources were read whole."""
        run = {"run_id": RUN.run_id, "kind": "run", "scope": "", "is_full": False, "started_at": START}
        self.book.insert("operations.run", run | {"state": "done"})
        numbers = dict.fromkeys(
            ("listed", "fetched", "accepted", "unchanged", "rejected", "skipped", "requests", "created"), 0
        )
        numbers |= dict.fromkeys(("changed", "withdrawn", "returned", "missing"), 0)
        for source in sources:
            row = {"run_id": RUN.run_id, "source_id": source, "completeness": "proven", "is_held": False}
            times = {"started_at": START, "ended_at": START}
            self.book.insert("operations.source_run", numbers | row | times)

    def judge(self) -> Shelf:
        """Run the checks; `found` and `coverage` tell what they gave."""
        self.findings = run_checks(self.warehouse, RUN)
        return self

    def found(self, rule: str) -> list[Finding]:
        """What a rule found."""
        return [finding for finding in self.findings if finding.check_id == rule]

    def coverage(self) -> dict[tuple[str, str], tuple[str, list[str], list[str]]]:
        """Unit and name of each matter, to verdict, missing elements and evidence."""
        rows = self.warehouse.connection.execute(
            "SELECT unit_id, name, verdict, missing_elements, evidence FROM governance.standard_coverage"
        ).fetchall()
        return {(unit, name): (verdict, missing, evidence) for unit, name, verdict, missing, evidence in rows}


@contextmanager
def shelf(home: Path, *read: tuple[str, str]) -> Iterator[Shelf]:
    """A warehouse whose registry has columns of these units and categories."""
    with fresh_warehouse(home, registry(*read)) as warehouse:
        yield Shelf(warehouse, LogBook(warehouse))
