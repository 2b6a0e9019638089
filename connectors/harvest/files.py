"""The files of an item (附件): loaded, read, masked. A file that cannot be loaded stays, with a note."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from connectors.documents import read_document
from connectors.fetch.model import Fetch, FetchError, Request
from connectors.fields.model import FileLink
from connectors.harvest.job import HarvestJob
from connectors.privacy import address_has_personal_data, mask
from schemas.harvest import Finding
from schemas.identity import page_key
from schemas.item import Attachment


def load_files(
    links: Iterable[FileLink], key: str, job: HarvestJob, fetch: Fetch
) -> tuple[tuple[Attachment, ...], list[Finding]]:
    """The attachments for the file links of the page `key`, in its order, each address once."""
    findings: list[Finding] = []
    loaded: dict[str, Attachment] = {}
    for link in links:
        if link.url not in loaded:
            loaded[link.url] = _load(link, key, job, fetch, findings)
    return tuple(loaded.values()), findings


def _load(link: FileLink, key: str, job: HarvestJob, fetch: Fetch, findings: list[Finding]) -> Attachment:
    name = mask(link.file_name).text
    url = link.url
    if address_has_personal_data(url):
        url = job.stand_in(page_key(url))
        findings.append(_finding("personal_data_in_address", f"the address of file {name!r}", key, job))
    if not job.is_inside(link.url):
        return Attachment(url=url, file_name=name, note="it lies on a host the source does not declare")
    try:
        response = fetch(Request(link.url, "attachment"))
    except FetchError as error:
        findings.append(_finding("attachment_unavailable", f"file {name!r}: {error.reason}", key, job))
        return Attachment(url=url, file_name=name, note=error.reason)
    return attachment_of(response.body, url, link.file_name)


def attachment_of(content: bytes, url: str, file_name: str) -> Attachment:
    """A file as an attachment: type by content, text and name masked."""
    document = read_document(content, file_name)
    return Attachment(
        url=url,
        file_name=mask(file_name).text,
        media_type=document.media_type,
        byte_size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        text=mask(document.text).text if document.text else None,
        note=document.note,
    )


def _finding(check_id: str, message: str, key: str, job: HarvestJob) -> Finding:
    return Finding(
        check_id=check_id,
        severity="warning",
        message=f"{job.source.id}: {message}",
        source_id=job.source.id,
        unit_id=job.source.unit,
        page_key=key,
    )
