"""One page, parsed and explained, without keeping anything: `gongkai preview`."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from connectors.fetch import FetchError, Hosts, LiveFetch, Request
from connectors.fields import NotAPageError, read_page
from connectors.fields.category import by_rules
from connectors.fields.model import PageReading
from connectors.fields.units import UnitNames, unresolved_publisher
from connectors.registry import load_registry
from flows.settings import Settings
from schemas.errors import WrongUsageError
from schemas.item import Item
from schemas.registry import Column, Family, Registry, Selectors, Source

CONTRACT_FIELDS = [name for name in Item.model_fields if name not in ("attachments", "publisher_unit_id")]


class PreviewError(WrongUsageError):
    """The page cannot be shown; the message says why."""


def preview(place: str, *, url: str | None, family: Family | None, at: Settings) -> dict[str, Any]:
    """A page of a site or a saved file as `{item, attachments, evidence, findings}`.

    `url` is the address that a saved file had. Where the registry has a source on that host, its XPaths are
    used. Raises `PreviewError`.
    """
    address = url or (place if "://" in place else None)
    registry = load_registry(at.registry) if at.registry.exists() else None
    source = _source_on(address, family, registry) if address else None
    content = _fetched(place, source) if "://" in place else _saved(Path(place))
    try:
        reading = read_page(
            content,
            address or Path(place).absolute().as_uri(),
            selectors=source.selectors if source else Selectors(),
        )
    except NotAPageError as error:
        raise PreviewError(f"{place}: {error}") from error
    if registry and source and source in registry.source:
        reading.findings += unresolved_publisher(reading, UnitNames(registry), source.unit)
    return shown(reading, address)


def shown(reading: PageReading, address: str | None) -> dict[str, Any]:
    """A reading in the form of the contract; a field that the page lacks is null. The category is what the rules
    for mixed columns make of it, since no column is known."""
    category = by_rules(reading).category
    item = {name: reading.values.get(name) for name in CONTRACT_FIELDS}
    item |= {"url": address, "category": category, "attachment_count": len(reading.files)}
    return {
        "item": item,
        "attachments": [{"url": file.url, "file_name": file.file_name} for file in reading.files],
        "evidence": {
            e.field: {
                "from": e.origin,
                "selector_or_rule": e.rule,
                "text": e.text,
                "disagreed": list(e.disagreed),
            }
            for e in reading.evidence
        },
        "findings": [f.model_dump(mode="json", exclude_none=True) for f in reading.findings],
    }


def stray_source(url: str, family: Family = "selectors") -> Source:
    """A source for a site that is in no registry, to read one page of it politely."""
    parts = urlsplit(url)
    return Source(
        id="preview",
        unit="preview",
        family=family,
        base_url=f"{parts.scheme}://{parts.netloc}",
        column=(Column(path=parts.path or "/", category="other"),),
    )


def _source_on(address: str, family: Family | None, registry: Registry | None) -> Source | None:
    if not address.startswith(("http://", "https://")):
        return None
    host = urlsplit(address).netloc.lower()
    known = registry.source if registry else ()
    fitting = [s for s in known if s.host == host and family in (None, s.family)]
    # Of several sources on one portal, the one whose channel the page lies in.
    fitting.sort(key=lambda s: not address.startswith(s.base_url))
    return fitting[0] if fitting else stray_source(address, family or "selectors")


def _fetched(url: str, source: Source | None) -> bytes:
    source = source or stray_source(url)
    try:
        with LiveFetch(source, Hosts([source])) as fetch:
            return fetch(Request(url=url, purpose="detail")).body
    except FetchError as error:
        raise PreviewError(f"the page could not be read: {error.reason}") from error


def _saved(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PreviewError(f"{path}: {error.strerror}") from error
