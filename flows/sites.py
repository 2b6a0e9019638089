"""Whose turn it is to check a site: the first source on a host, once a day."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from connectors.sites import SiteJob, check_site
from flows.county_run import CountyRun
from schemas.platform import SiteCheck
from schemas.registry import Source
from warehouse.known import Reader, site_checked_on


def site_check_due(county: CountyRun, source: Source, reader: Reader) -> Callable[[], SiteCheck] | None:
    """The check of the site that a source is on; None where another source's run does it, or today's run did."""
    first = next((s.id for s in county.registry.source if s.active and s.host == source.host), None)
    today = county.run.started_at.date()
    if first != source.id or source.family == "drop" or site_checked_on(reader, source.host) == today:
        return None
    return partial(check_site, SiteJob(source, county.registry, today, county.hosts, county.network))
