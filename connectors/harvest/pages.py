"""The pages chosen for reading, one after the other, and what to do when the site stops answering."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from connectors.fetch.model import Blocked, Disallowed, Fetch, FetchError, Gone, Unreachable, Unusable
from connectors.fetch.replay import NotArchived
from connectors.fields import NotAPageError
from connectors.fields.units import UnitNames
from connectors.harvest.choice import Choice
from connectors.harvest.detail import Outcome, read_detail
from connectors.harvest.fault import Fault, cause_of
from connectors.harvest.job import HarvestJob, Sink
from connectors.harvest.listing import Listed
from connectors.harvest.tally import Tally
from connectors.privacy import mask
from schemas.harvest import Cause, Finding, Probe

_PATIENCE = 5
"""Pages in a row without an answer after which the site is left alone."""


class PageLoop:
    """Reads detail pages; a page that fails is counted and named, the next one is read all the same."""

    def __init__(self, job: HarvestJob, fetch: Fetch, sink: Sink, tally: Tally, units: UnitNames) -> None:
        self._job = job
        self._fetch = fetch
        self._sink = sink
        self._tally = tally
        self._units = units
        self._silent = 0
        self.fetched = 0
        self.fault: Fault | None = None
        """Why the source is red, if a page or the silence of the site makes it so."""

    def read(self, choices: Sequence[Choice], step: Callable[[int, int], None]) -> None:
        """Read the chosen pages in order. Once the site is silent the rest counts as rejected, not read; a
        page that was only to be sampled keeps what is known of it."""
        for number, choice in enumerate(choices, 1):
            if self._silent < _PATIENCE:
                self._read(choice)
            elif choice.why != "sample":
                self._tally.reject(choice.listed, "not_read", "not read, since the site stopped answering")
            step(number, len(choices))

    def _read(self, choice: Choice) -> None:
        listed = choice.listed
        try:
            outcome = read_detail(listed, self._job, self._fetch, self._units, revalidate=choice.revalidate)
        except FetchError as error:
            self._failed(listed, error)
        except NotAPageError as error:
            self._silent = 0
            self._spoiled(listed, "not_a_page", str(error), "unusable")
        except (
            Exception
        ) as error:  # our reading tripped: recorded with its kind, since its words may be anything
            self._spoiled(
                listed, "reader_error", f"the page could not be read ({type(error).__name__})", "fault"
            )
        else:
            self._silent = 0
            self.fetched += 1
            self._settle(choice, outcome)

    def _settle(self, choice: Choice, outcome: Outcome) -> None:
        listed = choice.listed
        for finding in outcome.findings:
            self._sink(finding)
        for lost in outcome.checks:
            self._sink(lost)
        for reject in outcome.rejects:
            self._sink(reject)
        if listed.address is None:
            self._sink(self._address_finding(listed))
        if outcome.harvested is None:
            self._tally.sight(listed, "rejected", outcome.rejects[0].message)
            return
        if outcome.interrupted and choice.why in ("sample", "full"):
            # Nothing said that the page changed; a file that is away for a moment must not look like an edit.
            self._tally.sight(listed, "unchanged", "not all of its files could be loaded")
            return
        self._tally.accept(listed, outcome.harvested, is_whole=not outcome.interrupted)

    def _failed(self, listed: Listed, error: FetchError) -> None:
        reason = mask(error.reason).text
        if isinstance(error, Disallowed | NotArchived):
            self._tally.sight(listed, "skipped", reason)
            return
        if isinstance(error, Unreachable | Blocked):
            self._silent += 1
            if self._silent == _PATIENCE:
                words = f"{_PATIENCE} detail pages in a row gave no page, the last one: {reason}"
                self.fault = Fault(cause_of(error), words)
        if isinstance(error, Blocked | Unusable):
            self._blame(cause_of(error), reason)
        if isinstance(error, Gone) and listed.key in self._job.known:
            self._sink(Probe(page_key=listed.key, state="gone", detail=reason))
        self._tally.reject(listed, type(error).__name__.lower(), reason)

    def _spoiled(self, listed: Listed, rule: str, reason: str, cause: Cause) -> None:
        self._blame(cause, reason)
        self._tally.reject(listed, rule, reason)

    def _blame(self, cause: Cause, reason: str) -> None:
        self.fault = self.fault or Fault(cause, f"a detail page is not what it should be: {reason}")

    def _address_finding(self, listed: Listed) -> Finding:
        return Finding(
            check_id="personal_data_in_address",
            severity="warning",
            message="网页地址中含有个人信息，本系统不予显示。",
            source_id=self._job.source.id,
            unit_id=self._job.source.unit,
            page_key=listed.key,
        )
