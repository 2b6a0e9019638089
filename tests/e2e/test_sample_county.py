"""The main job against the truth of the sample county, over four runs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pytest

from connectors.plans import load_plans
from connectors.registry import load_registry, registry_of
from examples.youyi import registry, truth, write_registry
from examples.youyi.tuesday import expected
from tests.e2e.conftest import PORTS_FROM, TARGETS, Played
from tests.e2e.confusion import Oracle, Place, table
from warehouse.database import query

pytestmark = pytest.mark.timeout(600)
FIELDS = (
    *("category", "title", "unit_id", "index_number", "document_number", "publisher", "content_source"),
    *("written_on", "published_at", "theme", "validity"),
)
MONDAY, TUESDAY = truth("monday", PORTS_FROM), truth("tuesday", PORTS_FROM)
EXPECTED = expected(PORTS_FROM)
REGISTRY = registry_of({Path("registry.toml"): registry(PORTS_FROM)})


def test_monday_is_clean(monday: Played) -> None:
    assert monday.exit_code == 0, monday.told
    assert "3642 items: 3644 new" in monday.told
    assert "No red source among 45" in monday.told
    feeds = {s.id for s in REGISTRY.source if s.family == "feed"}
    assert {r["source_id"] for r in monday.source_runs if r["completeness"] != "proven"} == feeds


def test_every_item_of_monday_is_found_with_its_fields(monday: Played) -> None:
    by_url = {item["url"]: item for item in monday.items.values()}
    assert set(by_url) == {true.url for true in MONDAY}
    wrong = [
        (true.url, name, by_url[true.url][name], getattr(true, name))
        for true in MONDAY
        for name in FIELDS
        if by_url[true.url][name] != getattr(true, name)
    ]
    assert not wrong, wrong[:10]


def test_every_attachment_is_there_with_its_name(monday: Played) -> None:
    files: dict[str, set[str]] = {}
    for row in query(monday.home, "SELECT item_id, file_name FROM catalogue.attachment").records():
        files.setdefault(monday.items[row["item_id"]]["url"], set()).add(row["file_name"])
    wanted = {true.url: {file.name for file in true.attachments} for true in MONDAY if true.attachments}
    assert files == wanted


def test_the_books_of_every_source_balance(monday: Played, tuesday: Played) -> None:
    for run in (*monday.source_runs, *tuesday.source_runs):
        accounted = run["accepted"] + run["unchanged"] + run["rejected"] + run["skipped"]
        assert run["listed"] == accounted, run


def test_nothing_changes_in_a_second_run(monday: Played, monday_again: Played) -> None:
    assert monday_again.exit_code == 0, monday_again.told
    assert "Nothing changed" in monday_again.told
    assert monday_again.feed_digest == monday.feed_digest
    assert len(monday_again.deliveries) == len(monday.deliveries)
    versions = {i: item["version"] for i, item in monday.items.items()}
    assert {i: item["version"] for i, item in monday_again.items.items()} == versions


def test_an_unchanged_run_asks_for_a_tenth_of_the_requests(monday: Played, monday_again: Played) -> None:
    first, again = (sum(r["requests"] for r in p.source_runs) for p in (monday, monday_again))
    assert again <= 0.1 * first


def test_tuesday_names_its_red_sources(tuesday: Played) -> None:
    assert tuesday.exit_code == 1
    red = {r["source_id"] for r in tuesday.source_runs if r["completeness"] == "broken"}
    assert set(EXPECTED.broken) <= red
    held = {r["source_id"] for r in tuesday.source_runs if r["is_held"]}
    assert held == {"tjj"}
    for source_id in red | held:
        assert f"{source_id}: " in tuesday.told


def test_new_edited_and_moved_items_of_tuesday(monday: Played, tuesday: Played) -> None:
    for url in EXPECTED.new:
        assert tuesday.at(url)["version"] == 1
    for url in (*EXPECTED.edited, *EXPECTED.moved):
        assert tuesday.at(url)["version"] == monday.at(url)["version"] + 1
    for url in EXPECTED.moved:
        assert tuesday.at(url)["category"] != monday.at(url)["category"]


def test_a_new_address_is_the_same_item(monday: Played, tuesday: Played) -> None:
    assert EXPECTED.readdressed
    for old, new in EXPECTED.readdressed:
        assert tuesday.at(new)["item_id"] == monday.at(old)["item_id"]


def test_withdrawals_are_exact(tuesday: Played, tuesday_again: Played) -> None:
    assert _withdrawn(tuesday) == set(EXPECTED.withdrawn)
    assert _withdrawn(tuesday_again) >= {*EXPECTED.withdrawn, *EXPECTED.withdrawn_later}
    assert not _withdrawn(tuesday_again) & set(EXPECTED.held)
    assert _withdrawn(tuesday_again) == {*EXPECTED.withdrawn, *EXPECTED.withdrawn_later}


def test_a_full_run_finds_the_silent_edits(monday: Played, tuesday_again: Played) -> None:
    for url in EXPECTED.silent:
        assert tuesday_again.at(url)["content_hash"] != monday.at(url)["content_hash"]


def test_all_fields_of_tuesday_are_right_in_the_end(tuesday_again: Played) -> None:
    wrong = [
        (true.url, name)
        for true in TUESDAY
        for name in FIELDS
        if tuesday_again.at(true.url)[name] != getattr(true, name)
    ]
    assert not wrong, wrong[:10]


def test_columns_hold_what_we_hold(monday: Played, tuesday: Played, tuesday_again: Played) -> None:
    for state in (monday, tuesday, tuesday_again):
        for target in REGISTRY.target:
            ours = {
                item_id: (item["version"], item["content_hash"])
                for item_id, item in state.items.items()
                if item["withdrawn_at"] is None and target.takes(item["category"], item["unit_id"])
            }
            refused = {d["item_id"] for d in state.deliveries if d["state"] == "rejected"}
            assert state.columns[target.id] == {i: v for i, v in ours.items() if i not in refused}


def test_what_a_column_refuses_has_code_and_words(tuesday: Played) -> None:
    refused = [d for d in tuesday.deliveries if d["state"] == "rejected"]
    undated = {tuesday.at(url)["item_id"] for url in EXPECTED.undated}
    assert {d["item_id"] for d in refused} == undated
    assert {(d["code"], d["message"]) for d in refused} == {("R02", "缺少发布日期")}


def test_each_target_takes_its_changes_in_order(tuesday_again: Played) -> None:
    for target in TARGETS:
        rows = [d for d in tuesday_again.deliveries if d["target_id"] == target]
        assert [d["ordinal"] for d in rows] == sorted(d["ordinal"] for d in rows)
        assert [d["seq"] for d in rows] == sorted(d["seq"] for d in rows)
        assert {d["state"] for d in rows} <= {"accepted", "rejected"}


def test_no_personal_data_leaves_the_archive(tuesday_again: Played) -> None:
    secrets = {secret.encode() for true in (*MONDAY, *TUESDAY) for secret in true.must_be_masked}
    assert len(secrets) > 50
    folders = (tuesday_again.home / folder for folder in ("feeds", "reports", "sample"))
    files = _each_once(file for folder in folders for file in folder.rglob("*"))
    text = [file.read_bytes() for file in files if file.suffix not in (".parquet", ".duckdb")]
    text += [_as_text(tuesday_again.home / "snapshot" / "gongkai.duckdb")]
    text += [_as_text(tuesday_again.home / "sample/columns" / t / "column.duckdb") for t in TARGETS]
    everything = b"\n".join(text)
    numbers = _numbers(everything)
    assert not [secret for secret in secrets if secret in numbers]
    readable = {word.encode() for true in MONDAY for word in true.must_stay_readable}
    assert readable
    assert not [word for word in readable if word not in numbers and word not in everything]


def test_stages_and_feeds_are_parquet_without_secrets(tuesday_again: Played) -> None:
    secrets = {secret.encode() for true in (*MONDAY, *TUESDAY) for secret in true.must_be_masked}
    places = ("stage/*/*/*.parquet", "feeds/*/data/*.parquet")
    files = _each_once(file for place in places for file in tuesday_again.home.glob(place))
    assert files
    with duckdb.connect() as connection:
        for file in files:
            rows = str(connection.execute("FROM read_parquet(?)", [str(file)]).fetchall())
            numbers = _numbers(rows.encode())
            assert not [secret for secret in secrets if secret in numbers], file


def _numbers(text: bytes) -> bytes:
    """All that looks like a number, each once: a thousand secrets are looked for in a thousandth of the text."""
    return b" ".join(set(re.findall(rb"[0-9][0-9Xx-]{6,}", text)))


def test_secrets_are_numbers() -> None:
    secrets = {secret.encode() for true in (*MONDAY, *TUESDAY) for secret in true.must_be_masked}
    assert not [secret for secret in secrets if secret not in _numbers(b"tel" + secret + b"x")]


def _each_once(places: Iterable[Path]) -> list[Path]:
    """The files among them, and of those that are one file under several names (editions share them) one."""
    files = (place for place in places if place.is_file())
    return list({(stat.st_dev, stat.st_ino): file for file in files for stat in [file.stat()]}.values())


def _withdrawn(state: Played) -> set[str]:
    """What its site let go; a list past its period is told of in `test_money_of_the_county`."""
    gone = (item for item in state.items.values() if item["withdrawn_at"] is not None)
    return {item["url"] for item in gone if item["withdrawn_reason"] != "expired"}


def _as_text(database: Path) -> bytes:
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = connection.execute(
            "SELECT format('{}.\"{}\"', table_schema, table_name) FROM information_schema.tables "
            "WHERE table_type = 'BASE TABLE'"
        ).fetchall()
        return "\n".join(str(connection.execute(f"FROM {t}").fetchall()) for (t,) in tables).encode()


def test_every_fault_is_found_once_at_its_place_and_nothing_else(
    monday: Played, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    ((day,),) = query(monday.home, "SELECT min(started_at)::DATE FROM operations.run").rows
    path = write_registry(tmp_path, PORTS_FROM)
    planned = load_plans(load_registry(path), path, years=range(2020, day.year + 2))
    expected = Oracle(MONDAY, planned, REGISTRY, day).expected()
    found: dict[str, list[Place]] = {}
    for row in query(
        monday.home,
        "SELECT check_id, coalesce(unit_id, '') AS unit_id, CASE WHEN starts_with(check_id, 'duty_') THEN subject "
        "ELSE coalesce(url, subject) END AS place FROM operations.known_finding WHERE state = 'open'",
    ).records():
        found.setdefault(row["check_id"], []).append((row["unit_id"], row["place"]))
    with capsys.disabled():
        print("\n" + table(expected, found, set(found) - set(expected)))
    wrong = {
        rule: (sorted(places - set(found.get(rule, []))), sorted(set(found.get(rule, [])) - places))
        for rule, places in expected.items()
        if sorted(found.get(rule, [])) != sorted(places)
    }
    assert set(found) <= set(expected), "a rule that nothing is reckoned for"
    assert not wrong, {rule: (missed[:5], extra[:5]) for rule, (missed, extra) in wrong.items()}
