"""The books of one source run: every listed address gets exactly one outcome."""

from __future__ import annotations

from collections import Counter

from connectors.harvest.job import HarvestJob, Sink
from connectors.harvest.listing import Listed
from schemas.harvest import Harvested, Outcome, Reject, Sighting


class Tally:
    """Hands sightings to the sink and counts them."""

    def __init__(self, job: HarvestJob, sink: Sink) -> None:
        self._job = job
        self._sink = sink
        self.outcomes: dict[str, Outcome] = {}

    def count(self, outcome: Outcome) -> int:
        """How many addresses have this outcome."""
        return Counter(self.outcomes.values())[outcome]

    def sight(
        self, listed: Listed, outcome: Outcome, reason: str | None = None, *, is_whole: bool = True
    ) -> None:
        """Record the outcome of an address, which is read again by the next run unless it `is_whole`.

        Raises `ValueError` for a second one: the sum would not hold.
        """
        if listed.key in self.outcomes:
            raise ValueError(f"page {listed.key} has an outcome already")
        self.outcomes[listed.key] = outcome
        address = listed.address
        self._sink(
            Sighting(
                page_key=listed.key,
                address=address,
                native_id=listed.row.native_id if address else None,
                columns=listed.columns,
                row_hash=listed.row_hash if is_whole else "",
                outcome=outcome,
                reason=reason,
            )
        )

    def accept(self, listed: Listed, item: Harvested, *, is_whole: bool = True) -> None:
        """A page that is an item: accepted, or unchanged where it reads as it did. The item is handed over
        either way, so that the merge can note when the page was read."""
        known = self._job.known.get(listed.key)
        same = known is not None and not known.withdrawn and known.content_hash == item.content_hash
        self._sink(item)
        self.sight(listed, "unchanged" if same else "accepted", is_whole=is_whole)

    def reject(self, listed: Listed, rule: str, reason: str) -> None:
        """An address that is no item as a whole, with the reject that says why."""
        address = listed.address
        self._sink(
            Reject(
                page_key=listed.key,
                address=address,
                field="page",
                value=None,
                rule=rule,
                message=f"{address or 'page ' + listed.key}: {reason}",
            )
        )
        self.sight(listed, "rejected", reason)
