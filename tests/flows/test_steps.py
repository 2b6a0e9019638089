"""The steps by themselves: a mistake of ours in one source is told in the books, and stops nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from connectors.harvest import harvest_source
from examples.youyi import write_drop, write_registry
from flows import steps
from flows.county_run import open_run
from flows.registers import take_registers
from flows.settings import Settings
from tests.flows.machine import DEAD_SOURCE, REGISTRY
from warehouse.feeds import FeedsResult

PAGE = "王某某，13912345678"
REGISTER = "登记号,受理机关,申请人类型,收到日期\n2026-1,成富朝鲜族满族乡人民政府,自然人,2026-03-02\n"


@pytest.fixture
def at(tmp_path: Path) -> Settings:
    write_drop(tmp_path / "drop" / "chengfu", "monday")
    second = DEAD_SOURCE.replace('family = "trs"\nbase_url = "http://127.0.0.1:{port}"', 'family = "drop"')
    second = second.replace('"/zwgk/"', '"*.xlsx"')
    (tmp_path / "registry.toml").write_text(REGISTRY + second, encoding="utf-8")
    return Settings(home=tmp_path, registry=tmp_path / "registry.toml")


def test_a_fault_of_ours_breaks_its_source_and_no_other(
    at: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(job: Any, fetch: Any, sink: Any, step: Any) -> Any:
        report = harvest_source(job, fetch, sink, step)
        if job.source.id == "chengfu":
            raise KeyError(PAGE)
        return report

    (at.home / "drop" / "chengfu").rename(at.home / "drop" / "dead")
    write_drop(at.home / "drop" / "chengfu", "monday")
    monkeypatch.setattr(steps, "harvest_source", faulty)
    with open_run(at, owner="test") as county:
        for source_id in county.to_harvest():
            steps.harvest_to_stage(county, source_id)
        counts = steps.merge_stages(county)
        rows = county.warehouse.connection.execute(
            "SELECT source_id, completeness, listed, error FROM operations.source_run ORDER BY source_id"
        ).fetchall()
    (source_id, completeness, listed, error), other = rows
    assert (source_id, completeness, listed) == ("chengfu", "broken", 0)
    assert error.startswith("a fault of ours, KeyError in test_steps.py, line ")
    assert (counts["chengfu"].changes, counts["dead"].changes) == (0, 30)
    assert other[1] == "proven"
    written = b"".join(p.read_bytes() for p in at.home.rglob("*") if p.is_file() and p.suffix != ".xlsx")
    assert b"13912345678" not in written


def test_a_full_disk_is_no_fault_of_ours(at: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(steps, "harvest_source", full)
    with open_run(at, owner="test") as county, pytest.raises(OSError, match="No space left"):
        steps.harvest_to_stage(county, "chengfu")
    assert not list((at.home / "stage").rglob("report.json"))


def test_files_that_were_handed_in_are_read_as_tables_too(tmp_path: Path) -> None:
    registry = write_registry(tmp_path, 21601)
    write_drop(tmp_path / "drop" / "chengfu", "monday")
    at = Settings(home=tmp_path, registry=registry)
    with open_run(at, owner="test", sources=["chengfu"]) as county:
        steps.harvest_to_stage(county, "chengfu")
        steps.merge_stages(county)
        steps.datasets(county)
        read = county.warehouse.connection.execute(
            "SELECT note FROM finance.reading WHERE attachment_id IS NOT NULL"
        ).fetchall()
    assert read
    assert not [note for (note,) in read if note and "archive" in note]


def test_a_lost_file_of_the_feeds_is_told(at: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    told = (
        "SELECT message, remedy IS NOT NULL FROM operations.finding WHERE check_id = ? AND closed_at IS NULL"
    )
    with open_run(at, owner="test", sources=["chengfu"]) as county:
        for lost, findings in ("7/items/a.json", 1), (None, 0):
            monkeypatch.setattr(
                steps, "publish_feeds", lambda *_, lost=lost: FeedsResult(at.home, 8, changed=True, lost=lost)
            )
            steps.check(county)
            steps.publish(county)
            rows = county.warehouse.connection.execute(told, ["feeds_files_lost"]).fetchall()
            assert len(rows) == findings
            assert all("feeds/7/items/a.json" in message and has_remedy for message, has_remedy in rows)


def test_a_register_whose_folder_is_gone_takes_nothing_away(at: Settings) -> None:
    folder, kept = at.home / "requests", []
    folder.mkdir()
    (folder / "登记簿.csv").write_text(REGISTER, encoding="utf-8-sig")
    with open_run(at, owner="test") as county:
        for change in (lambda: None, lambda: shutil.rmtree(folder), folder.mkdir):
            change()
            take_registers(county)
            known = county.warehouse.connection.execute("SELECT count(*) FROM governance.request").fetchall()
            kept.append(known[0][0])
    assert kept == [1, 1, 0]
