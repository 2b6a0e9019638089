"""A file's grids to the records of its kind, through the gate of personal data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar

from connectors.datasets import annual_report, budget, debt, direct, subsidy
from connectors.datasets.model import Context, Reader
from connectors.privacy import SHORTEST, has_personal_data, mask
from connectors.tables import GridReading
from schemas.base import Model
from schemas.finance import DatasetReading, Kind, ReadingFinding

M = TypeVar("M", bound=Model)

READERS: Mapping[Kind, Reader] = {
    reader.kind: reader
    for reader in (budget.READER, debt.READER, direct.READER, subsidy.READER, annual_report.READER)
}
"""By kind. A reader for one more is added here."""

CATEGORY_KINDS: dict[str, tuple[Kind, ...]] = {
    category: tuple(kind for kind, reader in READERS.items() if category in reader.categories)
    for reader in READERS.values()
    for category in reader.categories
}
"""The kinds of dataset that items of a category may hold: the debt tables of a county stand in its budget."""


def read_dataset(kind: Kind, reading: GridReading, context: Context) -> DatasetReading:
    """The records, checks and findings of one file. What could not be read of it is a finding, not silence."""
    found = READERS[kind].read(reading, context)
    problems = tuple(
        ReadingFinding(
            check_id=f"table_{problem.kind}",
            severity="warning",
            message=problem.message,
            sheet_or_page=problem.place or None,
        )
        for problem in reading.problems
    )
    return DatasetReading(
        kind,
        tuple(map(_masked, found.records)),
        tuple(check if check.verdict == "pass" else _masked(check) for check in found.checks),
        tuple(map(_masked, (*problems, *found.findings))),
    )


def recognise(reading: GridReading, context: Context) -> Kind | None:
    """The kind a file is most likely of; None where no reader knows it."""
    sure = {kind: reader.recognise(reading, context) for kind, reader in READERS.items()}
    best = max(sure, key=lambda kind: sure[kind])
    return best if sure[best] > 0 else None


def _masked(record: M) -> M:
    """Nothing unmasked leaves the parser: the last gate, whatever a reader has let through."""
    values = {name: value for name, value in record.__dict__.items() if isinstance(value, str)}
    if not _is_personal(
        tuple(value for value in values.values() if len(value) >= SHORTEST or not value.isascii())
    ):
        return record
    return record.model_copy(update={name: mask(value).text for name, value in values.items()})


@lru_cache(maxsize=4096)
def _is_personal(texts: tuple[str, ...]) -> bool:
    """Whether the texts of a record hold personal data; the records of one row share theirs."""
    return has_personal_data("\n".join(texts))
