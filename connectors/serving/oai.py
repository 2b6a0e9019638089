"""OAI-PMH 2.0: the six verbs over the records of an edition, withdrawals as persistent deletes.

http://www.openarchives.org/OAI/openarchivesprotocol.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast
from urllib.parse import urljoin

from lxml import etree

from connectors.serving.metadata import FORMATS, OAI_DC
from connectors.serving.model import RecordStore
from connectors.serving.oai_request import ListRequest, OaiError, asked, checked, known_prefix, token_of
from schemas.codes import CATEGORIES
from schemas.records import Record
from schemas.registry import County

PAGE = 100
_OAI = "http://www.openarchives.org/OAI/2.0/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NAMES = cast("dict[str, str]", {None: _OAI, "xsi": _XSI})  # the stubs know of no default namespace
_SCHEMA = f"{_OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"


@dataclass(frozen=True, slots=True)
class Repository:
    """Who is asked, where, and what there is."""

    county: County
    store: RecordStore
    base_url: str
    contact: str
    """Mail address of whoever answers for the feeds."""
    clock: Callable[[], datetime]

    def urn(self, item_id: str) -> str:
        return f"urn:gongkai:{self.county.division}:{item_id}"


def answer(repository: Repository, arguments: list[tuple[str, str]]) -> bytes:
    """The response document to a request's arguments; errors are answers too."""
    root = etree.Element(_q("OAI-PMH"), nsmap=_NAMES)
    root.set(f"{{{_XSI}}}schemaLocation", _SCHEMA)
    _add(root, "responseDate", _stamp(repository.clock()))
    request = _add(root, "request", repository.base_url)
    try:
        verb, given = checked(arguments)
        for name, value in {"verb": verb, **given}.items():
            request.set(name, value)
        _VERBS[verb](repository, given, root)
    except OaiError as error:
        if error.code in ("badVerb", "badArgument"):
            request.attrib.clear()
        for element in list(root)[2:]:
            root.remove(element)
        _add(root, "error", str(error)).set("code", error.code)
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return document


def _identify(repository: Repository, given: Mapping[str, str], root: etree._Element) -> None:
    told = _add(root, "Identify")
    county = repository.county
    _add(told, "repositoryName", f"{county.name}政府信息公开")
    _add(told, "baseURL", repository.base_url)
    _add(told, "protocolVersion", "2.0")
    _add(told, "adminEmail", repository.contact)
    _add(told, "earliestDatestamp", _stamp(repository.store.earliest() or repository.clock()))
    _add(told, "deletedRecord", "persistent")
    _add(told, "granularity", "YYYY-MM-DDThh:mm:ssZ")


def _formats(repository: Repository, given: Mapping[str, str], root: etree._Element) -> None:
    if "identifier" in given:
        _found(repository, given["identifier"])
    told = _add(root, "ListMetadataFormats")
    for prefix, kind in FORMATS.items():
        entry = _add(told, "metadataFormat")
        _add(entry, "metadataPrefix", prefix)
        _add(entry, "schema", urljoin(repository.base_url, kind.schema))
        _add(entry, "metadataNamespace", kind.namespace)


def _sets(repository: Repository, given: Mapping[str, str], root: etree._Element) -> None:
    if "resumptionToken" in given:
        raise OaiError("badResumptionToken", "the list of sets comes whole")
    told = _add(root, "ListSets")
    for category in CATEGORIES.values():
        entry = _add(told, "set")
        _add(entry, "setSpec", category.code)
        _add(entry, "setName", category.name)


def _record(repository: Repository, given: Mapping[str, str], root: etree._Element) -> None:
    prefix = known_prefix(given["metadataPrefix"])
    _put_record(_add(root, "GetRecord"), repository, _found(repository, given["identifier"]), prefix)


def _records(repository: Repository, given: Mapping[str, str], root: etree._Element) -> None:
    wanted = asked(given)
    told = _add(root, "ListRecords")
    for record in _page(repository, wanted, told, bodies=True):
        _put_record(told, repository, record, wanted.prefix)
    _end(told)


def _identifiers(repository: Repository, given: Mapping[str, str], root: etree._Element) -> None:
    wanted = asked(given)
    told = _add(root, "ListIdentifiers")
    for record in _page(repository, wanted, told, bodies=False):
        _put_header(told, repository, record)
    _end(told)


def _page(repository: Repository, wanted: ListRequest, told: etree._Element, *, bodies: bool) -> list[Record]:
    """The records of a page; where more follow, or it is the last of several, a resumption token goes along."""
    rows = list(repository.store.page(wanted.selection, wanted.after, PAGE + 1, bodies=bodies))
    page = rows[:PAGE]
    if not page and wanted.after is None:
        raise OaiError("noRecordsMatch", "no record was changed then, in that set")
    if len(rows) > PAGE or wanted.after is not None:
        token = _add(told, "resumptionToken")
        token.set("completeListSize", str(repository.store.count(wanted.selection)))
        token.set("cursor", str(wanted.given))
        if len(rows) > PAGE:
            last = page[-1]
            token.text = token_of(wanted, (last.changed_at, last.item_id), wanted.given + len(page))
    return page


def _end(told: etree._Element) -> None:
    """The token belongs behind the records."""
    for token in told.findall(_q("resumptionToken")):
        told.append(token)


def _found(repository: Repository, identifier: str) -> Record:
    start = repository.urn("")
    record = repository.store.record(identifier[len(start) :]) if identifier.startswith(start) else None
    if record is None:
        raise OaiError("idDoesNotExist", "no record of that identifier")
    return record


def _put_record(parent: etree._Element, repository: Repository, record: Record, prefix: str) -> None:
    told = _add(parent, "record")
    _put_header(told, repository, record)
    if not record.is_deleted:
        _add(told, "metadata").append(FORMATS[prefix].element(record, repository.urn(record.item_id)))


def _put_header(parent: etree._Element, repository: Repository, record: Record) -> None:
    header = _add(parent, "header")
    if record.is_deleted:
        header.set("status", "deleted")
    _add(header, "identifier", repository.urn(record.item_id))
    _add(header, "datestamp", _stamp(record.changed_at))
    _add(header, "setSpec", record.category)


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, _q(name))
    element.text = text
    return element


def _q(name: str) -> str:
    return f"{{{_OAI}}}{name}"


_VERBS: dict[str, Callable[[Repository, Mapping[str, str], etree._Element], None]] = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "ListIdentifiers": _identifiers,
    "ListRecords": _records,
    "GetRecord": _record,
}
assert OAI_DC in FORMATS, "the protocol asks for Dublin Core"
