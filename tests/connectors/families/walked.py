"""Columns walked on a site of the test's own, and lists to put there."""

from __future__ import annotations

from types import ModuleType

from connectors.families.model import ListPage
from connectors.fetch import Hosts, LiveFetch
from connectors.harvest.reader import ListReader
from schemas.registry import Source
from tests.connectors.fetch.site import Site


def walk(site: Site, family: ModuleType, path: str) -> list[ListPage]:
    source = Source.model_validate({
        "id": "odd", "unit": "odd", "family": family.__name__.rpartition(".")[2], "base_url": site.url,
        "robots": False, "requests_per_second": 1000, "column": [{"category": "policy", "path": path}],
    })  # fmt: skip
    with LiveFetch(source, Hosts()) as fetch:
        return list(family.pages(source, source.column[0], ListReader(fetch, pause_seconds=0)))


def rows(numbers: range) -> str:
    return "".join(
        f"<li><a href='/a/t202603{n:02}_{n}.html'>关于印发第{n}号方案的通知</a><i>2026-03-{n:02}</i></li>"
        for n in numbers
    )


def listing(numbers: range, pager: str) -> str:
    return f"<html><body><div class='list'><ul>{rows(numbers)}</ul></div>{pager}</body></html>"


def count(pages: list[ListPage]) -> int:
    return len({row.url for each in pages for row in each.rows})
