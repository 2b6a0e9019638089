"""A county in miniature, to be harvested by hand: pages, edits, removals, and what a merge makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from schemas.arrow import Record
from schemas.base import SHANGHAI
from schemas.harvest import (
    Completeness,
    Harvested,
    Outcome,
    Run,
    Sighting,
    SourceReport,
)
from schemas.identity import content_hash, document_id, page_key
from schemas.item import Attachment, Item
from schemas.registry import Column, Registry, Source, Target, Unit
from schemas.registry import County as CountyEntry
from tests.warehouse.template import fresh_warehouse
from warehouse.database import Warehouse
from warehouse.merge import MergeCounts, merge_source
from warehouse.registry import sync_registry
from warehouse.runs import begin_run
from warehouse.stage import StageWriter

MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI)


def target(name: str, **settings: Any) -> Target:
    return Target(id=name, level="municipal", name=name, transport="directory", url="out", **settings)


REGISTRY = Registry(
    county=CountyEntry(name="友谊县", division="230522"),
    unit=(
        Unit(id="office", name="友谊县人民政府办公室", kind="department"),
        Unit(id="xinglong", name="兴隆镇人民政府", kind="township"),
    ),
    source=tuple(
        Source(
            id=name,
            unit=unit,
            family="trs",
            base_url=f"http://{name}.test",
            column=(Column(path="/a/", category="policy"), Column(path="/b/", category="plan")),
        )
        for name, unit in (("portal", "office"), ("town", "xinglong"))
    ),
    target=(target("all"), target("plans", categories=("plan",)), target("towns", units=("xinglong",))),
)


@dataclass(frozen=True)
class Page:
    """A page of a site as it stands now."""

    path: str
    title: str = ""
    body: str = "正文"
    html: str | None = None
    columns: tuple[str, ...] = ("/a/",)
    native_id: str | None = None
    index_number: str | None = None
    document_number: str | None = None
    files: tuple[tuple[str, str | None], ...] = ()
    """Name and digest of each attachment."""
    outcome: Outcome = "accepted"
    host: str = "http://site.test"
    published_at: datetime | None = MONDAY

    @property
    def key(self) -> str:
        return page_key(self.host + self.path)

    def item(self) -> Item:
        category = {"/a/": "policy", "/b/": "plan"}[self.columns[0]]
        return Item(
            title=self.title or f"关于{self.path}的通知",
            url=self.host + self.path,
            category=category,
            index_number=self.index_number,
            document_number=self.document_number,
            publisher="友谊县人民政府办公室",
            published_at=self.published_at,
            body_text=self.body,
            body_html=self.html,
            attachments=tuple(
                Attachment(url=f"{self.host}/{name}", file_name=name, sha256=digest, byte_size=1)
                for name, digest in self.files
            ),
        )

    def sighting(self) -> Sighting:
        return Sighting(
            page_key=self.key,
            address=self.host + self.path,
            native_id=self.native_id,
            columns=self.columns,
            row_hash="row",
            outcome=self.outcome,
        )

    def harvested(self, at: datetime) -> Harvested:
        item = self.item()
        return Harvested(
            page_key=self.key,
            item=item,
            evidence=(),
            document_id=document_id(item),
            content_hash=content_hash(item),
            index_is_valid=item.index_number is not None,
            fetched_at=at,
        )


@dataclass
class County:
    """An open warehouse and a calendar of runs."""

    warehouse: Warehouse
    registry: Registry = REGISTRY
    days: int = 0
    runs: list[Run] = field(default_factory=list)
    synced: Registry | None = None
    """What the warehouse knows: the same registry is not told twice, which took a fifth of a short test."""

    def begin(self, **settings: Any) -> Run:
        """A new run, a day after the last one."""
        self.days += 1
        at = MONDAY + timedelta(days=self.days)
        run = Run(run_id=f"{at:%Y%m%dT%H%M%S}", started_at=at, **settings)
        begin_run(self.warehouse, run, "all")
        if self.synced is not self.registry:
            sync_registry(self.warehouse, self.registry, at)
            self.synced = self.registry
        self.runs.append(run)
        return run

    def stage(
        self,
        run: Run,
        pages: Sequence[Page],
        source: str = "portal",
        completeness: Completeness = "proven",
        extra: Iterable[Record] = (),
        **report: Any,
    ) -> Path:
        writer = StageWriter(self.warehouse.home, run, source)
        counts = dict.fromkeys(("accepted", "unchanged", "rejected", "skipped"), 0)
        for page in pages:
            counts[page.outcome] += 1
            writer(page.sighting())
            if page.outcome == "accepted":
                writer(page.harvested(run.started_at))
        for record in extra:
            writer(record)
        fields: dict[str, Any] = {"listed": len(pages), "fetched": counts["accepted"], **counts, **report}
        return writer.commit(
            SourceReport(
                source_id=source,
                completeness=completeness,
                started_at=run.started_at,
                ended_at=run.started_at,
                **fields,
            )
        )

    def merge(self, run: Run, stage: Path) -> MergeCounts:
        source = next(s for s in self.registry.source if s.id == stage.name)
        return merge_source(self.warehouse, stage, run=run, source=source, registry=self.registry)

    def harvest(self, *pages: Page, **settings: Any) -> MergeCounts:
        """A whole run of one source."""
        kind = settings.pop("kind", "run")
        run = self.begin(kind=kind)
        return self.merge(run, self.stage(run, pages, **settings))

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        return self.warehouse.connection.execute(statement, list(values)).fetchall()

    def items(self) -> dict[str, tuple[int, bool]]:
        """Version of each item by address, and whether it stands."""
        return {
            url.removeprefix("http://site.test"): (version, withdrawn is None)
            for url, version, withdrawn in self.rows("SELECT url, version, withdrawn_at FROM catalogue.item")
        }


@contextmanager
def open_county(home: Path) -> Iterator[County]:
    with fresh_warehouse(home) as warehouse:
        yield County(warehouse)


def many(number: int, **settings: Any) -> list[Page]:
    """Pages enough that one of them is less than a fifth."""
    return [Page(f"/{n}.html", title=f"第{n}号通知", body=f"正文{n}", **settings) for n in range(number)]
