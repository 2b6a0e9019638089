"""The finance tables (财政数据集): what waits to be read, and the rows of a file replaced as one.

A file is read once by each version of its reader. Its rows, check results and findings, and the record that it was
read, commit together; a file that stands no more takes its rows along.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import duckdb
import pyarrow as pa

from schemas.finance import FINANCE_TABLES, TABLE_KINDS, CheckResult, DatasetReading, ReadingFinding
from schemas.finance_arrow import Row, to_table
from schemas.harvest import Finding, Run
from warehouse.database import Warehouse
from warehouse.findings import close_absent, record_findings
from warehouse.queries import names, sql
from warehouse.variables import set_variables

_BY_KIND = ("finance.check_result", "finance.reading_finding", "finance.reading")
_KEYED = (*FINANCE_TABLES.values(), *_BY_KIND)
_DELETE = """
DELETE FROM {table} AS t USING {rows} AS o
WHERE t.item_id = o.item_id AND t.attachment_id IS NOT DISTINCT FROM o.attachment_id AND o.kind = {kind}
"""


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file, or the body of a page, that a reader has not seen in its present form."""

    item_id: str
    attachment_id: str | None
    """None: the tables in the page's body."""
    kinds: tuple[str, ...]
    source_id: str
    url: str | None
    file_name: str | None
    sha256: str | None
    digest: str
    """Of the file and of what the reader is told of it."""
    title: str
    category: str
    unit_id: str
    unit_name: str
    published_on: date | None


@dataclass(frozen=True, slots=True)
class FileReading:
    """What the readers made of one file. Without readings `note` says why."""

    file: WaitingFile
    readings: tuple[DatasetReading, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ReaderEntry:
    """A reader as the warehouse knows it."""

    kind: str
    version: int
    categories: tuple[str, ...]


def waiting_files(warehouse: Warehouse, readers: Sequence[ReaderEntry], told: str = "") -> list[WaitingFile]:
    """What these readers have to read; rows of what stands no more are removed on the way.

    `told` is a digest of what readers are told of the county: where it changes, every file waits again.
    """
    with warehouse.transaction() as connection:
        set_variables(connection, told=told)
        _tell_readers(connection, readers)
        connection.execute(sql("datasets/standing"))
        connection.execute(sql("datasets/outdated"))
        for table in _KEYED:
            _delete(connection, table, "outdated")
        rows = connection.execute(sql("datasets/waiting")).fetchall()
    return [WaitingFile(row[0], row[1], tuple(row[2]), *row[3:]) for row in rows]


def page_body(warehouse: Warehouse, item_id: str) -> str:
    """The body of an item as sanitised HTML."""
    row = warehouse.connection.execute(
        "SELECT body_html FROM catalogue.item_version WHERE item_id = ? AND valid_to IS NULL", [item_id]
    ).fetchone()
    return str(row[0]) if row and row[0] else ""


def load_readings(
    warehouse: Warehouse, run: Run, readings: Sequence[FileReading], versions: Mapping[str, int]
) -> int:
    """Replace the rows of these files, all of them or none; gives the number of finance rows written."""
    with warehouse.transaction() as connection:
        connection.register("read_now", _reading_rows(run, readings, versions))
        for table in _KEYED:
            _delete(connection, table, "(SELECT DISTINCT item_id, attachment_id, kind FROM read_now)")
        connection.execute("INSERT INTO finance.reading BY NAME FROM read_now")
        for model, table in FINANCE_TABLES.items():
            _insert(connection, table, model, readings)
        _insert(connection, "finance.check_result", CheckResult, readings)
        _insert(connection, "finance.reading_finding", ReadingFinding, readings)
        connection.unregister("read_now")
    return sum(len(r.records) for reading in readings for r in reading.readings)


def conclude_datasets(warehouse: Warehouse, run: Run) -> list[Finding]:
    """Hold files against each other (units against their department, year against year), and bring the list of
    findings in line with what the tables hold."""
    with warehouse.transaction() as connection:
        for step in names("datasets/county"):
            connection.execute(sql(f"datasets/county/{step}"))
        cursor = connection.execute(sql("datasets/met"))
        columns = [c[0] for c in cursor.description or ()]
        found = [Finding.model_validate(dict(zip(columns, row, strict=True))) for row in cursor.fetchall()]
        close_absent(connection, found, origin="datasets", at=run.started_at)
        record_findings(connection, found, origin="datasets", run_id=run.run_id, at=run.started_at)
    return found


def _delete(connection: duckdb.DuckDBPyConnection, table: str, files: str) -> None:
    """What these files' readers have put into a table; rows that another reader took from a file stay."""
    kind = "t.kind" if table in _BY_KIND else f"'{TABLE_KINDS[table]}'"
    connection.execute(_DELETE.format(table=table, rows=files, kind=kind))


def _tell_readers(connection: duckdb.DuckDBPyConnection, readers: Sequence[ReaderEntry]) -> None:
    rows = [
        {"kind": r.kind, "version": r.version, "category": category}
        for r in readers
        for category in r.categories
    ]
    schema = pa.schema({"kind": pa.string(), "version": pa.int32(), "category": pa.string()})
    connection.register("reader_now", pa.Table.from_pylist(rows, schema=schema))
    connection.execute("CREATE OR REPLACE TEMP TABLE reader AS FROM reader_now")
    connection.unregister("reader_now")


def _reading_rows(run: Run, readings: Sequence[FileReading], versions: Mapping[str, int]) -> pa.Table:
    rows = [
        {
            "item_id": reading.file.item_id,
            "attachment_id": reading.file.attachment_id,
            "kind": kind,
            "reader_version": versions[kind],
            "digest": reading.file.digest,
            "record_count": sum(len(r.records) for r in reading.readings if r.kind == kind),
            "note": reading.note,
            "run_id": run.run_id,
        }
        for reading in readings
        for kind in reading.file.kinds
    ]
    types: dict[str, Any] = dict.fromkeys(rows[0] if rows else (), pa.string())
    types |= {"reader_version": pa.int32(), "record_count": pa.int32()}
    return pa.Table.from_pylist(rows, schema=pa.schema(types))


def _insert(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    model: type[Row],
    readings: Sequence[FileReading],
) -> None:
    by_kind = groupby(_rows(model, readings), key=lambda row: row[0])
    for kind, group in by_kind:
        rows = [row[1:] for row in group]
        arrow = to_table(model, rows)
        if model in (CheckResult, ReadingFinding):
            arrow = arrow.append_column("kind", pa.array([kind] * len(rows), pa.string()))
        connection.register("fresh", arrow)
        connection.execute(f"INSERT INTO {table} BY NAME FROM fresh")
        connection.unregister("fresh")


def _rows(model: type[Row], readings: Sequence[FileReading]) -> Iterator[tuple[str, str, str | None, Row]]:
    for reading in readings:
        file = reading.file
        for dataset in reading.readings:
            for row in (*dataset.records, *dataset.checks, *dataset.findings):
                if type(row) is model:
                    yield dataset.kind, file.item_id, file.attachment_id, row
