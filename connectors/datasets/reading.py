"""A file's grids to the records of its kind, through the gate of personal data."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from operator import attrgetter
from typing import TypeVar

from connectors.datasets import annual_report, budget, debt, direct, standard, subsidy
from connectors.datasets.model import Context, Reader
from connectors.privacy import has_personal_data, mask
from connectors.tables import GridReading
from schemas.base import Model
from schemas.finance import DatasetReading, Kind, ReadingFinding

M = TypeVar("M", bound=Model)
_LISTS = (tuple[str, ...], tuple[str, ...] | None)

READERS: Mapping[Kind, Reader] = {
    reader.kind: reader
    for reader in (
        *(budget.READER, debt.READER, direct.READER, subsidy.READER, annual_report.READER),
        standard.READER,
    )
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
    with _uncollected():
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
    records = found.records if _is_clean(found.records) else tuple(map(_masked, found.records))
    return DatasetReading(
        kind,
        records,
        tuple(check if check.verdict == "pass" else _masked(check) for check in found.checks),
        tuple(map(_masked, (*problems, *found.findings))),
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the cyclic garbage collector: it looks through all records again and again, and they hold no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def recognise(reading: GridReading, context: Context) -> tuple[Kind, ...]:
    """The kind a file is most likely of, and what else of its category is found in it; none where none knows it."""
    sure = {kind: reader.recognise(reading, context) for kind, reader in READERS.items()}
    best, *rest = sorted(filter(sure.__getitem__, sure), key=lambda kind: -sure[kind]) or (None,)
    if best is None:
        return ()
    beside = {kind for kinds in CATEGORY_KINDS.values() if best in kinds for kind in kinds}
    return (best, *(kind for kind in rest if kind in beside))


def _is_clean(records: Sequence[Model]) -> bool:
    """Whether none of them holds personal data: one look at all their texts, each once, as records share theirs."""
    return not has_personal_data("\0".join({text for record in records for text in _texts(record)}))


def _masked(record: M) -> M:
    """Nothing unmasked leaves the parser: the last gate, whatever a reader has let through."""
    if not has_personal_data("\n".join(_texts(record))):
        return record
    masked: dict[str, object] = {}
    for name, value in record.__dict__.items():
        if isinstance(value, str):
            masked[name] = mask(value).text
        elif isinstance(value, tuple):
            masked[name] = tuple(mask(text).text for text in value)
    return record.model_copy(update=masked)


def _texts(record: Model) -> tuple[str, ...]:
    """What of a record may hold personal data."""
    return _texts_of(type(record))(record)


@cache
def _texts_of(kind: type[Model]) -> Callable[[Model], tuple[str, ...]]:
    fields = kind.model_fields.items()
    names = [name for name, field in fields if field.annotation in (str, str | None)]
    lists = [name for name, field in fields if field.annotation in _LISTS]
    values = attrgetter(*names)
    if not lists:
        return lambda record: tuple(filter(None, values(record)))
    return lambda record: tuple(
        filter(None, (*values(record), *(text for name in lists for text in getattr(record, name) or ())))
    )
