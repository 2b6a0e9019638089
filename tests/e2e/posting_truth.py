"""What must be found in pages, annual reports and files that the registry names, reckoned from the sample's data."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from importlib.resources import files

from examples.youyi import annual_years
from examples.youyi.county import data
from examples.youyi.model import Posting, TrueItem
from examples.youyi.styles import style
from schemas.registry import Registry

Place = tuple[str, str]
"""Unit, "" where none is to blame, and what of it: address of the item, row of the list, name of the file."""

_OUTSIDERS = ("北大荒集团黑龙江友谊农场有限公司", "红兴隆管理局局直")
"""Of the farm, which is no unit of the county."""


def expected(
    items: Sequence[TrueItem], postings: Mapping[str, Posting], registry: Registry
) -> dict[str, set[Place]]:
    """Places by rule."""
    found: dict[str, set[Place]] = defaultdict(set)
    for item in items:
        rule = annual_years.fault_of(postings[item.url])
        if rule:
            found[rule].add((item.unit_id, item.url))
        if style(postings[item.url].style).meta == "generated":
            found["date_conflict"].add((item.unit_id, "site:PubDate"))
        if item.index_is_valid is False and item.index_number:
            found["index_check_digit"].add((item.unit_id, f"site:{item.index_number.partition('/')[0]}"))
        if item.publisher in _OUTSIDERS:
            found["publisher_unresolved"].add((item.unit_id, item.publisher))
    known = {name for unit in registry.unit for name in (unit.name, *unit.aliases)} | {"各乡（镇）"}
    text = files("examples.youyi").joinpath("powers.csv").read_text(encoding="utf-8")
    for line, row in enumerate(csv.DictReader(text.splitlines()), 2):
        if row["行使主体"] not in known:
            found["power_row_wrong"].add(("", f"powers.csv!{line}!unit"))
    found["statute_library_wrong"] = {("", name) for name in data("statutes")["library"]["notes"]}
    return found
