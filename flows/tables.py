"""One file as datasets, without keeping anything: `gongkai tables`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from connectors.datasets import Context, read_dataset, recognise
from connectors.privacy import mask
from connectors.tables import GridReading, read_grids
from flows.preview import PreviewError
from schemas.finance import FINANCE_TABLES, Kind

DEFAULT: Kind = "budget"
"""Tried where no reader recognises the file, so that its problems are told."""


def tables(path: Path, kind: Kind | None) -> dict[str, Any]:
    """A file as `{records, checks, findings}`; all kinds that recognise it, or the one named.

    Raises `PreviewError` where the file cannot be opened.
    """
    reading, context = _grids(path), Context(file_name=path.name)
    kinds = (kind,) if kind else recognise(reading, context) or (DEFAULT,)
    datasets = [read_dataset(chosen, reading, context) for chosen in kinds]
    records = [
        {"kind": FINANCE_TABLES[type(r)].partition(".")[2], "item_id": None, "attachment_id": None}
        | r.model_dump(mode="json")
        for dataset in datasets
        for r in dataset.records
    ]
    checks = [check.model_dump(mode="json") for dataset in datasets for check in dataset.checks]
    found = dict.fromkeys(finding for dataset in datasets for finding in dataset.findings)
    findings = [finding.model_dump(mode="json", exclude_none=True) for finding in found]
    return {"dataset": kinds[0], "records": records, "checks": checks, "findings": findings}


def grids(path: Path) -> list[dict[str, Any]]:
    """The grids of a file, masked: what a reader of datasets is given."""
    return [
        {
            "sheet_or_page": grid.place,
            "above": [mask(line).text for line in grid.above],
            "below": [mask(line).text for line in grid.below],
            "rows": [[mask(cell).text for cell in row] for row in grid.rows],
            "spans": [[s.row, s.column, s.rows, s.columns] for s in grid.spans],
        }
        for grid in _grids(path).grids
    ]


def _grids(path: Path) -> GridReading:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PreviewError(f"{path}: {error.strerror}") from error
    return read_grids(content, path.name)
