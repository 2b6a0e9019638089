"""What is not installed is not looked for anew, and what is installed is found."""

from __future__ import annotations

import importlib
import sys

import duckdb
import pytest

from warehouse.absent import NoPandas, remember_absence


@pytest.fixture(autouse=True)
def path_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "meta_path", [finder for finder in sys.meta_path if finder is not NoPandas])


def test_statements_look_for_pandas_no_more() -> None:
    searched: list[str] = []

    class Search:
        @staticmethod
        def find_spec(name: str, path: object = None, target: object = None) -> None:
            searched.append(name)

    sys.meta_path.insert(0, Search)
    with duckdb.connect(":memory:") as connection:
        connection.execute("SELECT ?, ?", [1, 2]).fetchall()
        assert "pandas" in searched, "as DuckDB's client does it; where it does no more, all this can go"
        remember_absence()
        remember_absence()
        searched.clear()
        assert connection.execute("SELECT ?, ?", [1, 2]).fetchall() == [(1, 2)]
    assert sys.meta_path.count(NoPandas) == 1
    assert "pandas" not in searched


def test_it_is_missed_as_before() -> None:
    remember_absence()
    with pytest.raises(ModuleNotFoundError, match="No module named 'pandas'"):
        importlib.import_module("pandas")
    assert importlib.import_module("wave").__name__ == "wave"


def test_nothing_is_done_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    remember_absence()
    assert NoPandas not in sys.meta_path
