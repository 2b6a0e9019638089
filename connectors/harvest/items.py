"""From what was read of a page to a validated item, or to rejects that name field, value and rule."""

from __future__ import annotations

from datetime import datetime

from pydantic import ValidationError

from connectors.fields.document_number import normalise
from connectors.fields.index_number import IndexNumber, read_index_number
from connectors.fields.model import PageReading
from connectors.fields.units import UnitNames
from connectors.harvest.health import row_moment
from connectors.harvest.job import HarvestJob
from connectors.harvest.listing import Listed
from connectors.privacy import mask
from schemas.harvest import Harvested, ListRow, Reject
from schemas.identity import content_hash, document_id
from schemas.item import Attachment, Evidence, Item


def complete_from_row(reading: PageReading, row: ListRow) -> None:
    """Fill what the detail page lacks with what the list says, and keep the evidence."""
    moment, said = row_moment(row), row.payload
    index = read_index_number(said.get("index_number", ""))
    listed = {
        "title": mask(row.title).text if row.title else None,
        "publisher": mask(said["publisher"]).text if "publisher" in said else None,
        "document_number": normalise(said.get("document_number", "")),
        "index_number": index.text if index else None,
        "published_at": moment.at() if moment else None,
    }
    for field, value in listed.items():
        if value is None or reading.values.get(field) is not None:
            continue
        reading.values[field] = value
        reading.evidence.append(Evidence(field=field, origin="list", rule="list row", text=str(value)[:200]))
        if field == "index_number":
            reading.index_is_valid = is_valid(index)


def is_valid(index: IndexNumber | None) -> bool:
    """Whether an index number has a known form and does not fail its check digit."""
    return index is not None and index.dialect != "unknown" and index.checked is not False


def publisher_unit(reading: PageReading, job: HarvestJob, units: UnitNames) -> str | None:
    """The unit that the shown publisher names on the day of publication, if it is one of the county."""
    name, moment = reading.values.get("publisher"), reading.values.get("published_at")
    if not name:
        return None
    return units.resolve(name, at=moment.date() if moment else None, near=job.source.unit)


def harvested(
    listed: Listed,
    reading: PageReading,
    *,
    url: str,
    category: str,
    publisher_unit_id: str | None,
    attachments: tuple[Attachment, ...],
    fetched_at: datetime,
) -> Harvested:
    """The item with its hashes. Raises `pydantic.ValidationError`; see `rejects_of`."""
    values = {name: value for name, value in reading.values.items() if value is not None}
    item = Item(
        **values,
        url=url,
        category=category,
        publisher_unit_id=publisher_unit_id,
        attachments=attachments,
    )
    return Harvested(
        page_key=listed.key,
        item=item,
        evidence=tuple(reading.evidence),
        document_id=document_id(item),
        content_hash=content_hash(item),
        index_is_valid=reading.index_is_valid,
        fetched_at=fetched_at,
    )


def rejects_of(error: ValidationError, key: str, address: str | None) -> list[Reject]:
    """One reject a field that did not pass, its value masked."""
    rejects = []
    for fault in error.errors():
        field = ".".join(map(str, fault["loc"])) or "item"
        value = None if fault["type"] == "missing" else mask(str(fault["input"])).text[:200]
        message = mask(f"{address or 'page ' + key}: {field}: {fault['msg']}").text
        rejects.append(
            Reject(
                page_key=key, address=address, field=field, value=value, rule=fault["type"], message=message
            )
        )
    return rejects
