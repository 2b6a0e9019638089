"""Feeds: the Atom writer beside feedgen, and whole editions beside a plain COPY of the same rows.

    python -m bench.feeds                                  # 100,000 entries by both, in one run (needs feedgen)
    python -m bench.feeds edition 10000 100000 1000000     # the last needs 30 GB of disk and half an hour

`edition` fills a throw-away warehouse with items of 1,500 characters, copies its rows with DuckDB's own COPY to
Parquet and to JSON, publishes all feeds, changes 100 items all over the catalogue, and publishes again. Each step is
a process of its own; its seconds, by the clock and of CPU, and the peak of its memory are printed. Ratios are of CPU.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bench.memory import build, peak
from schemas.registry import County
from warehouse.database import open_warehouse
from warehouse.feeds import atom, publish_feeds

COUNTY = County(name="友谊县", division="230522")
ROUNDS = 3

EDIT = """
CREATE TEMP TABLE edited AS
    SELECT * REPLACE (version + 1 AS version, title || '（修订）' AS title)
    FROM catalogue.item_version WHERE valid_to IS NULL ORDER BY md5(item_id) LIMIT 100;
UPDATE catalogue.item_version SET valid_to = now() WHERE item_id IN (FROM edited SELECT item_id);
INSERT INTO catalogue.item_version FROM edited;
INSERT INTO exchange.change
    SELECT (SELECT max(seq) FROM exchange.change) + row_number() OVER (ORDER BY item_id), now(), item_id, version,
        'upsert'
    FROM edited;
"""
COPIES = {"parquet": "FORMAT parquet, COMPRESSION zstd", "json": "FORMAT json"}


def changes(count: int) -> list[dict[str, Any]]:
    """Rows as the change log gives them."""
    return [
        {
            "seq": n,
            "at_text": "2026-11-23T09:30:00+08:00",
            "item_id": f"{n:024x}",
            "county": "230522",
            "unit_name": "兴隆镇人民政府",
            "category": "plan",
            "title": f"关于印发第{n}号文件的通知",
            "publisher": "兴隆镇人民政府",
            "published_text": "2026-11-20T00:00:00+08:00",
            "summary": f"概述 {n}",
            "url": f"http://127.0.0.1/{n}.html",
            "version": 1,
            "content_hash": f"{n:064x}",
            "attachments": [],
        }
        for n in range(count)
    ]


def with_our_writer(rows: list[dict[str, Any]]) -> int:
    """One document of all entries; its size in bytes."""
    body = "".join(f"{atom.entry(row)}\n" for row in rows)
    return len(
        atom.document(
            feed_id="urn:gongkai:230522:feed:all",
            title="友谊县政府信息公开",
            author="友谊县",
            updated=rows[-1]["at_text"],
            links=[("self", "all.xml")],
            body=body,
            archive=False,
        )
    )


def with_feedgen(rows: list[dict[str, Any]]) -> int:
    """The same elements by feedgen."""
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.id("urn:gongkai:230522:feed:all")
    feed.title("友谊县政府信息公开")
    feed.author(name="友谊县")
    feed.link(rel="self", href="all.xml")
    for row in rows:
        entry = feed.add_entry()
        entry.id(atom.entry_id(row["county"], row["item_id"]))
        entry.title(row["title"])
        entry.updated(row["at_text"])
        entry.published(row["published_text"])
        entry.author(name=row["publisher"])
        entry.category(term=row["category"], label=atom.category_name(row["category"]))
        entry.summary(row["summary"])
        entry.link(rel="alternate", href=row["url"])
        entry.link(rel="related", type="application/json", href=f"../items/{row['item_id']}.json")
    return len(feed.atom_str())


def compare(count: int) -> None:
    """Both writers by turns, in one process."""
    rows = changes(count)
    times: dict[str, list[float]] = {"gongkai": [], "feedgen": []}
    for _ in range(ROUNDS):
        for name, write in (("gongkai", with_our_writer), ("feedgen", with_feedgen)):
            started = time.perf_counter()
            size = write(rows)
            times[name].append(time.perf_counter() - started)
            print(f"{name:8} {count / times[name][-1]:10,.0f} entries/s  {size / 1e6:6.1f} MB")
    medians = {name: sorted(values)[ROUNDS // 2] for name, values in times.items()}
    print(f"median of {ROUNDS}: {medians['feedgen'] / medians['gongkai']:.1f} times feedgen's rate")


def edition(count: int) -> None:
    """Copy, first edition and next ones, each in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-", dir=".") as folder:
        home = Path(folder).resolve()
        alone(fill, home, count)
        copied = shown(count, "DuckDB COPY", *alone(copy, home))
        first = shown(count, "all feeds", *alone(publish, home))
        alone(edit, home)
        again = shown(count, "after 100 changes", *alone(publish, home))
        alone(edit, home)
        shown(count, "after 100 more", *alone(publish, home))
        shown(count, "after none", *alone(publish, home))
        ratio = f"all feeds {first / copied:.2f} times COPY, then {again / first:.2%} of the first"
        print(f"{count:9,} items, seconds of CPU: {ratio}", flush=True)


def shown(count: int, label: str, seconds: float, cpu: float, peak_mb: int) -> float:
    """Prints a step; gives its seconds of CPU, which others on the machine do not lengthen."""
    took = f"{seconds:8.2f} s, {cpu:8.2f} of CPU"
    print(f"{count:9,} items  {label:18} {took}, peak {peak_mb:5,} MB", flush=True)
    return cpu


def alone(work: Callable[..., Any], *arguments: Any) -> Any:
    """What `work` gives, from a process of its own."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_tell, args=(there, work, *arguments))
    process.start()
    there.close()
    try:
        return here.recv()
    finally:
        process.join()


def _tell(there: Connection, work: Callable[..., Any], *arguments: Any) -> None:
    there.send(work(*arguments))


def fill(home: Path, count: int) -> None:
    build(home, count)


def copy(home: Path) -> tuple[float, float, int]:
    """The rows of the catalogue to Parquet and to JSON, and away again. It runs out of memory with 2 GB."""
    with open_warehouse(home, owner="bench", memory_limit="8GB") as warehouse:
        warehouse.connection.execute("SET enable_progress_bar = false")
        started, worked = time.perf_counter(), time.process_time()
        for suffix, options in COPIES.items():
            warehouse.connection.execute(f"COPY (FROM catalogue.item) TO '{home}/items.{suffix}' ({options})")
        took = time.perf_counter() - started, time.process_time() - worked
    for suffix in COPIES:
        (home / f"items.{suffix}").unlink()
    return *took, peak()


def edit(home: Path) -> None:
    with open_warehouse(home, owner="bench", memory_limit="2GB") as warehouse:
        warehouse.connection.execute(EDIT)


def publish(home: Path) -> tuple[float, float, int]:
    with open_warehouse(home, owner="bench") as warehouse:
        started, worked = time.perf_counter(), time.process_time()
        publish_feeds(warehouse, home, COUNTY)
        return time.perf_counter() - started, time.process_time() - worked, peak()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["atom", "edition"], nargs="?", default="atom")
    parser.add_argument("counts", type=int, nargs="*", default=[100_000])
    options = parser.parse_args()
    for count in options.counts:
        {"atom": compare, "edition": edition}[options.what](count)
