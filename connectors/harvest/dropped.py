"""What lies in a unit's drop folder, under the same accounts as a site: a row of a spreadsheet is a page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from pydantic import ValidationError

from connectors.families.drop import DropNote, DropReading, DropReject, DropRow, read_folder
from connectors.families.drop_sheets import place as sheet_place
from connectors.fields.category import categorise
from connectors.fields.index_number import read_index_number
from connectors.fields.model import PageReading
from connectors.fields.protect import PLACES, personal_data_finding
from connectors.fields.units import UnitNames
from connectors.harvest.columns import ColumnWalk
from connectors.harvest.files import attachment_of, placed
from connectors.harvest.items import harvested, is_valid, publisher_unit, rejects_of
from connectors.harvest.job import HarvestJob, Sink
from connectors.harvest.listing import Listed
from connectors.harvest.tally import Tally
from connectors.privacy import address_has_personal_data, has_personal_data, mask
from schemas.harvest import Finding, ListRow, Reject
from schemas.identity import page_key
from schemas.item import Attachment, Evidence
from schemas.rules import breach


def read_drop(job: HarvestJob, sink: Sink, tally: Tally, units: UnitNames) -> list[ColumnWalk]:
    """Read the folder and hand over every row. A file that could not be read breaks the proof."""
    walks = [ColumnWalk(column, completeness="proven") for column in job.source.column]
    if job.drop_folder is None or not job.drop_folder.is_dir():
        for walk in walks:
            walk.fail("the drop folder does not exist", "drop")
        return walks
    reading = read_folder(job.drop_folder, job.source)
    for walk in walks:
        _list(reading, walk)
        if reading.errors:
            walk.fail("; ".join(mask(error).text for error in reading.errors), "drop")
    for note in reading.notes:
        sink(_note(note, job))
    for row in reading.rows:
        _hand_over(row, job, sink, tally, units)
    by_path = {walk.column.path: walk for walk in walks}
    for reject in reading.rejects:
        listed = _refuse(reject, job, sink, tally)
        by_path[reject.column].rows.setdefault(listed.key, listed.row)
    return walks


def _note(note: DropNote, job: HarvestJob) -> Finding:
    subject = f"{note.file}!{note.sheet}" if note.file else job.source.id
    return breach(
        note.rule,
        mask(note.message).text,
        source_id=job.source.id,
        unit_id=job.source.unit,
        subject=mask(subject).text,
    )


def _list(reading: DropReading, walk: ColumnWalk) -> None:
    for row in reading.rows:
        if row.column == walk.column.path:
            listed = _listed(row)
            walk.rows[listed.key] = listed.row
    walk.pages = [tuple(walk.rows)]


def _listed(row: DropRow) -> Listed:
    said = {name: str(value) for name, value in row.values.items() if value is not None}
    said["attachments"] = " ".join(file.name for file in row.attachments)
    title = row.values.get("title")
    line = ListRow(url=row.url, title=title, native_id=row.native_id, payload=said)
    return _at(row.url, line, row.column)


def _at(url: str, line: ListRow, column: str) -> Listed:
    return Listed(page_key(url), line, (column,), is_personal=_names_a_person(url))


def _names_a_person(url: str) -> bool:
    """Whether an address may not be shown. What a unit writes itself (编号, names of files) is judged as a text, in
    which a number with a mistyped check digit counts too."""
    return address_has_personal_data(url) or (url.startswith("drop://") and has_personal_data(unquote(url)))


def _address_from(one: DropRow | DropReject) -> str:
    """What of a row its address is made of."""
    if not one.url.startswith("drop://"):
        return "网址"
    return "文件名或工作表名" if f"/{quote(one.file)}/" in one.url else "编号"


def _personal_address(one: DropRow | DropReject, listed: Listed, job: HarvestJob) -> Iterator[Finding]:
    """What the unit is told where the address of a row is kept out."""
    if listed.address is None:
        what = _address_from(one)
        where = f"{sheet_place(one.file, one.sheet)}，第 {one.row} 行"
        finding = breach(
            "personal_data_in_address", mask(f"{where}：{what}中含有个人信息，本系统不予显示。").text
        )
        remedy = f"请把报送表这一行的{what}改为不含个人信息的。"
        yield placed(finding.model_copy(update={"remedy": remedy}), listed.key, job)


def _hand_over(row: DropRow, job: HarvestJob, sink: Sink, tally: Tally, units: UnitNames) -> None:
    listed = _listed(row)
    reading = _reading(row)
    category = categorise(row.category, reading)
    attachments = [_attachment(file, job) for file in row.attachments]
    try:
        item = harvested(
            listed,
            reading,
            url=listed.address or job.stand_in(listed.key),
            category=category,
            publisher_unit_id=publisher_unit(reading, job, units),
            attachments=tuple(attachment for attachment, _ in attachments),
            fetched_at=job.run.started_at,
        )
    except ValidationError as error:
        rejects = rejects_of(error, listed.key, listed.address)
        for reject in rejects:
            sink(reject)
        tally.sight(listed, "rejected", rejects[0].message)
        return
    for finding in chain(reading.findings, *(found for _, found in attachments)):
        sink(placed(finding, listed.key, job))
    for finding in _personal_address(row, listed, job):
        sink(finding)
    tally.accept(listed, item)


def _reading(row: DropRow) -> PageReading:
    masked = {name: mask(value) for name, value in row.values.items() if isinstance(value, str)}
    values: dict[str, Any] = {**row.values, **{name: found.text for name, found in masked.items()}}
    rule = f"{row.file}, {row.sheet}, row {row.row}"
    evidence = [
        Evidence(field=name, origin="list", rule=mask(rule).text, text=str(value)[:200])
        for name, value in values.items()
        if value is not None
    ]
    index = read_index_number(values.get("index_number") or "")
    findings = [
        personal_data_finding(PLACES.get(name, name), kind)
        for name, found in masked.items()
        for kind in found.kinds
    ]
    return PageReading(values, evidence, findings=findings, index_is_valid=is_valid(index))


def _attachment(file: Path, job: HarvestJob) -> tuple[Attachment, list[Finding]]:
    url = f"drop://{job.source.id}/files/{quote(file.name)}"
    kept_out: list[Finding] = []
    if _names_a_person(url):
        url = job.stand_in(page_key(url))
        told = f"附件“{mask(file.name).text}”的名称中含有个人信息，本系统不予显示。"
        kept_out.append(breach("personal_data_in_address", told))
    try:
        content = file.read_bytes()
    except OSError as error:
        note = f"cannot be read: {error.strerror}"
        return Attachment(url=url, file_name=mask(file.name).text, note=note), kept_out
    attachment, findings = attachment_of(content, url, file.name)
    return attachment, [*kept_out, *findings]


def _refuse(reject: DropReject, job: HarvestJob, sink: Sink, tally: Tally) -> Listed:
    """A row that is no item. Its place in the spreadsheet is its address where it has no other."""
    listed = _at(reject.url, ListRow(url=reject.url), reject.column)
    for finding in _personal_address(reject, listed, job):
        sink(finding)
    if "#" in reject.url or listed.key in tally.outcomes:
        url = f"drop://{job.source.id}/{quote(reject.file)}/{quote(reject.sheet)}/{reject.row}"
        listed = _at(url, ListRow(url=url), reject.column)
    message = mask(reject.message).text
    sink(
        Reject(
            page_key=listed.key,
            address=listed.address,
            field=reject.field,
            value=mask(reject.value).text[:200] if reject.value is not None else None,
            rule=reject.rule,
            message=message,
        )
    )
    tally.sight(listed, "rejected", message)
    return listed
