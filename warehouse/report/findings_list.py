"""The list of findings that a unit receives (问题整改清单), as a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from schemas.codes import Mark
from schemas.rules import MARK_WORDS
from warehouse.report.sheets import Linked, Value, write_sheet

SEVERITY_WORDS = {"fatal": "致命", "error": "错误", "warning": "警告", "info": "提示"}
_COLUMNS = (
    *(("序号", 6), ("公开主体", 20), ("严重程度", 9), ("问题", 16), ("信息标题（网址）", 34), ("说明", 44)),
    *(
        ("整改建议", 40),
        ("依据条款", 30),
        ("首次发现", 12),
        ("最近发现", 12),
        ("整改情况", 24),
        ("问题编号", 14),
    ),
)
"""`整改情况` stays empty: the unit fills it in."""


def write_findings_list(
    path: Path, findings: Sequence[Mapping[str, Any]], *, unit_name: str | None, on: date
) -> None:
    """Write the findings, rows of `sql/looks/findings.sql`, as .xlsx."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "问题整改清单"
    title = f"{unit_name or '各单位'}政务公开问题整改清单"
    note = (
        f"截至 {on.isoformat()}，共 {len(findings)} 项。"
        "请逐项整改并填写“整改情况”；网页改正后，下次采集时问题自动销号。"
    )
    write_sheet(sheet, title, note, _COLUMNS, (_row(n, f) for n, f in enumerate(findings, 1)))
    book.save(path)


def _row(number: int, finding: Mapping[str, Any]) -> Sequence[Value]:
    title, url = finding["title"], finding["url"]
    return (
        number,
        finding["unit_name"],
        SEVERITY_WORDS[finding["severity"]],
        finding["rule_name"] or finding["check_id"],
        Linked(title, url) if title and url else title,
        finding["message"],
        finding["remedy"],
        told_clause(finding),
        f"{finding['first_seen_at']:%Y-%m-%d}",
        f"{finding['last_seen_at']:%Y-%m-%d}",
        None,
        finding["finding_id"][:12],
    )


def told_clause(finding: Mapping[str, Any]) -> str | None:
    """The clause, and how well it is known where that is not by its text."""
    clause: str | None = finding["clause"]
    mark: Mark | None = finding["mark"]
    if clause is None or mark in (None, "confirmed"):
        return clause
    return f"{clause}（{MARK_WORDS[mark]}）"
