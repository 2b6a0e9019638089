"""A request of OAI-PMH 2.0: arguments checked, dates read, and resumption tokens that carry all of a list request."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from connectors.serving.metadata import FORMATS
from schemas.codes import CATEGORIES
from schemas.records import Cursor, Selection

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
_NO_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


class OaiError(Exception):
    """A request that cannot be answered; `code` is one of the protocol's."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


@dataclass(frozen=True, slots=True)
class ListRequest:
    """A list request, its first or a later page."""

    prefix: str
    selection: Selection
    after: Cursor | None = None
    given: int = 0


def checked(arguments: list[tuple[str, str]]) -> tuple[str, dict[str, str]]:
    """Verb and arguments. Raises `OaiError`, as all that follows."""
    given = dict(arguments)
    if any(_NO_XML.search(word) for pair in arguments for word in pair):
        raise OaiError("badArgument", "an argument has a character that XML has not")
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


def asked(given: Mapping[str, str]) -> ListRequest:
    """The list that arguments or a token ask for."""
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
    return ListRequest(known_prefix(given["metadataPrefix"]), Selection(since, until, category))


def token_of(asked: ListRequest, after: Cursor, given: int) -> str:
    """All that the next page needs, so that nothing is kept between requests."""
    chosen = asked.selection
    fields = [asked.prefix, chosen.since, chosen.until, chosen.category, after[0], after[1], given]
    text = json.dumps([v.isoformat() if isinstance(v, datetime) else v for v in fields])
    return base64.urlsafe_b64encode(text.encode()).decode()


def _resumed(token: str) -> ListRequest:
    try:
        prefix, since, until, category, at, item_id, given = json.loads(base64.urlsafe_b64decode(token))
        selection = Selection(
            datetime.fromisoformat(since) if since else None,
            datetime.fromisoformat(until) if until else None,
            category,
        )
        after = (datetime.fromisoformat(at), str(item_id))
        return ListRequest(known_prefix(prefix), selection, after, int(given))
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
        return (
            at + (step - timedelta(microseconds=1)) if late else at
        )  # in this order: year 9999 has no next day
    raise OaiError("badArgument", "a date is YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ")


def known_prefix(prefix: str) -> str:
    """A metadata prefix that we have."""
    if prefix not in FORMATS:
        raise OaiError("cannotDisseminateFormat", f"no format {prefix[:40]!r}")
    return prefix
