"""Reconciliation (核对): what a column shows against what it accepted; differences are kept, told, and mended."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

import duckdb
import pyarrow as pa
from pydantic import Field

from schemas.base import Model
from schemas.exchange import ShownItem, item_digest
from schemas.harvest import Finding, Run, Severity
from schemas.registry import Target
from warehouse.database import Warehouse
from warehouse.findings import close_findings, record_findings
from warehouse.item_json import item_columns, items
from warehouse.queries import sql
from warehouse.variables import set_variables

Verdict = Literal["missing", "stale", "altered", "extra", "still_shown"]

DIGESTED = 1000
"""Items held at once to make their digests: bodies are long."""
TOLD = 100
"""Differences of one kind and column that become findings of their own; one more counts the rest."""

_MEND = "请执行 gongkai reconcile {target} --redeliver 重新报送；再次核对仍不一致的，请联系接收方。"
_ASK = "请联系接收方核实来源；确非本县公开的信息，由其撤下。"
_WORDS: dict[Verdict, tuple[Severity, str, str]] = {
    "missing": ("error", "已接收本条信息而未展示", _MEND),
    "stale": ("error", "展示的是本条信息的旧版本", _MEND),
    "altered": ("error", "展示的内容与其接收的不一致", _MEND),
    "extra": ("warning", "展示了不是由本县报送、或其已退回的信息", _ASK),
    "still_shown": ("error", "应撤下而仍在展示本条信息", _MEND),
}
_CHECKS = {verdict: f"column_{verdict}" for verdict in _WORDS}


class Reconciled(Model):
    """One comparison of one column (核对结果). Counts are of items."""

    target_id: str
    name: str
    shown: int = 0
    present: int = 0
    in_transit: int = 0
    differences: dict[Verdict, tuple[str, ...]] = Field(default_factory=dict)
    """Item ids by verdict."""
    redelivered: int = 0
    error: str | None = None
    """Why the column could not be read; then nothing was compared."""

    @property
    def agrees(self) -> bool:
        return self.error is None and not self.differences

    @property
    def in_words(self) -> str:
        """One line for an operator."""
        if self.error:
            return f"{self.target_id}: could not be read, nothing is concluded: {self.error}"
        parts = [f"shows {self.shown}", f"{self.present} as accepted"]
        parts += [f"{self.in_transit} in transit"] if self.in_transit else []
        parts += [f"{len(ids)} {verdict.replace('_', ' ')}" for verdict, ids in self.differences.items()]
        return f"{self.target_id}: {', '.join(parts)}"


def reconcile_target(
    warehouse: Warehouse,
    target: Target,
    shown: Sequence[ShownItem],
    *,
    run: Run,
    at: datetime,
    redeliver: bool = False,
) -> Reconciled:
    """Compare, keep what was found, and with `redeliver` queue once more what was accepted; one transaction.

    What waits for a receipt counts as in transit.
    """
    with warehouse.transaction() as connection:
        set_variables(connection, target_id=target.id, run_at=at)
        _load(connection, shown)
        connection.execute(sql("reconcile/compared"))
        altered = list(_altered(connection, target))
        connection.execute(
            "UPDATE compared SET verdict = 'altered' WHERE list_contains(?::VARCHAR[], item_id)", [altered]
        )
        connection.execute(sql("reconcile/record"))
        queued = 0
        if redeliver:
            ((queued,),) = connection.execute(sql("reconcile/redeliver")).fetchall()
        _tell(connection, run, at)
        return _result(connection, target, len(shown), queued)


def _load(connection: duckdb.DuckDBPyConnection, shown: Sequence[ShownItem]) -> None:
    text = pa.string()
    kinds = {"item_id": text, "version": pa.int32(), "content_hash": text, "digest": text}
    table = pa.table({n: pa.array([getattr(item, n) for item in shown], kind) for n, kind in kinds.items()})
    connection.register("arrived", table)
    connection.execute("CREATE OR REPLACE TEMP TABLE shown_item AS FROM arrived")
    connection.unregister("arrived")


def _altered(connection: duckdb.DuckDBPyConnection, target: Target) -> Iterator[str]:
    """Same version, same hash, and yet other words: only the digest of what is shown tells."""
    text, after = sql("reconcile/to_digest").replace("{item}", item_columns(target)), ""
    while len(found := connection.execute(text, [after, DIGESTED]).to_arrow_table()):
        rows = zip(
            found["item_id"].to_pylist(), found["digest"].to_pylist(), items(found, target), strict=True
        )
        for after, digest, item in rows:
            if item_digest(json.loads(item)) != digest:
                yield after


def _tell(connection: duckdb.DuckDBPyConnection, run: Run, at: datetime) -> None:
    """Every difference that stands, of all columns, as findings; those that stand no more are closed."""
    told: dict[tuple[str, Verdict], int] = {}
    findings: list[Finding] = []
    for row in _records(connection.execute(sql("reconcile/differences"))):
        kind = (row["target_id"], row["verdict"])
        told[kind] = told.get(kind, 0) + 1
        if told[kind] <= TOLD:
            findings.append(_finding(row))
    for (target_id, verdict), number in told.items():
        if number > TOLD:
            more = {
                "target_id": target_id,
                "target_name": target_id,
                "verdict": verdict,
                "more": number - TOLD,
            }
            findings.append(_finding(more))
    close_findings(connection, list(_CHECKS.values()), findings, origin="push", at=at)
    record_findings(connection, findings, origin="push", run_id=run.run_id, at=at)


def _finding(row: Mapping[str, Any]) -> Finding:
    severity, words, remedy = _WORDS[row["verdict"]]
    more = f"（同类差异另有 {row['more']} 条）" if "more" in row else ""
    return Finding(
        check_id=_CHECKS[row["verdict"]],
        severity=severity,
        message=f"{row['target_name']}{words}{more}。",
        remedy=remedy.format(target=row["target_id"]),
        subject=row["target_id"] if row.get("is_ours") else f"{row['target_id']} {row.get('item_id', '')}",
        item_id=row["item_id"] if row.get("is_ours") else None,
        unit_id=row.get("unit_id"),
        evidence=f"接收版本 {row.get('version')}，展示版本 {row.get('shown_version')}"
        if row.get("version")
        else None,
    )


def _result(connection: duckdb.DuckDBPyConnection, target: Target, shown: int, queued: int) -> Reconciled:
    rows = connection.execute(
        "SELECT verdict, count(*), list(item_id ORDER BY item_id) FROM compared GROUP BY verdict"
    ).fetchall()
    found = {verdict: (number, ids) for verdict, number, ids in rows}
    return Reconciled(
        target_id=target.id,
        name=target.name,
        shown=shown,
        present=found.get("present", (0,))[0],
        in_transit=found.get("in_transit", (0,))[0],
        differences={verdict: tuple(found[verdict][1]) for verdict in _WORDS if verdict in found},
        redelivered=queued,
    )


def _records(cursor: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
