"""The labelled pairs of the bench, through merge and relate: few enough for every change, all their difficulties."""

from __future__ import annotations

from pathlib import Path

from bench.document_pairs import OTHER, SAME, Maker, pairs
from bench.documents import judge


def test_the_labels_are_what_they_say() -> None:
    labelled = list(pairs(7))
    assert len(labelled) >= 300
    assert {pair.difficulty for pair in labelled} == {*SAME, *OTHER}
    assert sum(pair.same for pair in labelled) > 100 < sum(not pair.same for pair in labelled)
    assert list(pairs(1)) == list(pairs(1)), "seeded"
    one, other = SAME["cut_short"](Maker("cut_short", 1))
    assert one.text.startswith(other.text)
    assert other.text != one.text


def test_documents_are_told_apart(tmp_path: Path) -> None:
    score = judge(list(pairs(7)), tmp_path, runs=3)
    assert (score.precision, score.recall) >= (0.99, 0.99), score
    assert not score.missed + score.confused + score.strangers, "none at all, as it stands"
