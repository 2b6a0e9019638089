"""`gongkai tables`: what one file gives, in the form of the contract."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from examples.youyi.forms.budget import forms
from examples.youyi.forms.figures import BudgetPlan, figures
from examples.youyi.forms.files import FORMATS
from flows.cli import cli
from schemas.finance import BudgetLine

PLAN = BudgetPlan("友谊县司法局", 2026, "budget", unit="万元")


def tables(path: Path, *options: str) -> dict[str, Any]:
    done = CliRunner().invoke(cli, ["tables", str(path), "--json", *options], standalone_mode=False)
    assert done.exception is None, done.output
    found: dict[str, Any] = json.loads(done.output)
    return found


@pytest.mark.parametrize("suffix", [*FORMATS, "et"])
def test_a_budget_is_recognised_and_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"友谊县司法局2026年部门预算.{suffix}"
    path.write_bytes(FORMATS[suffix if suffix != "et" else "xls"](*forms(replace(PLAN, fault="digit"))))
    found = tables(path)
    assert {record["kind"] for record in found["records"]} == {"budget_line"}
    assert all(set(BudgetLine.model_fields) | {"item_id"} <= set(record) for record in found["records"])
    total = next(r for r in found["records"] if r["row_label"] == "收入总计")
    assert total["amount_yuan"] == f"{figures(PLAN).total * 100}.00"
    assert {(r["fiscal_year"], r["unit_level"]) for r in found["records"]} == {(2026, "部门")}
    failed = [check for check in found["checks"] if check["verdict"] == "fail"]
    assert {"rule_id", "verdict", "expected", "found", "cells"} <= set(failed[0])
    assert len({check["suspect"] for check in failed}) == 1


def test_the_grids_are_shown_before_any_reader(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(FORMATS["xlsx"](*forms(PLAN)))
    done = CliRunner().invoke(cli, ["tables", str(path), "--grids"], standalone_mode=False)
    assert len(json.loads(done.output)) == 9


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.7 broken")
    found = tables(path, "--kind", "budget")
    assert found["records"] == []
    assert [f["check_id"] for f in found["findings"]] == ["table_unreadable"]
