"""What the command line prints at the end of a run."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.harvest import Run
from warehouse.database import Warehouse
from warehouse.report.figures import DeliveryLine, Figures, SourceLine, read_figures


@dataclass(frozen=True, slots=True)
class Summary:
    """A run in a few figures. Counts of items are of those that stand, not of those that changed."""

    items: int
    items_by_unit: dict[str, int]
    """By official name, units without items included."""
    items_by_category: dict[str, int]
    """By official name, only categories that have items, in the order of the code list."""
    sources: int
    red_sources: list[SourceLine]
    held_sources: list[SourceLine]
    """More than 20 % of their items vanished at once: nothing was withdrawn, somebody must look."""
    created: int
    changed: int
    withdrawn: int
    returned: int
    deliveries: list[DeliveryLine]
    rejections: int
    """Items that a column has rejected and nothing newer has been sent of."""
    findings: int
    """Open ones that are errors or fatal."""
    fatal: int
    is_held_back: bool
    """A fatal finding that nobody has released keeps feeds and batches back."""

    @property
    def nothing_changed(self) -> bool:
        """Whether the run left the catalogue as it was."""
        return not (self.created or self.changed or self.withdrawn or self.returned)

    @property
    def needs_a_hand(self) -> bool:
        """Whether the command ends with exit code 1."""
        return bool(
            self.red_sources or self.held_sources or self.rejections or self.fatal or self.is_held_back
        )


def run_summary(warehouse: Warehouse, run: Run) -> Summary:
    """The summary of a run. Raises `LookupError` for a run the warehouse does not know."""
    return summarise(read_figures(warehouse, run))


def summarise(figures: Figures) -> Summary:
    """The few figures out of the many."""
    by_category = {
        name: sum(unit.items.get(code, 0) for unit in figures.units)
        for code, name in figures.categories.items()
    }
    return Summary(
        items=sum(unit.total for unit in figures.units),
        items_by_unit={unit.name: unit.total for unit in figures.units},
        items_by_category={name: items for name, items in by_category.items() if items},
        sources=len(figures.sources),
        red_sources=[s for s in figures.sources if s.is_red],
        held_sources=[s for s in figures.sources if s.is_held],
        **figures.change_counts,
        deliveries=figures.deliveries,
        rejections=figures.rejection_count,
        fatal=sum(count.fatal for count in figures.finding_counts),
        is_held_back=not figures.gate.is_open,
        findings=sum(count.fatal + count.error for count in figures.finding_counts),
    )
