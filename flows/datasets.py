"""Datasets (数据集): raw bytes from the archive, through the readers, into the finance tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from glob import escape
from pathlib import Path
from typing import cast
from urllib.parse import unquote

from connectors.datasets import READERS, Context, read_dataset
from connectors.tables import GridReading, Problem, read_grids, read_html_grids
from flows.county_run import CountyRun
from flows.payees import payee_key
from schemas.divisions import Places, known_divisions
from schemas.errors import WrongUsageError
from schemas.finance import Kind
from warehouse.datasets import (
    FileReading,
    ReaderEntry,
    WaitingFile,
    conclude_datasets,
    load_readings,
    page_body,
    waiting_files,
)
from warehouse.expiry import withdraw_expired

FILES_A_COMMIT = 32
"""Files whose rows commit together: a killed run reads at most so many again."""


class UnknownKindError(WrongUsageError):
    """A kind of dataset was named that has no reader."""


@dataclass(frozen=True, slots=True)
class DatasetCounts:
    """What a step did."""

    files: int
    """Files and page bodies that were read."""
    records: int
    findings: int
    """Open findings about datasets, older ones included."""
    expired: int
    """Publicity lists whose period is over, withdrawn in this step."""


def read_datasets(county: CountyRun, kinds: Sequence[str] = ()) -> DatasetCounts:
    """Read what no reader of its present version has read; the others stay as they are.

    Raises `UnknownKindError`.
    """
    chosen = chosen_kinds(kinds)
    readers = [ReaderEntry(kind, READERS[kind].version, READERS[kind].categories) for kind in chosen]
    versions = {reader.kind: reader.version for reader in readers}
    waiting = waiting_files(county.warehouse, readers, _told(county))
    common = _common(county)
    records = 0
    for start in range(0, len(waiting), FILES_A_COMMIT):
        batch = [_read(county, file, common) for file in waiting[start : start + FILES_A_COMMIT]]
        records += load_readings(county.warehouse, county.run, batch, versions)
    found = conclude_datasets(county.warehouse, county.run)
    return DatasetCounts(len(waiting), records, len(found), withdraw_expired(county.warehouse, county.run))


def chosen_kinds(kinds: Sequence[str]) -> list[Kind]:
    """The kinds named, or all. Raises `UnknownKindError`."""
    for kind in kinds:
        if kind not in READERS:
            raise UnknownKindError(f"no dataset {kind!r}; known: {', '.join(READERS)}")
    return [kind for kind in READERS if not kinds or kind in kinds]


def _told(county: CountyRun) -> str:
    """A digest of what the registry has readers do: payees masked otherwise, places known by other names."""
    registry = county.registry
    units = [(unit.name, unit.division, unit.aliases) for unit in registry.unit]
    return hashlib.sha256(repr((registry.publicity, units)).encode()).hexdigest()[:16]


def _common(county: CountyRun) -> Context:
    """What readers are told of the county, whatever the file."""
    registry = county.registry
    divisions = known_divisions(registry.county.division)
    return Context(
        unit_ids=_unit_ids(county),
        divisions={unit.name: unit.division for unit in registry.unit if unit.division is not None},
        places=Places.of(registry),
        population=next((d.population for d in divisions if d.kind == "county"), None),
        publicity=registry.publicity,
        payee_key=payee_key(county.home),
    )


def _read(county: CountyRun, file: WaitingFile, common: Context) -> FileReading:
    context = replace(
        common,
        title=file.title,
        file_name=file.file_name or "",
        category=file.category,
        unit_id=file.unit_id,
        unit_name=file.unit_name,
        published_on=file.published_on,
    )
    if file.attachment_id is None:
        grids = read_html_grids(page_body(county.warehouse, file.item_id))
    else:
        content = _content(county, file)
        if content is None:
            missing = "its bytes are not in the archive any more: harvest its source with --full"
            grids = GridReading((), (Problem("unreadable", "", missing),))
        else:
            grids = read_grids(content, file.file_name or "")
    readings = tuple(read_dataset(cast("Kind", kind), grids, context) for kind in file.kinds)
    note = "; ".join(problem.message for problem in grids.problems) or None
    return FileReading(file, readings, note)


def _content(county: CountyRun, file: WaitingFile) -> bytes | None:
    """The file as it was served, known by its sha256; None where the archive has let it go."""
    for content in _candidates(county, file):
        if hashlib.sha256(content).hexdigest() == file.sha256:
            return content
    return None


def _candidates(county: CountyRun, file: WaitingFile) -> Iterator[bytes]:
    url, digest = file.url or "", file.sha256 or ""
    if url.startswith("drop://"):
        name = Path(unquote(url)).name  # in the drop folder or one of its own
        for path in (county.home / "drop" / file.source_id).rglob(escape(name)):
            yield path.read_bytes()
        return
    for capture in (county.archive.find(file.source_id, url), county.archive.find_payload(digest)):
        if capture is not None and capture.digest == digest:
            try:
                yield county.archive.load(capture).exchange.body
            except LookupError:
                continue


def _unit_ids(county: CountyRun) -> dict[str, str]:
    """Every name and alias of a unit; a name that two units bear names neither."""
    found: dict[str, str | None] = {}
    for unit in county.registry.unit:
        for name in {unit.name, *unit.aliases}:
            found[name] = unit.id if name not in found else None
    return {name: unit_id for name, unit_id in found.items() if unit_id is not None}
