"""Which detail pages to read: what is new or changed, and a rolling sample for edits that no list shows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from connectors.harvest.job import HarvestJob
from connectors.harvest.listing import Listed
from schemas.harvest import KnownPage

Why = Literal["new", "changed", "full", "sample"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A page to read, and why."""

    listed: Listed
    why: Why

    @property
    def revalidate(self) -> bool:
        """Only the sample lets the server say that nothing changed."""
        return self.why == "sample"


def choose(job: HarvestJob, listing: Mapping[str, Listed]) -> list[Choice]:
    """The pages to read, new ones first, the sample last. All of them in a full run and in a replay."""
    reasons = {key: _why(job, listed, job.known.get(key)) for key, listed in listing.items()}
    wanted = [Choice(listing[key], why) for key, why in reasons.items() if why]
    wanted.sort(key=lambda choice: ("new", "changed", "full").index(choice.why))
    rest = [job.known[key] for key, why in reasons.items() if why is None]
    return wanted + [Choice(listing[page.page_key], "sample") for page in _oldest(job, rest)]


def _why(job: HarvestJob, listed: Listed, page: KnownPage | None) -> Why | None:
    if page is None:
        return "new"
    if page.withdrawn or page.row_hash != listed.row_hash or page.columns[:1] != listed.columns[:1]:
        return "changed"
    return "full" if job.run.full or job.replays else None


def _oldest(job: HarvestJob, pages: list[KnownPage]) -> list[KnownPage]:
    """So many of the pages read longest ago that each is read again within `recheck_days`."""
    share = min(1.0, max(0.0, job.elapsed_days or 0.0) / job.source.recheck_days)
    wanted = max(1, math.ceil(len(pages) * share))
    return sorted(pages, key=lambda page: (page.fetched_at, page.page_key))[:wanted]
