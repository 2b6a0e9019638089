"""Feeds: the Atom writer against feedgen, and a whole edition of a large warehouse.

    .venv/bin/python bench/feeds.py              # 100,000 entries by both, in one run (needs feedgen)
    .venv/bin/python bench/feeds.py edition 1000000

`edition` fills a throw-away warehouse under the current folder with bodies of 1,500 characters, publishes it,
changes 100 items, publishes again, and prints times and the peak memory of each publishing process.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

from schemas.registry import County
from warehouse.database import open_warehouse
from warehouse.feeds import atom, publish_feeds

COUNTY = County(name="友谊县", division="230522")
ROUNDS = 3

FILL = """
INSERT INTO catalogue.item_version BY NAME
SELECT substr(md5(i::VARCHAR), 1, 24) AS item_id, 1 AS version, now() AS valid_from, 'd' || i AS document_id,
    '230522' AS county, 'xinglong' AS source_id, 'p' || i AS page_key, 'xinglong' AS unit_id,
    '兴隆镇人民政府' AS unit_name, ['plan', 'policy', 'budget'][1 + i % 3] AS category,
    '关于印发第' || i || '号文件的通知' AS title, '兴隆镇人民政府' AS publisher,
    now() AS published_at,
    '概述' || i AS summary, body AS body_text, '<p>' || body || '</p>' AS body_html,
    'http://127.0.0.1/' || i || '.html' AS url, 0 AS attachment_count, md5(i::VARCHAR) AS content_hash,
    now() AS first_seen_at, 'run' AS run_id
FROM (
    SELECT i, repeat('第' || i || '号政府信息公开正文。', 100)[:1500] AS body
    FROM range($first, $last) AS r(i)
)
"""
LOG = """
INSERT INTO exchange.change BY NAME
SELECT $before + row_number() OVER (ORDER BY v.rowid) AS seq, v.valid_from AS "at", v.item_id, v.version,
    'upsert' AS operation
FROM catalogue.item_version AS v
WHERE NOT EXISTS (FROM exchange.change AS c WHERE c.item_id = v.item_id AND c.version = v.version)
"""
EDIT = """
CREATE TEMP TABLE edited AS
    SELECT * REPLACE (2 AS version, title || '（修订）' AS title)
    FROM catalogue.item_version ORDER BY item_id LIMIT 100;
UPDATE catalogue.item_version SET valid_to = now() WHERE item_id IN (FROM edited SELECT item_id);
INSERT INTO catalogue.item_version FROM edited;
"""


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
    body = "".join(atom.entry(row) for row in rows)
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
    """A whole edition and the next one, each in a process of its own."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        home = Path(folder).resolve()
        in_a_process(fill, home, count)
        in_a_process(publish, home, "first edition")
        in_a_process(edit, home, count)
        in_a_process(publish, home, "after 100 changes")
        in_a_process(publish, home, "after no change")


def in_a_process(work: Any, *arguments: Any) -> None:
    process = multiprocessing.get_context("spawn").Process(target=work, args=arguments)
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(process.exitcode)


def fill(home: Path, count: int) -> None:
    with open_warehouse(home, owner="bench", memory_limit="2GB") as warehouse:
        for first in range(0, count, 50_000):
            bounds = {"first": first, "last": min(first + 50_000, count)}
            warehouse.connection.execute(FILL, bounds)
        warehouse.connection.execute(LOG, {"before": 0})


def edit(home: Path, count: int) -> None:
    with open_warehouse(home, owner="bench", memory_limit="2GB") as warehouse:
        warehouse.connection.execute(EDIT)
        warehouse.connection.execute(LOG, {"before": count})


def publish(home: Path, label: str) -> None:
    with open_warehouse(home, owner="bench") as warehouse:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        started = time.perf_counter()
        result = publish_feeds(warehouse, home, COUNTY)
        seconds = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{label:18} change {result.as_of_seq:,}: {seconds:7.1f} s, "
            f"{result.as_of_seq / seconds:10,.0f} changes/s, peak {peak:,.0f} MB ({before:,.0f} MB before)",
            flush=True,
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["atom", "edition"], nargs="?", default="atom")
    parser.add_argument("count", type=int, nargs="?", default=100_000)
    options = parser.parse_args()
    {"atom": compare, "edition": edition}[options.what](options.count)
