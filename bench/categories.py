"""Categories of mixed columns: titles labelled by hand, and what the rules make of them.

    python -m bench.categories

Each title was labelled before the rules were tried on it. The rules were written and mended with the titles marked
`written`; those marked `held_out` came last, and no rule was touched after they were tried.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from schemas.classify import Classified, classify

TITLES = Path(__file__).parent / "data" / "category_titles.tsv"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A title, its true category and what the rules make of it."""

    half: str
    """`written` or `held_out`."""
    category: str
    title: str
    found: Classified

    @property
    def verdict(self) -> str:
        """`right`, `other` (not sure, and says so) or `wrong`."""
        if self.found.category == self.category:
            return "right"
        return "other" if self.found.category == "other" and not self.found.sure else "wrong"


def labelled() -> list[Labelled]:
    """All titles with what the rules make of them."""
    with TITLES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [
        Labelled(
            row["half"],
            row["category"],
            row["title"],
            classify(
                row["title"],
                publisher=row["publisher"] or None,
                document_number=row["document_number"] or None,
            ),
        )
        for row in rows
    ]


def shares(titles: Sequence[Labelled]) -> dict[str, float]:
    """How many are right, `other` because no rule was sure, and wrong."""
    told = Counter(title.verdict for title in titles)
    return {word: told[word] / len(titles) for word in ("right", "other", "wrong")}


def main() -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter).parse_args()
    everything = labelled()
    for name in ("written", "held_out", "all"):
        titles = [t for t in everything if name in (t.half, "all")]
        told = "  ".join(f"{word} {share:6.1%}" for word, share in shares(titles).items())
        print(f"{name.replace('_', ' '):9} {len(titles):3} titles  {told}")
    print("confusion (true, found, titles):")
    confused = Counter((t.category, t.found.category) for t in everything if t.verdict != "right")
    for (true, found), count in confused.most_common():
        print(f"  {true:20} {found:20} {count}")
    for title in everything:
        if title.verdict != "right":
            print(f"  {title.verdict}: {title.title} ({title.category}): {title.found.evidence}")
    sys.exit(shares(everything)["right"] < 0.95)


if __name__ == "__main__":
    main()
