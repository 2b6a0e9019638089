"""One listed page: fetched, read, completed, validated; or the reasons why it is not an item."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from pydantic import ValidationError

from connectors.fetch.model import Fetch, Request, Response
from connectors.fields import read_page
from connectors.fields.model import FileLink, PageReading
from connectors.fields.units import UnitNames
from connectors.harvest.files import load_files
from connectors.harvest.items import complete_from_row, harvested, rejects_of
from connectors.harvest.job import HarvestJob
from connectors.harvest.listing import Listed
from connectors.privacy import has_personal_data
from schemas.harvest import Finding, Harvested, Reject

_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|csv|txt|rtf)(?:$|[?&])", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


@dataclass(slots=True)
class Outcome:
    """What became of one page: an item, or rejects; findings either way."""

    harvested: Harvested | None = None
    rejects: list[Reject] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def address_of(listed: Listed) -> str | None:
    """The address as it may leave the parser: None where it carries personal data."""
    return None if has_personal_data(unquote(listed.row.url)) else listed.row.url


def read_detail(
    listed: Listed, job: HarvestJob, fetch: Fetch, units: UnitNames, *, revalidate: bool
) -> Outcome:
    """Fetch and read a listed page with its files. Raises `FetchError`, or `NotAPage`."""
    outcome = Outcome()
    if _FILE.search(listed.row.url):
        reading, at = _file_as_page(listed), job.run.started_at
    else:
        response = fetch(Request(listed.row.url, "detail", revalidate=revalidate))
        reading, at = _read(response, listed, job), response.at
    complete_from_row(reading, listed.row)
    outcome.findings += [_placed(finding, listed, job) for finding in reading.findings]
    attachments, findings = load_files(reading.files, listed.key, job, fetch)
    outcome.findings += findings
    try:
        outcome.harvested = harvested(
            listed,
            reading,
            url=address_of(listed) or job.stand_in(listed.key),
            category=_category(listed, job),
            publisher_unit_id=units.resolve(reading.values.get("publisher")),
            attachments=attachments,
            fetched_at=at,
        )
    except ValidationError as error:
        outcome.rejects = rejects_of(error, listed.key, address_of(listed))
    return outcome


def _read(response: Response, listed: Listed, job: HarvestJob) -> PageReading:
    declared = _CHARSET.search(response.headers.get("content-type", ""))
    return read_page(
        response.body,
        response.url,
        row=listed.row,
        selectors=job.source.selectors,
        declared_charset=declared[1] if declared else None,
    )


def _file_as_page(listed: Listed) -> PageReading:
    """A row that leads straight to a file: the row is all that there is of a page."""
    name = unquote(urlsplit(listed.row.url).path.rpartition("/")[2])
    return PageReading(values={}, files=[FileLink(listed.row.url, name)])


def _category(listed: Listed, job: HarvestJob) -> str:
    return next(column.category for column in job.source.column if column.path == listed.columns[0])


def _placed(finding: Finding, listed: Listed, job: HarvestJob) -> Finding:
    """A finding of the reader, with the source, unit and page it speaks of."""
    place = {"source_id": job.source.id, "unit_id": job.source.unit, "page_key": listed.key}
    return finding.model_copy(update={k: v for k, v in place.items() if getattr(finding, k) is None})
