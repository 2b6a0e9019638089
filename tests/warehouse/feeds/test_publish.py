"""An edition appears whole, once, and is the same wherever it is built."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.warehouse.feeds.log_book import COUNTY, LogBook, digests
from tests.warehouse.feeds.readers import replay_atom, standing_items
from warehouse.feeds import publish_feeds
from warehouse.feeds.editions import KEPT
from warehouse.feeds.folder import published_files


def publish(book: LogBook, home: Path) -> Path:
    publish_feeds(book.warehouse, home, COUNTY)
    return home / "feeds" / "current"


def test_an_empty_warehouse_has_empty_feeds(book: LogBook, tmp_path: Path) -> None:
    result = publish_feeds(book.warehouse, tmp_path, COUNTY)
    assert (result.as_of_seq, result.changed) == (0, True)
    assert standing_items(result.path) == {} == replay_atom(result.path, "all")
    assert not publish_feeds(book.warehouse, tmp_path, COUNTY).changed
    book.upsert("a")
    assert standing_items(publish(book, tmp_path)) == book.standing


def test_nothing_changed_nothing_written(book: LogBook, tmp_path: Path) -> None:
    book.upsert("a")
    first = publish_feeds(book.warehouse, tmp_path, COUNTY)
    before = {p: p.lstat().st_mtime_ns for p in (tmp_path / "feeds").rglob("*")}
    second = publish_feeds(book.warehouse, tmp_path, COUNTY)
    assert (first.changed, second.changed) == (True, False)
    assert second.path == first.path == tmp_path / "feeds" / "1"
    assert {p: p.lstat().st_mtime_ns for p in (tmp_path / "feeds").rglob("*")} == before


def test_the_manifest_lists_every_file_with_its_digest(book: LogBook, tmp_path: Path) -> None:
    book.upsert("a")
    book.upsert("b")
    book.withdraw("a")
    current = publish(book, tmp_path)
    manifest = json.loads((current / "manifest.json").read_text())
    files = digests(current)
    del files["manifest.json"]
    assert manifest["schema"] == "gongkai.feeds/1"
    assert manifest["as_of_seq"] == 3
    assert manifest["county"] == {"division": "230522", "name": "友谊县"}
    published = list(published_files(current))
    listed = {f["path"]: (f["bytes"], f["sha256"]) for f in published}
    assert listed == {path: (len(c), hashlib.sha256(c).hexdigest()) for path, c in files.items()}
    rows = {f["path"]: f["rows"] for f in published}
    assert (rows["data/items.parquet"], rows["data/changes.csv"], rows["atom/all.xml"]) == (2, 3, 2)
    assert {path for path in listed if path.startswith("items/")} == {"items/a.json", "items/b.json"}


def test_same_log_same_bytes_whatever_the_way(book: LogBook, tmp_path: Path) -> None:
    """Published step by step, or at once elsewhere: no trace of the way, the clock or the place."""
    for n in range(6):
        book.upsert(f"i{n}", category="plan" if n % 2 else "budget")
        publish(book, tmp_path / "steps")
    book.upsert("i1", category="budget")
    book.withdraw("i2")
    stepwise = digests(publish(book, tmp_path / "steps"))
    assert stepwise == digests(publish(book, tmp_path / "at-once"))


def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    here = {}
    for zone in ("Asia/Shanghai", "America/New_York"):
        home = tmp_path / zone.replace("/", "-")
        environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": zone[0].replace("A", "1")[0]}
        subprocess.run([sys.executable, "-c", _PUBLISH_SOME, str(home), "40"], check=True, env=environment)
        here[zone] = digests(home / "feeds" / "current")
    first, second = here.values()
    assert first == second
    assert len(first) > 40


def test_unchanged_items_are_the_same_file(book: LogBook, tmp_path: Path) -> None:
    book.upsert("a")
    book.upsert("b")
    first = publish(book, tmp_path).resolve()
    book.upsert("b", title="另一个标题")
    second = publish(book, tmp_path).resolve()
    assert (first / "items/a.json").samefile(second / "items/a.json")
    assert not (first / "items/b.json").samefile(second / "items/b.json")


def test_archives_in_which_nothing_moved_are_the_same_file(
    book: LogBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.feeds.atom_pages.PAGE", 2)
    for n in range(8):
        book.upsert(f"i{n}")
    first = publish(book, tmp_path).resolve()
    book.upsert("i0", title="另一个标题")
    second = publish(book, tmp_path).resolve()
    same = {
        number: (first / f"atom/all-{number:06}.xml").samefile(second / f"atom/all-{number:06}.xml")
        for number in range(1, 5)
    }
    assert same == {1: False, 2: True, 3: True, 4: True}
    assert digests(second) == digests(publish(book, tmp_path / "anew"))


def test_a_lost_item_file_is_written_anew(book: LogBook, tmp_path: Path) -> None:
    book.upsert("a")
    (publish(book, tmp_path) / "items/a.json").unlink()
    shutil.rmtree(tmp_path / "feeds/.spare")
    book.upsert("b")
    result = publish_feeds(book.warehouse, tmp_path, COUNTY)
    assert result.lost == "1/items/a.json"
    assert json.loads((result.path / "items/a.json").read_text())["title"] == "关于a的通知"


def test_another_file_that_is_missing_is_no_lost_edition(
    book: LogBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.upsert("a")
    publish(book, tmp_path)
    book.upsert("b")
    monkeypatch.setattr("warehouse.feeds.dcat.Dcat.close", lambda _: Path(tmp_path / "fonts").read_bytes())
    with pytest.raises(FileNotFoundError, match="fonts"):
        publish_feeds(book.warehouse, tmp_path, COUNTY)


def test_feeds_of_another_history_are_replaced(book: LogBook, tmp_path: Path) -> None:
    """A warehouse restored from a copy goes on differently: nothing of the other history stays."""
    book.upsert("a")
    book.upsert("b")
    publish(book, tmp_path)
    connection = book.warehouse.connection
    connection.execute("DELETE FROM exchange.change WHERE seq = 2")
    connection.execute("DELETE FROM catalogue.item_version WHERE item_id = 'b'")
    connection.execute('UPDATE exchange.change SET "at" = "at" + INTERVAL 1 HOUR')
    assert standing_items(publish(book, tmp_path)) == {"a": (1, "plan")}
    book.seq = 5
    book.upsert("c")
    connection.execute("UPDATE exchange.change SET seq = 2 WHERE item_id = 'c'")
    current = publish(book, tmp_path)
    assert sorted(p.name for p in (current / "items").iterdir()) == ["a.json", "c.json"]


def test_old_editions_are_pruned_but_never_the_current_one(book: LogBook, tmp_path: Path) -> None:
    for n in range(KEPT + 3):
        book.upsert(f"i{n}")
        publish(book, tmp_path)
    editions = sorted(p.name for p in (tmp_path / "feeds").iterdir())
    assert editions == ["4", "5", "current"]
    assert (tmp_path / "feeds/current").resolve().name == "5"


def test_killed_before_the_switch_the_next_publish_switches(book: LogBook, tmp_path: Path) -> None:
    book.upsert("a")
    publish(book, tmp_path)
    (tmp_path / "feeds/current").unlink()
    (tmp_path / "feeds/.building-9").mkdir()
    result = publish_feeds(book.warehouse, tmp_path, COUNTY)
    assert result.changed
    assert sorted(p.name for p in (tmp_path / "feeds").iterdir()) == [".spare", "1", "current"]


def test_a_writer_that_fails_leaves_the_old_edition(
    book: LogBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.upsert("a")
    publish(book, tmp_path)
    book.upsert("b")

    def full_disk() -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.sync", full_disk)
        with pytest.raises(OSError, match="No space left"):
            publish_feeds(book.warehouse, tmp_path, COUNTY)
    assert sorted(p.name for p in (tmp_path / "feeds").iterdir()) == ["1", "current"]
    assert standing_items(publish(book, tmp_path)) == book.standing
    assert digests(tmp_path / "feeds" / "2") == digests(publish(book, tmp_path / "anew"))


@pytest.mark.parametrize("after", [0.05, 0.2, 0.4])
def test_killed_at_any_moment_no_half_edition_is_seen(tmp_path: Path, after: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _PUBLISH_SOME, str(tmp_path), "300"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "publishing\n"
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    for edition in (tmp_path / "feeds").glob("[0-9]*"):
        for file in published_files(edition):
            content = (edition / file["path"]).read_bytes()
            assert hashlib.sha256(content).hexdigest() == file["sha256"]
    subprocess.run(
        [sys.executable, "-c", _PUBLISH_SOME, str(tmp_path), "300"], check=True, capture_output=True
    )
    assert len(standing_items(tmp_path / "feeds" / "current")) == 300
    assert [p.name for p in (tmp_path / "feeds").glob(".*")] == [".spare"]


_PUBLISH_SOME = """
import sys
from pathlib import Path
from tests.warehouse.feeds.log_book import COUNTY, LogBook
from warehouse.database import open_warehouse
from warehouse.feeds import publish_feeds

home = Path(sys.argv[1])
with open_warehouse(home, owner="test") as warehouse:
    book = LogBook(warehouse)
    written = warehouse.connection.execute("SELECT count(*) FROM exchange.change").fetchone()[0]
    if not written:
        with warehouse.transaction():
            for n in range(int(sys.argv[2])):
                book.upsert(f"i{n}", category=("plan", "budget", "policy")[n % 3])
    print("publishing", flush=True)
    publish_feeds(warehouse, home, COUNTY)
"""
