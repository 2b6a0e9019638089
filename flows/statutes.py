"""The reference library of statutes: read where the registry says, and the county's texts held against it.

Feeds are asked in the harvest and kept as files under `home/statutes/`; everything else reads these, so that a check
needs no network, and a feed that fails leaves what it gave before.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from connectors.fetch import LiveFetch
from connectors.statute_feed import FeedError, FeedText, feed_source, read_feed
from connectors.statutes import RULE, library_of_feed, read_library
from flows.county_run import CountyRun
from flows.progress import current
from schemas.base import Model
from schemas.harvest import Finding
from schemas.rules import breach
from schemas.statutes import LibraryText, statutes_of
from warehouse.findings import settle_findings
from warehouse.statutes import match_statutes


class KeptFeed(Model):
    """What a feed gave when it was last read whole, and why it was not this time."""

    url: str
    texts: tuple[FeedText, ...] = ()
    error: str | None = None


def harvest_statutes(county: CountyRun) -> None:
    """Ask the feeds of the library for what is new. Never raises on what a feed does."""
    if county.run.kind == "replay":
        return
    for url in county.registry.statutes.feeds:
        kept = _kept(county.home, url)
        source = feed_source(url)
        try:
            with LiveFetch(source, county.hosts) as fetch:
                texts = read_feed(url, fetch, {text.entry_id: text for text in kept.texts})
            kept = KeptFeed(url=url, texts=tuple(texts))
            current().step(f"statutes: {len(texts)} texts of {url}")
        except FeedError as error:
            kept = kept.model_copy(update={"error": str(error)})
            current().step(f"statutes: {error}")
        _keep(county.home, kept)


def take_statutes(county: CountyRun) -> int:
    """Bring library and comparisons up to date. Returns how many postings were compared."""
    where = county.registry.statutes
    texts: list[LibraryText] = []
    findings: list[Finding] = []
    libraries = [read_library(county.registry_folder / where.folder)] if where.folder else []
    for url in where.feeds:
        kept = _kept(county.home, url)
        libraries.append(library_of_feed(url, kept.texts))
        if kept.error:
            findings.append(
                breach(RULE, f"法规参照库的来源没有读全，沿用上次内容：{kept.error}", subject=url)
            )
    for library in libraries:
        texts += library.texts
        findings += library.findings
    settle_findings(county.warehouse, RULE, findings, origin="check", run=county.run)
    return match_statutes(county.warehouse, statutes_of(texts))


def _place(home: Path, url: str) -> Path:
    return home / "statutes" / f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.json"


def _kept(home: Path, url: str) -> KeptFeed:
    path = _place(home, url)
    return KeptFeed.model_validate_json(path.read_bytes()) if path.exists() else KeptFeed(url=url)


def _keep(home: Path, feed: KeptFeed) -> None:
    path = _place(home, feed.url)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(feed.model_dump_json(), encoding="utf-8")
    part.replace(path)
