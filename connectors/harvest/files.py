"""The files of an item (附件): loaded, read, masked. A file that cannot be loaded stays, with a note."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from connectors.documents import read_document
from connectors.fetch.model import Fetch, FetchError, Request
from connectors.fetch.replay import NotArchived
from connectors.fields.model import FileLink
from connectors.fields.protect import personal_data_finding
from connectors.harvest.job import HarvestJob
from connectors.harvest.links import dead_by
from connectors.privacy import address_has_personal_data, mask
from schemas.harvest import Finding
from schemas.identity import page_key
from schemas.item import Attachment
from schemas.platform import LinkCheck


@dataclass(slots=True)
class Files:
    """The files of one page as far as they could be loaded."""

    attachments: dict[str, Attachment] = field(default_factory=dict)
    """By address, in the order of the page."""
    findings: list[Finding] = field(default_factory=list)
    checks: list[LinkCheck] = field(default_factory=list)
    """Files that did not come: told only when they do not come a second time."""
    interrupted: bool = False
    """A file did not come that may come the next time: nothing can be said of a change."""


def load_files(
    links: Iterable[FileLink], key: str, job: HarvestJob, fetch: Fetch, *, revalidate: bool = False
) -> Files:
    """Load the files that the page `key` links, each address once."""
    files = Files()
    for link in links:
        if link.url not in files.attachments:
            request = Request(link.url, "attachment", revalidate=revalidate)
            files.attachments[link.url] = _load(files, link, request, key, job, fetch)
    return files


def _load(
    files: Files, link: FileLink, request: Request, key: str, job: HarvestJob, fetch: Fetch
) -> Attachment:
    name = mask(link.file_name).text
    url = link.url
    if address_has_personal_data(url):
        url = job.stand_in(page_key(url))
        text = f"附件“{name}”的地址中含有个人信息，本系统不予显示。"
        files.findings.append(_finding("personal_data_in_address", text, key, job))
    if not job.is_inside(link.url):
        return Attachment(url=url, file_name=name, note="it lies on a host the source does not declare")
    try:
        response = fetch(request)
    except FetchError as error:
        files.interrupted = files.interrupted or error.transient or isinstance(error, NotArchived)
        if url == link.url:
            lost = LinkCheck(
                page_key=key, address=url, kind="attachment", state=dead_by(error), detail=error.reason
            )
            files.checks.append(lost)
        return Attachment(url=url, file_name=name, note=error.reason)
    attachment, found = attachment_of(response.body, url, link.file_name)
    files.findings += [placed(finding, key, job) for finding in found]
    return attachment


def attachment_of(content: bytes, url: str, file_name: str) -> tuple[Attachment, list[Finding]]:
    """A file as an attachment: type by content, text and name masked; and what was masked in its text."""
    document = read_document(content, file_name)
    name, text = mask(file_name).text, mask(document.text or "")
    attachment = Attachment(
        url=url,
        file_name=name,
        media_type=document.media_type,
        byte_size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        text=text.text or None,
        note=document.note,
    )
    return attachment, [personal_data_finding(f"附件“{name}”", kind) for kind in text.kinds]


def placed(finding: Finding, key: str, job: HarvestJob) -> Finding:
    """A finding of a reader, with the source, unit and page it speaks of."""
    place = {"source_id": job.source.id, "unit_id": job.source.unit, "page_key": key}
    return finding.model_copy(update={k: v for k, v in place.items() if getattr(finding, k) is None})


def _finding(check_id: str, message: str, key: str, job: HarvestJob) -> Finding:
    return Finding(
        check_id=check_id,
        severity="warning",
        message=message,
        source_id=job.source.id,
        unit_id=job.source.unit,
        page_key=key,
    )
