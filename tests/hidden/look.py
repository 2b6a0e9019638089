"""Looking into a home from outside: the snapshot, the feeds, every byte that must hold no personal data."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import duckdb

from tests.hidden.model import FULL_WIDTH, SECRETS

Row = dict[str, Any]
SECRET = re.compile("|".join([*SECRETS, FULL_WIDTH]))
NUMBER = re.compile("[0-9０-９]{6,}[0-9０-９XxＸｘ]*")
assert all(NUMBER.fullmatch(secret) for secret in [*SECRETS, FULL_WIDTH])
ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True)
class State:
    """What a run left behind."""

    items: list[Row]
    attachments: list[Row]
    runs: dict[str, Row]
    changes: int
    findings: list[Row]
    feeds: dict[str, str]
    """Digest of every file of the feeds, by path."""
    requests: int

    def live(self, source: str) -> list[Row]:
        """Items of a source that are not withdrawn."""
        return [r for r in self.items if r["source_id"] == source and r["withdrawn_at"] is None]

    def by_place(self, source: str) -> dict[str, Row]:
        """The same by path and query of their address; without one, by title."""
        return {place_of(r): r for r in self.live(source)}

    def files(self, item_id: str) -> set[str]:
        return {a["file_name"] for a in self.attachments if a["item_id"] == item_id}


def place_of(row: Row) -> str:
    """Path and query of an item's address as a browser writes them."""
    if not row["url"]:
        return str(row["title"])
    parts = urlsplit(row["url"])
    path = re.sub(r"/(\./)+", "/", parts.path.replace("//", "/"))
    query = "" if parts.query.startswith("spm=") else parts.query
    return unquote(path) + (f"?{query}" if query else "")


def rows(database: Path, sql: str) -> list[Row]:
    with duckdb.connect(str(database), read_only=True) as connection:
        found = connection.execute(sql)
        names = [d[0] for d in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def state(home: Path, requests: int) -> State:
    snapshot = home / "snapshot" / "gongkai.duckdb"
    last = rows(
        snapshot,
        "SELECT * FROM operations.source_run WHERE run_id = (SELECT max(run_id) FROM operations.source_run)",
    )
    changes = rows(
        snapshot,
        "SELECT count(*) n, coalesce(max(seq), 0) top, coalesce(min(seq), 1) low FROM exchange.change",
    )[0]
    assert (changes["n"], changes["low"]) == (changes["top"], 1)
    current = home / "feeds" / "current"
    return State(
        items=rows(snapshot, "SELECT * FROM catalogue.item ORDER BY item_id"),
        attachments=rows(snapshot, "SELECT * FROM catalogue.attachment WHERE withdrawn_at IS NULL"),
        runs={r["source_id"]: r for r in last},
        changes=changes["n"],
        findings=rows(snapshot, "SELECT * FROM operations.finding"),
        feeds={
            str(p.relative_to(current)): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in sorted(current.rglob("*"))
            if p.is_file()
        },
        requests=requests,
    )


def leaks(home: Path, *others: Path) -> list[str]:
    """Where a secret stands outside the archive: files by bytes, databases and Parquet by their values."""
    found, seen = [], set[tuple[int, int]]()
    for root in (home, *others):
        for path in sorted(root.rglob("*")):
            if not path.is_file() or (home / "archive") in path.parents or (home / "drop") in path.parents:
                continue
            file = path.stat()
            if (file.st_dev, file.st_ino) in seen:  # one file under several names: editions share them
                continue
            seen.add((file.st_dev, file.st_ino))
            for place, text in _texts(path):
                if place != "bytes":
                    text = re.sub("[- \u200b]", "", unicodedata.normalize("NFKC", text))
                numbers = "\n".join(set(NUMBER.findall(text)))  # each once: to look for many words takes long
                found += [f"{path.relative_to(root)} {place}: {hit[:6]}" for hit in SECRET.findall(numbers)]
    return found


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    if path.is_symlink():
        return
    yield "bytes", path.read_bytes().decode("utf-8", "ignore")
    if path.suffix == ".duckdb":
        tables = rows(path, "SELECT table_schema s, table_name t FROM information_schema.tables")
        for table in tables:
            name = f'"{table["s"]}"."{table["t"]}"'
            values = (value for row in rows(path, f"SELECT * FROM {name}") for value in row.values())
            yield name, "\n".join(map(str, values))
    elif path.suffix == ".parquet":
        with duckdb.connect() as connection:
            table = connection.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
            yield "values", "\n".join(str(value) for row in table for value in row)


def feed_items(home: Path) -> dict[str, Row]:
    """`items.parquet` by id, those withdrawn left out."""
    path = home / "feeds" / "current" / "data" / "items.parquet"
    with duckdb.connect() as connection:
        found = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [d[0] for d in found.description]
        every = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return {r["item_id"]: r for r in every if r["withdrawn_at"] is None}


def manifest_holds(home: Path) -> bool:
    """Whether every file that the manifest names has the bytes and digest it says."""
    current = home / "feeds" / "current"
    manifest = json.loads((current / "manifest.json").read_text("utf-8"))
    for entry in manifest["files"]:
        data = (current / entry["path"]).read_bytes()
        if len(data) != entry["bytes"] or hashlib.sha256(data).hexdigest() != entry["sha256"]:
            return False
    return bool(manifest["files"])


def atom_items(home: Path) -> set[str]:
    """Replay of `atom/all.xml`, its archives first: ids of the items that stand."""
    folder = home / "feeds" / "current" / "atom"
    chain, name = [], "all.xml"
    while name:
        root = ElementTree.parse(folder / name).getroot()
        chain.append(root)
        older = root.find(f"{ATOM}link[@rel='prev-archive']")
        older = older if older is not None else root.find(f"{ATOM}link[@rel='next']")
        name = "" if older is None else older.get("href", "").rsplit("/", 1)[-1]
    events = []
    for root in reversed(chain):
        events += [
            (e.findtext(f"{ATOM}updated"), e.findtext(f"{ATOM}id"), True)
            for e in root.findall(f"{ATOM}entry")
        ]
        gone = root.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
        events += [(e.get("when"), e.get("ref"), False) for e in gone]
    standing: dict[str, bool] = {}
    for _, ref, stands in sorted(events, key=lambda event: str(event[0])):
        standing[str(ref).rsplit(":", 1)[-1]] = stands
    return {item_id for item_id, stands in standing.items() if stands}
