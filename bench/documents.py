"""One document, many postings: precision and recall of `document_id` over pairs known by construction.

    python -m bench.documents [--each 12]

All postings lie in one catalogue, the two of a pair on two sites, and go through stage, merge and relate as in
a run. A pair counts as joined where both have one `document_id`; postings of different pairs that were joined
are errors too. Measured twice: all postings in one run, and shuffled over four runs.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random

from bench.document_pairs import Pair, Shown, pairs
from schemas.base import SHANGHAI
from schemas.harvest import Harvested, Run, Sighting, SourceReport
from schemas.identity import content_hash, document_id, page_key
from schemas.item import Attachment, Item
from schemas.registry import Column, County, Registry, Source, Unit
from warehouse.database import Warehouse, open_warehouse
from warehouse.merge import merge_source
from warehouse.registry import sync_registry
from warehouse.relations import relate
from warehouse.runs import begin_run
from warehouse.stage import StageWriter

AT = datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI)
SITES = ("one", "other")
REGISTRY = Registry(
    county=County(name="友谊县", division="230522"),
    unit=(Unit(id="office", name="友谊县人民政府办公室", kind="department"),),
    source=tuple(
        Source(
            id=site,
            unit="office",
            family="trs",
            base_url=f"http://{site}.test",
            column=(Column(path="/a/", category="policy"),),
        )
        for site in SITES
    ),
)


@dataclass(frozen=True, slots=True)
class Score:
    """How the pairs were judged."""

    joined: int
    """Pairs that show one document and were joined."""
    missed: Counter[str]
    """Pairs that show one document and were not, by difficulty."""
    confused: Counter[str]
    """Pairs that show two documents and were joined, by difficulty."""
    strangers: Counter[str]
    """Postings of different pairs that were joined, by difficulty of the later pair."""

    @property
    def precision(self) -> float:
        wrong = self.confused.total() + self.strangers.total()
        return self.joined / (self.joined + wrong) if self.joined else 0.0

    @property
    def recall(self) -> float:
        return self.joined / (self.joined + self.missed.total()) if self.joined else 0.0


def judge(labelled: Sequence[Pair], home: Path, runs: int = 1) -> Score:
    """Put all postings into a catalogue, in so many runs and another order each, and look at their documents."""
    postings = [
        (site, n, shown)
        for n, pair in enumerate(labelled)
        for site, shown in zip(SITES, (pair.one, pair.other), strict=True)
    ]
    if runs > 1:
        Random(runs).shuffle(postings)
    with open_warehouse(home, owner="bench") as warehouse:
        for number in range(runs):
            _harvest(warehouse, postings[number::runs], number)
        rows = warehouse.connection.execute("SELECT url, document_id FROM catalogue.item").fetchall()
    found = dict(rows)
    documents = [tuple(found[f"http://{site}.test/{n}.html"] for site in SITES) for n in range(len(labelled))]
    return _score(labelled, documents)


def _score(labelled: Sequence[Pair], documents: Sequence[tuple[str, ...]]) -> Score:
    of: defaultdict[str, set[int]] = defaultdict(set)
    for n, ids in enumerate(documents):
        for document in ids:
            of[document].add(n)
    joined = [ids[0] == ids[1] for ids in documents]
    return Score(
        joined=sum(j and pair.same for j, pair in zip(joined, labelled, strict=True)),
        missed=Counter(p.difficulty for j, p in zip(joined, labelled, strict=True) if p.same and not j),
        confused=Counter(p.difficulty for j, p in zip(joined, labelled, strict=True) if j and not p.same),
        strangers=Counter(labelled[n].difficulty for ns in of.values() for n in sorted(ns)[1:]),
    )


def _harvest(warehouse: Warehouse, postings: Sequence[tuple[str, int, Shown]], number: int) -> None:
    at = AT + timedelta(days=number)
    run = Run(run_id=f"bench-{number}", started_at=at)
    begin_run(warehouse, run, "all")
    sync_registry(warehouse, REGISTRY, at)
    for source in REGISTRY.source:
        writer = StageWriter(warehouse.home, run, source.id)
        shown = [(n, posting) for site, n, posting in postings if site == source.id]
        for n, posting in shown:
            for record in _records(source.id, n, posting, at):
                writer(record)
        counts = {"listed": len(shown), "accepted": len(shown), "fetched": len(shown)}
        report = SourceReport(
            source_id=source.id, completeness="unproven", started_at=at, ended_at=at, **counts
        )
        merge_source(warehouse, writer.commit(report), run=run, source=source, registry=REGISTRY)
    relate(warehouse, run)


def _records(site: str, number: int, shown: Shown, at: datetime) -> tuple[Sighting, Harvested]:
    url = f"http://{site}.test/{number}.html"
    item = Item(
        title=shown.title,
        url=url,
        category="policy",
        index_number=shown.index,
        document_number=shown.number,
        publisher=shown.publisher,
        written_on=shown.written,
        published_at=shown.published and datetime.combine(shown.published, time(9), SHANGHAI),
        body_text=shown.text or None,
        attachments=tuple(Attachment(url=f"{url}.{n}", file_name=n, sha256=d) for n, d in shown.files),
    )
    hashes = {"document_id": document_id(item), "content_hash": content_hash(item)}
    sighting = Sighting(
        page_key=page_key(url),
        address=url,
        native_id=None,
        columns=("/a/",),
        row_hash="r",
        outcome="accepted",
    )
    return sighting, Harvested(
        page_key=page_key(url), item=item, evidence=(), index_is_valid=False, fetched_at=at, **hashes
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--each", type=int, default=12, help="pairs of each difficulty")
    given = options.parse_args()
    labelled = list(pairs(given.each))
    same = sum(pair.same for pair in labelled)
    print(
        f"{len(labelled)} pairs of {len({p.difficulty for p in labelled})} difficulties, {same} of them one document"
    )
    worst = 1.0
    for runs in (1, 4):
        with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
            score = judge(labelled, Path(folder), runs)
        worst = min(worst, score.precision, score.recall)
        print(
            f"{runs} run{'s' if runs > 1 else ''}: precision {score.precision:.4f}  recall {score.recall:.4f}"
        )
        told = {
            "missed": score.missed,
            "confused": score.confused,
            "confused with another pair": score.strangers,
        }
        for word, names in told.items():
            for name, count in names.most_common():
                print(f"  {word}: {count} of {given.each} {name.replace('_', ' ')}")
    sys.exit(worst < 0.99)


if __name__ == "__main__":
    main()
