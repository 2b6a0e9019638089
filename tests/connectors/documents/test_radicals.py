"""Radicals that PDF fonts give for ideographs."""

from __future__ import annotations

import unicodedata

from connectors.documents.radicals import RADICALS


def test_radicals_become_the_ideographs_they_look_like() -> None:
    assert "⼀般公共预算⽀出 ⻓期 ⺠政局 ⻋辆".translate(RADICALS) == "一般公共预算支出 长期 民政局 车辆"


def test_none_is_left_a_radical() -> None:
    assert not [text for text in RADICALS.values() if "RADICAL" in unicodedata.name(text)]
