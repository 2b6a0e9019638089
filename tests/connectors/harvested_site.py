"""A site that lives in a dict: columns of postings as static list pages, with faults by address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from connectors.fetch.model import FetchError, Gone, Request, Response
from connectors.harvest import HarvestJob, harvest_source
from schemas.base import SHANGHAI
from schemas.harvest import Finding, Harvested, KnownPage, Probe, Reject, Run, Sighting, SourceReport
from schemas.registry import Registry, Source

BASE = "http://www.youyi.example"
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI)
REGISTRY = Registry.model_validate(
    {
        "county": {"name": "友谊县", "division": "230522"},
        "unit": [
            {"id": "caizheng", "name": "友谊县财政局", "kind": "department", "aliases": ["财政局"]},
            {"id": "xinglong", "name": "兴隆镇人民政府", "kind": "township"},
        ],
    }
)


@dataclass
class Posting:
    """What one detail page shows; `href` is its address on the site."""

    href: str
    title: str
    date: str = "2026-11-20"
    body: str = "为做好相关工作，现将有关事项通知如下，请各单位认真贯彻执行。"
    file: str | None = None
    list_title: str | None = None

    def html(self) -> str:
        link = f'<p><a href="{self.file}">附件：{self.file.rpartition("/")[2]}</a></p>' if self.file else ""
        return (
            f'<html><head><meta charset="utf-8"><title>{self.title}</title>'
            f'<meta name="ArticleTitle" content="{self.title}"></head><body><h1>{self.title}</h1>'
            f'<p class="info"><span>发布日期：{self.date}</span> <span>发布机构：友谊县财政局</span></p>'
            f'<div id="zoom"><p>{self.body}</p>{link}</div></body></html>'
        )


def postings(count: int, folder: str = "/zwgk/ghjh", start: int = 0) -> list[Posting]:
    """Postings with numbered addresses and titles of their own."""
    return [
        Posting(f"{folder}/202611/t20261120_{10000 + n}.html", f"关于印发第{n}号年度工作方案的通知")
        for n in range(start, start + count)
    ]


@dataclass
class Site:
    """Columns by path; every request is noted. `faults`: by address, what is raised or answered there."""

    columns: dict[str, list[Posting]] = field(default_factory=dict)
    page_size: int = 5
    files: dict[str, bytes] = field(default_factory=dict)
    faults: dict[str, FetchError | bytes] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    declared: int | None = None
    """What the pager claims, where it is not the true number."""

    def __call__(self, request: Request) -> Response:
        self.requests.append(request)
        path = request.url.removeprefix(BASE)
        fault = self.faults.get(path)
        if isinstance(fault, FetchError):
            raise fault
        body = fault if fault is not None else self._body(path)
        if body is None:
            if request.purpose == "probe":
                return Response(request.url, 404, {}, b"", NOW)
            raise Gone("HTTP 404", status=404)
        return Response(request.url, 200, {"content-type": "text/html; charset=utf-8"}, body, NOW)

    def asked(self, purpose: str) -> list[str]:
        """The paths asked for with this purpose, in order."""
        return [r.url.removeprefix(BASE) for r in self.requests if r.purpose == purpose]

    def _body(self, path: str) -> bytes | None:
        if path in self.files:
            return self.files[path]
        for column, rows in self.columns.items():
            folder = column.rpartition("/")[0]
            count = max(1, -(-len(rows) // self.page_size))
            for number in range(count):
                name = "index.html" if number == 0 else f"index_{number}.html"
                if path == f"{folder}/{name}":
                    return self._list(rows, number, count)
            for row in rows:
                if row.href == path:
                    return row.html().encode()
        return None

    def _list(self, rows: list[Posting], number: int, count: int) -> bytes:
        shown = rows[number * self.page_size : (number + 1) * self.page_size]
        items = "".join(
            f'<li><a href="{p.href}">{p.list_title or p.title}</a><span>{p.date}</span></li>' for p in shown
        )
        total = len(rows) if self.declared is None else self.declared
        nothing = "" if shown else "<p>暂无信息</p>"
        return (
            f'<html><body><ul class="list">{items}</ul>{nothing}<div>共{total}条</div>'
            f'<script>createPageHTML({count}, {number}, "index", "html");</script></body></html>'
        ).encode()


@dataclass
class Result:
    """All that one harvest handed over."""

    report: SourceReport
    records: list[Any]

    def of(self, kind: type) -> list[Any]:
        return [record for record in self.records if isinstance(record, kind)]

    @property
    def sightings(self) -> dict[str, Sighting]:
        return {s.page_key: s for s in self.of(Sighting)}

    @property
    def items(self) -> dict[str, Harvested]:
        return {h.page_key: h for h in self.of(Harvested)}

    @property
    def probes(self) -> dict[str, str]:
        return {p.page_key: p.state for p in self.of(Probe)}

    @property
    def rejects(self) -> list[Reject]:
        return self.of(Reject)

    @property
    def findings(self) -> list[Finding]:
        return self.of(Finding)

    def outcomes(self) -> list[tuple[str | None, str]]:
        return [(s.address and s.address.removeprefix(BASE), s.outcome) for s in self.of(Sighting)]

    def known(self, before: Iterable[KnownPage] = ()) -> dict[str, KnownPage]:
        """What a warehouse would remember of this run, on top of what it remembered before it."""
        pages = {page.page_key: page for page in before}
        for sighting in self.sightings.values():
            item, old = self.items.get(sighting.page_key), pages.get(sighting.page_key)
            if item is None and old is None:
                continue
            pages[sighting.page_key] = KnownPage(
                page_key=sighting.page_key,
                address=sighting.address,
                item_id=sighting.page_key[:24],
                columns=sighting.columns,
                row_hash=sighting.row_hash if item or old is None else old.row_hash,
                content_hash=item.content_hash if item else old.content_hash if old else "",
                fetched_at=item.fetched_at if item else old.fetched_at if old else NOW,
            )
        return pages


def source(*columns: str | dict[str, Any], **more: Any) -> Source:
    """A TRS source with these columns, by path or as a table."""
    tables = [c if isinstance(c, dict) else {"path": c, "category": "plan"} for c in columns]
    return Source.model_validate(
        {"id": "caizheng", "unit": "caizheng", "family": "trs", "base_url": BASE, "column": tables, **more}
    )


def run_of(site: Site, of: Source, *, days: int = 0, **more: Any) -> Result:
    """Harvest the site as it is; `known`, `full`, `kind`, `elapsed_days` as in `HarvestJob` and `Run`."""
    records: list[Any] = []
    run = Run(
        run_id="20261123T093000-test",
        started_at=NOW + timedelta(days=days),
        full=more.pop("full", False),
        kind=more.pop("kind", "run"),
    )
    job = HarvestJob(of, REGISTRY, run, pause_seconds=0, **more)
    return Result(harvest_source(job, site, records.append), records)


def url(path: str) -> str:
    return urljoin(BASE, path)
