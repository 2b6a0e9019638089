"""Dead links (死链): a few internal links and files a day are asked for themselves, the longest unasked first.

How many is a number of the source (`links_per_day`), so that a run costs the same however large a site grows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urldefrag

from connectors.fetch.model import EmptyBody, Fetch, FetchError, Gone, Request
from connectors.harvest.job import HarvestJob, Sink
from connectors.privacy import address_has_personal_data
from schemas.arrow import Record
from schemas.harvest import Harvested
from schemas.identity import page_key
from schemas.platform import LinkCheck, LinkState

_LINK = re.compile(r'href="(https?://[^"]+)"')
_UNTOLD = (401, 403, 408, 412, 429)
"""They say that we may not see it, or not now; a reader may."""


class LinkWatch:
    """Stands before a sink and notes links of the pages that pass: as many as may be asked today."""

    def __init__(self, job: HarvestJob, sink: Sink) -> None:
        self._job = job
        self._sink = sink
        self._room = max(0, job.links_left - len(job.links))
        self._found: dict[str, str] = {}
        self._asked: set[str] = set()

    def __call__(self, record: Record) -> None:
        if isinstance(record, LinkCheck):
            self._asked.add(record.address)
        elif isinstance(record, Harvested) and len(self._found) < self._room:
            for address in internal_links(record, self._job):
                self._found.setdefault(address, record.page_key)
        self._sink(record)

    def check(self, fetch: Fetch) -> None:
        """Ask for what is due, then for what was found now, and hand over what they answer."""
        due = {link.address: link for link in self._job.links if link.address not in self._asked}
        for link in due.values():
            self._sink(checked(fetch, link.page_key, link.address, link.kind))
        fresh = [address for address in self._found if address not in due and address not in self._asked]
        for address in fresh[: self._room]:
            self._sink(checked(fetch, self._found[address], address, "page"))


def internal_links(record: Harvested, job: HarvestJob) -> Iterator[str]:
    """Addresses on the source's hosts that the body links, without files and the pages that the harvest reads."""
    files = {attachment.url for attachment in record.item.attachments}
    for found in _LINK.findall(record.item.body_html or ""):
        address = urldefrag(unescape(found))[0]
        if address in files or not job.is_inside(address) or address_has_personal_data(address):
            continue
        page = job.known.get(page_key(address))
        if page is None or page.withdrawn:
            yield address


def checked(fetch: Fetch, key: str, address: str, kind: str) -> LinkCheck:
    """What an address answers, asked once with the manners of the source."""
    try:
        response = fetch(Request(address, "probe"))
    except FetchError as error:
        state, detail = dead_by(error), error.reason
    else:
        dead = response.status >= 400 and response.status not in _UNTOLD
        state, detail = ("dead" if dead else "ok"), f"HTTP {response.status}"
        state = "unknown" if response.status in _UNTOLD else state
    return LinkCheck.model_validate(
        {"page_key": key, "address": address, "kind": kind, "state": state, "detail": detail}
    )


def dead_by(error: FetchError) -> LinkState:
    """Whether an address that could not be had is dead: the server answered, and has nothing there."""
    if isinstance(error, Gone | EmptyBody) or (error.status or 0) >= 500:
        return "dead"
    return "unknown"
