"""What `gongkai status` and `gongkai query` print for people."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from flows.cli import look
from flows.console import print_summary
from warehouse.database import Rows
from warehouse.report import Summary

AT = datetime(2026, 11, 30, 4, 21, 46, 766928, tzinfo=UTC)


def test_status_shows_instants_to_the_second_and_says_where_there_is_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = {
        "last runs": Rows(("at", "error"), [(AT, None)]),
        "red sources": Rows(("source_id",), []),
        "held back": Rows(("check_id",), []),
    }
    monkeypatch.setattr(look, "standing", lambda home: parts)
    assert look.status.main(["--home", str(tmp_path)], standalone_mode=False) == 0
    told = capsys.readouterr().out
    assert "2026-11-30 12:21:46 " in told
    assert told.endswith("\nred sources: none\n\nheld back: none\n")


def test_a_summary_names_only_places_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "snapshot").mkdir()
    (tmp_path / "snapshot" / "gongkai.duckdb").touch()
    summary = Summary(
        items=0, items_by_unit={}, items_by_category={}, sources=0, red_sources=[], held_sources=[], created=0,
        changed=0, withdrawn=0, returned=0, deliveries=[], rejections=0, findings=0, fatal=0, is_held_back=False,
    )  # fmt: skip
    told = StringIO()
    print_summary(Console(file=told), summary, tmp_path)
    assert "gongkai.duckdb" in told.getvalue()
    assert "latest.html" not in told.getvalue()
