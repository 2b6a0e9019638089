"""Known pages that a proven list no longer shows: their own addresses are asked before the merge decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from connectors.fetch.model import Fetch, FetchError, Gone, Request
from connectors.harvest.job import HarvestJob
from connectors.harvest.listing import Listed
from schemas.harvest import KnownPage, Probe

MOST = 0.2
"""Share of a source's pages that may vanish at once; above it the merge holds them and nobody is asked."""


def absent(job: HarvestJob, listing: Mapping[str, Listed]) -> list[KnownPage]:
    """Pages known and not withdrawn that no column lists any more."""
    return [page for key, page in job.known.items() if key not in listing and not page.withdrawn]


def probes(job: HarvestJob, listing: Mapping[str, Listed], fetch: Fetch) -> Iterator[Probe]:
    """What the address of each absent page answers: 404 or 410 is `gone`, a page `present`, else `unknown`.

    Call it only where every column is proven. Where more than a fifth vanished nothing is asked: a site that
    lost so much has a fault. Pages newly listed are allowed for, since a page may have moved.
    """
    missing = absent(job, listing)
    active = sum(1 for page in job.known.values() if not page.withdrawn)
    new = sum(1 for key in listing if key not in job.known)
    if len(missing) - new > MOST * active:
        return
    for page in missing:
        yield _probe(page, fetch)


def _probe(page: KnownPage, fetch: Fetch) -> Probe:
    if page.address is None:
        return Probe(page_key=page.page_key, state="unknown", detail="its address was not kept")
    try:
        response = fetch(Request(page.address, "probe"))
    except Gone as error:
        return Probe(page_key=page.page_key, state="gone", detail=error.reason)
    except FetchError as error:
        return Probe(page_key=page.page_key, state="unknown", detail=error.reason)
    state = {404: "gone", 410: "gone", 200: "present"}.get(response.status, "unknown")
    return Probe.model_validate(
        {"page_key": page.page_key, "state": state, "detail": f"HTTP status {response.status}"}
    )
