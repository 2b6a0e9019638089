"""A column on loopback that loses and edits what it took, found out and mended from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from examples.youyi import write_drop, write_registry
from flows.cli import cli
from tests.connectors.targets.column import KEY_ID, SECRET, Column
from warehouse.receiving import ColumnStore

TARGET = """
[[target]]
id = "city"
level = "municipal"
name = "双鸭山市政府信息公开专栏"
transport = "http"
url = "{url}"
key_id = "{key_id}"
secret = "CITY_SECRET"
"""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ColumnStore]:
    """A served column's store; the home before it has harvested one unit's drop folder and delivered it."""
    with ColumnStore(tmp_path / "column") as store, Column(store).serving() as column:
        registry = write_registry(tmp_path, 21501)
        text = registry.read_text(encoding="utf-8").partition("[[target]]")[0]
        target = TARGET.format(url=column.url, key_id=KEY_ID)
        registry.write_text(text + target, encoding="utf-8")
        write_drop(tmp_path / "drop" / "chengfu", "monday")
        monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
        monkeypatch.setenv("CITY_SECRET", SECRET.decode())
        assert gongkai("harvest", "chengfu").exception is None
        assert gongkai("push").return_value == 0
        yield store


def gongkai(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, standalone_mode=False)


def test_what_a_column_lost_and_edited_is_found_and_mended(store: ColumnStore) -> None:
    assert gongkai("reconcile").return_value == 0
    lost, edited = sorted(store.current_set())[:2]
    rows = store._connection
    rows.execute("DELETE FROM held_item WHERE item_id = ?", [lost])
    rows.execute(
        "UPDATE held_item SET content = replace(content, '友谊', '友宜') WHERE item_id = ?", [edited]
    )
    told = gongkai("reconcile", "city", "--redeliver", "--json")
    assert told.return_value == 1
    (result,) = json.loads(told.output)
    assert result["differences"] == {"missing": [lost], "altered": [edited]}
    assert result["redelivered"] == 2
    findings = json.loads(gongkai("findings", "--json").output)
    assert {f["check_id"] for f in findings} >= {"column_missing", "column_altered"}
    assert gongkai("push").return_value == 0
    assert gongkai("reconcile").return_value == 0
    findings = json.loads(gongkai("findings", "--json").output)
    assert not [f for f in findings if f["check_id"].startswith("column_")]


def test_an_unknown_column_is_named(store: ColumnStore) -> None:
    from flows.county_run import UnknownSourceError

    with pytest.raises(UnknownSourceError, match="known: city"):
        CliRunner().invoke(cli, ["reconcile", "town"], standalone_mode=False, catch_exceptions=False)
