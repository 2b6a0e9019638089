"""The merge (归并): one stage into the warehouse, in one transaction, each rule a file of `sql/merge/`.

A posting is known again by its address, then by native id, index number with title, or document number with
publisher and body. An alias only counts where no page of the item it names stands in this source any longer:
two pages listed side by side are two postings, whatever they share. Aliases hold within a source; another
source that shows the same document makes a posting of its own, joined to it by `document_id`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from schemas.base import Model
from schemas.harvest import Finding, Run, SourceReport
from schemas.registry import Registry, Source
from warehouse.database import Warehouse
from warehouse.enrolment import enrol_targets
from warehouse.findings import record_findings
from warehouse.queries import sql
from warehouse.stage import read_report
from warehouse.variables import set_variables

ALIAS_KINDS = ("native_id", "index_number", "document")
MASS_VANISH_SHARE = 0.2
"""More of a source's standing items than this vanishing at once is taken for a fault of the site."""


class MergeCounts(Model):
    """What a merge did, in items."""

    new: int = 0
    changed: int = 0
    withdrawn: int = 0
    returned: int = 0
    unchanged: int = 0
    missing: int = 0
    """Not seen by a complete run, not withdrawn yet."""
    held: bool = False
    """Too many vanished at once; none of them counts as missing."""
    refused: str | None = None
    """Why nothing of the stage was taken."""
    repeated: bool = False
    """The stage had been merged before; nothing was done now."""

    @property
    def changes(self) -> int:
        """Rows written to the change log."""
        return 0 if self.repeated else self.new + self.changed + self.withdrawn + self.returned


def merge_source(
    warehouse: Warehouse, stage: Path, *, run: Run, source: Source, registry: Registry
) -> MergeCounts:
    """Merge the stage of one source: all of it or nothing. A stage that was merged before is left alone.

    A stage that does not add up is refused as a whole: the source run is broken and a finding says why.
    """
    with _any_order(warehouse), warehouse.transaction() as connection:
        former = _merged_before(connection, run, source)
        if former is not None:
            return former
        enrol_targets(connection, registry.target, run.started_at)
        report = read_report(stage)
        _set_variables(connection, stage, run, source, registry, report)
        connection.execute(sql("merge/01_load"))
        complaints = connection.execute(sql("merge/02_accounting")).fetchall()
        if complaints:
            counts = _refuse(connection, run, source, "; ".join(f"{text} ({n})" for text, n in complaints))
        else:
            counts = _quiet(connection, run) or _merge(connection, run, source)
        _record(connection, counts)
        return counts


def _merged_before(connection: duckdb.DuckDBPyConnection, run: Run, source: Source) -> MergeCounts | None:
    row = connection.execute(
        "SELECT counts FROM operations.stage WHERE run_id = ? AND source_id = ?", [run.run_id, source.id]
    ).fetchone()
    return MergeCounts.model_validate_json(row[0]).model_copy(update={"repeated": True}) if row else None


def _set_variables(
    connection: duckdb.DuckDBPyConnection,
    stage: Path,
    run: Run,
    source: Source,
    registry: Registry,
    report: SourceReport,
) -> None:
    set_variables(
        connection,
        stage=str(stage),
        run_id=run.run_id,
        run_at=run.started_at,
        is_replay=run.kind == "replay",
        county=registry.county.division,
        source_id=source.id,
        hosts=[host.lower() for host in (source.host, *source.hosts)],
        unit_id=source.unit,
        unit_name=registry.unit_named(source.unit).name,
        error=report.error,
        **report.model_dump(exclude={"source_id", "error"}),
    )


def _quiet(connection: duckdb.DuckDBPyConnection, run: Run) -> MergeCounts | None:
    """The short way for a source that is as it was, which in an hourly run most are; None where it is not."""
    ((items,),) = connection.execute(sql("merge/quiet_items")).fetchall()
    if items is None:
        return None
    for step in ("08_pages_seen", "quiet_files", "17_rejects", "18_findings"):
        connection.execute(sql(f"merge/{step}"))
    connection.execute(sql("findings/record"))
    _platform(connection, run)
    return MergeCounts(unchanged=items)


def _merge(connection: duckdb.DuckDBPyConnection, run: Run, source: Source) -> MergeCounts:
    connection.execute(sql("merge/03_resolve_address"))
    for kind in ALIAS_KINDS:
        set_variables(connection, alias_kind=kind)
        connection.execute(sql("merge/04_resolve_alias"))
    for step in (
        "05_resolve_new",
        "06_changes",
        "07_versions",
        "08_pages_seen",
        "08_pages_new",
        "09_moved",
        "10_vanished",
    ):
        connection.execute(sql(f"merge/{step}"))
    held = _hold_mass_vanish(connection)
    for step in ("12_missing", "13_withdrawal", "13_withdrawn", "14_change_log"):
        connection.execute(sql(f"merge/{step}"))
    connection.execute(sql("exchange/deliver"))
    for step in ("15_attachments", "16_aliases", "17_rejects", "18_findings"):
        connection.execute(sql(f"merge/{step}"))
    connection.execute(sql("findings/record"))
    _platform(connection, run)
    if held:
        finding = Finding(
            check_id="mass_vanish", severity="error", message=held, source_id=source.id, unit_id=source.unit
        )
        record_findings(connection, [finding], origin="merge", run_id=run.run_id, at=run.started_at)
    return _counts(connection).model_copy(update={"held": held is not None})


def _platform(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """What the site itself was like; the archive cannot tell that of today."""
    for step in ("18_columns_read", "18_links", "18_site_check") if run.kind == "run" else ():
        connection.execute(sql(f"merge/{step}"))


@contextmanager
def _any_order(warehouse: Warehouse) -> Iterator[None]:
    """Let rows be written as the threads come to them: to keep an order nobody asks for cost a third of a merge.

    For merges only: many small inserts in one transaction would fill the memory.
    """
    with warehouse.writing:
        warehouse.connection.execute("SET preserve_insertion_order = false")
        try:
            yield
        finally:
            warehouse.connection.execute("SET preserve_insertion_order = true")


def _hold_mass_vanish(connection: duckdb.DuckDBPyConnection) -> str | None:
    """Where too many vanished at once, forget it and say so: nothing of it counts, a 404 neither."""
    vanished, live = connection.execute(sql("merge/11_vanished_share")).fetchall()[0]
    if vanished <= MASS_VANISH_SHARE * live:
        return None
    connection.execute("DELETE FROM vanished")
    return f"{live} 条信息中有 {vanished} 条一次从列表中消失，未作撤下处理。"


def _counts(connection: duckdb.DuckDBPyConnection) -> MergeCounts:
    names = ("new", "changed", "returned", "withdrawn", "missing", "unchanged")
    row = connection.execute(sql("merge/19_counts")).fetchall()[0]
    return MergeCounts(**dict(zip(names, row, strict=True)))


def _refuse(connection: duckdb.DuckDBPyConnection, run: Run, source: Source, why: str) -> MergeCounts:
    finding = Finding(
        check_id="accounting",
        severity="error",
        message=f"本次采集的条数不平衡，未入库：{why}",
        source_id=source.id,
        unit_id=source.unit,
    )
    record_findings(connection, [finding], origin="merge", run_id=run.run_id, at=run.started_at)
    nothing = dict.fromkeys(("listed", "fetched", "unchanged", "accepted", "rejected", "skipped"), 0)
    set_variables(connection, completeness="broken", cause="fault", error=why, **nothing)
    return MergeCounts(refused=why)


def _record(connection: duckdb.DuckDBPyConnection, counts: MergeCounts) -> None:
    set_variables(
        connection,
        new=counts.new,
        changed=counts.changed,
        withdrawn=counts.withdrawn,
        returned=counts.returned,
        missing=counts.missing,
        held=counts.held,
        state="refused" if counts.refused else "merged",
        counts=counts.model_dump_json(),
    )
    connection.execute(sql("merge/20_record"))
    connection.execute(sql("merge/21_forget"))
