"""OAI-PMH 2.0: the six verbs over the records of an edition, withdrawals as persistent deletes.

http://www.openarchives.org/OAI/openarchivesprotocol.html
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast
from urllib.parse import urljoin

from lxml import etree

from connectors.serving.metadata import FORMATS, OAI_DC
from connectors.serving.model import RecordStore
from schemas.codes import CATEGORIES
from schemas.records import Cursor, Record, Selection
from schemas.registry import County

PAGE = 100
_OAI = "http://www.openarchives.org/OAI/2.0/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NAMES = cast("dict[str, str]", {None: _OAI, "xsi": _XSI})  # the stubs know of no default namespace
_SCHEMA = f"{_OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"

_SELECTIVE = {"from", "until", "set", "metadataPrefix", "resumptionToken"}
_ARGUMENTS: dict[str, tuple[set[str], set[str]]] = {
    "Identify": (set(), set()),
    "ListMetadataFormats": (set(), {"identifier"}),
    "ListSets": (set(), {"resumptionToken"}),
    "ListIdentifiers": (set(), _SELECTIVE),
    "ListRecords": (set(), _SELECTIVE),
    "GetRecord": ({"identifier", "metadataPrefix"}, set()),
}
"""Of each verb the arguments that must be there, and those that may."""


class OaiError(Exception):
    """A request that cannot be answered; `code` is one of the protocol's."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


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


@dataclass(frozen=True, slots=True)
class _List:
    """A list request, its first or a later page."""

    prefix: str
    selection: Selection
    after: Cursor | None = None
    given: int = 0


def answer(repository: Repository, arguments: list[tuple[str, str]]) -> bytes:
    """The response document to a request's arguments; errors are answers too."""
    root = etree.Element(_q("OAI-PMH"), nsmap=_NAMES)
    root.set(f"{{{_XSI}}}schemaLocation", _SCHEMA)
    _add(root, "responseDate", _stamp(repository.clock()))
    request = _add(root, "request", repository.base_url)
    try:
        verb, given = _checked(arguments)
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


def _checked(arguments: list[tuple[str, str]]) -> tuple[str, dict[str, str]]:
    given = dict(arguments)
    if len(given) != len(arguments):
        raise OaiError("badArgument", "an argument is given twice")
    verb = given.pop("verb", "")
    if verb not in _ARGUMENTS:
        raise OaiError("badVerb", f"no verb {verb[:40]!r}")
    needed, allowed = _ARGUMENTS[verb]
    if missing := needed - given.keys():
        raise OaiError("badArgument", f"{verb} needs {', '.join(sorted(missing))}")
    if unknown := given.keys() - needed - allowed:
        raise OaiError("badArgument", f"{verb} does not take {', '.join(sorted(unknown))[:80]}")
    if "resumptionToken" in given and len(given) > 1:
        raise OaiError("badArgument", "resumptionToken is exclusive")
    return verb, given


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
    prefix = _known_prefix(given["metadataPrefix"])
    _put_record(_add(root, "GetRecord"), repository, _found(repository, given["identifier"]), prefix)


def _records(repository: Repository, given: Mapping[str, str], root: etree._Element) -> None:
    asked = _asked(given)
    told = _add(root, "ListRecords")
    for record in _page(repository, asked, told, bodies=True):
        _put_record(told, repository, record, asked.prefix)
    _end(told)


def _identifiers(repository: Repository, given: Mapping[str, str], root: etree._Element) -> None:
    asked = _asked(given)
    told = _add(root, "ListIdentifiers")
    for record in _page(repository, asked, told, bodies=False):
        _put_header(told, repository, record)
    _end(told)


def _page(repository: Repository, asked: _List, told: etree._Element, *, bodies: bool) -> list[Record]:
    """The records of a page; where more follow, or it is the last of several, a resumption token goes along."""
    rows = list(repository.store.page(asked.selection, asked.after, PAGE + 1, bodies=bodies))
    page = rows[:PAGE]
    if not page and asked.after is None:
        raise OaiError("noRecordsMatch", "no record was changed then, in that set")
    if len(rows) > PAGE or asked.after is not None:
        token = _add(told, "resumptionToken")
        token.set("completeListSize", str(repository.store.count(asked.selection)))
        token.set("cursor", str(asked.given))
        if len(rows) > PAGE:
            last = page[-1]
            token.text = _token(asked, (last.changed_at, last.item_id), asked.given + len(page))
    return page


def _end(told: etree._Element) -> None:
    """The token belongs behind the records."""
    for token in told.findall(_q("resumptionToken")):
        told.append(token)


def _asked(given: Mapping[str, str]) -> _List:
    if "resumptionToken" in given:
        return _resumed(given["resumptionToken"])
    if "metadataPrefix" not in given:
        raise OaiError("badArgument", "metadataPrefix is needed")
    since, until = _moment(given.get("from"), late=False), _moment(given.get("until"), late=True)
    if given.get("from") and given.get("until") and len(given["from"]) != len(given["until"]):
        raise OaiError("badArgument", "from and until are of different granularity")
    if since and until and since > until:
        raise OaiError("badArgument", "from is later than until")
    category = given.get("set")
    if category is not None and category not in CATEGORIES:
        raise OaiError("noRecordsMatch", f"no set {category[:40]!r}")
    return _List(_known_prefix(given["metadataPrefix"]), Selection(since, until, category))


def _token(asked: _List, after: Cursor, given: int) -> str:
    """All that the next page needs, so that nothing is kept between requests."""
    chosen = asked.selection
    fields = [asked.prefix, chosen.since, chosen.until, chosen.category, after[0], after[1], given]
    text = json.dumps([v.isoformat() if isinstance(v, datetime) else v for v in fields])
    return base64.urlsafe_b64encode(text.encode()).decode()


def _resumed(token: str) -> _List:
    try:
        prefix, since, until, category, at, item_id, given = json.loads(base64.urlsafe_b64decode(token))
        selection = Selection(
            datetime.fromisoformat(since) if since else None,
            datetime.fromisoformat(until) if until else None,
            category,
        )
        after = (datetime.fromisoformat(at), str(item_id))
        return _List(_known_prefix(prefix), selection, after, int(given))
    except (ValueError, TypeError, KeyError, OaiError):
        raise OaiError("badResumptionToken", "not a token of ours") from None


def _moment(text: str | None, *, late: bool) -> datetime | None:
    """A day or an instant in UTC; the last moment of it for `until`."""
    if text is None:
        return None
    for form, step in (("%Y-%m-%d", timedelta(days=1)), ("%Y-%m-%dT%H:%M:%SZ", timedelta(seconds=1))):
        try:
            at = datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
        return at + step - timedelta(microseconds=1) if late else at
    raise OaiError("badArgument", "a date is YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ")


def _known_prefix(prefix: str) -> str:
    if prefix not in FORMATS:
        raise OaiError("cannotDisseminateFormat", f"no format {prefix[:40]!r}")
    return prefix


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
