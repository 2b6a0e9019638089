"""The recorded side of the seam: the same answers again, without the network."""

from __future__ import annotations

from datetime import datetime

from connectors.fetch import model
from connectors.fetch.archive import Archive
from connectors.fetch.follow import HopError, follow
from connectors.fetch.hosts import declared_hosts
from connectors.fetch.index import Capture
from connectors.fetch.model import FetchError, Request, Response, Unusable
from connectors.fetch.verdict import objection
from connectors.fetch.wire import Exchange
from schemas.base import now
from schemas.registry import Source


class NotArchived(Unusable):
    """The archive holds no answer to this request."""


class ReplayFetch:
    """Answers from the latest capture of each address at or before a run; of all runs for None.

    A failure that was recorded is raised again. What was not modified is given in full, `not_modified` False,
    so that everything is read anew. `requests` stays 0.
    """

    requests = 0

    def __init__(self, archive: Archive, source: Source, run_id: str | None = None) -> None:
        self._archive = archive
        self._source = source
        self._run_id = run_id
        self._declared = declared_hosts(source)

    def __call__(self, request: Request) -> Response:
        """See `Fetch`. Raises `NotArchived` for what was never captured."""
        answer = _Answer(self._archive, self._source.id, self._run_id)
        try:
            exchange = follow(request, answer.ask, hosts=self._declared)
        except HopError as refused:
            raise refused.error from None
        if error := objection(exchange, request):
            raise error
        return Response(exchange.url, exchange.status, exchange.header_map(), exchange.body, answer.at)


class _Answer:
    """One request on its way through recorded redirects."""

    def __init__(self, archive: Archive, source_id: str, run_id: str | None) -> None:
        self._archive = archive
        self._source_id = source_id
        self._run_id = run_id
        self.at = now()

    def ask(self, hop: Request) -> Exchange:
        capture = self._archive.find(self._source_id, hop.url, hop.form, self._run_id)
        if capture is None:
            raise NotArchived("not in the archive")
        if capture.failure is not None:
            raise _failure(capture)
        try:
            stored = self._archive.load(capture)
        except LookupError as error:
            raise NotArchived(str(error)) from error
        self.at = datetime.fromisoformat(capture.at)
        exchange = stored.exchange
        if capture.status == 304:
            return Exchange(exchange.url, 200, "OK", exchange.headers, exchange.body)
        return exchange


def _failure(capture: Capture) -> FetchError:
    kind = getattr(model, capture.failure or "", Unusable)
    if not (isinstance(kind, type) and issubclass(kind, FetchError)):
        kind = Unusable
    return kind(capture.reason or "failed")
