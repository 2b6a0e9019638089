"""What must be found of the townships' standard catalogues, reckoned from the truth of the sample county alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from examples.youyi import catalogues
from examples.youyi.model import Posting, TrueItem
from schemas.registry import Registry
from schemas.workdays import working_days_between

Place = tuple[str, str]
RULES = (
    *("catalogue_row", "catalogue_ticks_lost", "catalogue_nothing", "catalogue_incomplete"),
    *("catalogue_overdue", "catalogue_item_missing", "catalogue_power_missing"),
)
PROOF: dict[str, tuple[str, set[str], tuple[str, ...]]] = {
    "耕地地力保护补贴": ("arable_land_subsidy", {"subsidy_payment", "subsidy_policy"}, ("耕地地力保护",)),
    "农机购置补贴": ("machinery_subsidy", {"subsidy_payment", "subsidy_policy"}, ("农机购置",)),
    "村级财务收支": ("village_finance", {"village"}, ("财务收支",)),
    "残疾人补贴和关爱服务": ("disabled_care", {"subsidy_payment", "livelihood", "village"}, ("残疾人",)),
    "临时救助": ("temporary_assistance", {"subsidy_payment", "livelihood", "village"}, ("临时救助",)),
    "公共文化活动": (
        "public_culture",
        {"village", "livelihood", "public_institution", "policy"},
        ("公共文化", "文化活动", "文化站"),
    ),
}
"""By matter of the sample: its key, what is looked at, and for which words."""
LIMIT, TOLD_ELSEWHERE = 10, 20


def expected(
    items: Sequence[TrueItem], postings: Mapping[str, Posting], registry: Registry, today: date
) -> dict[str, set[Place]]:
    """Places by rule."""
    found: dict[str, set[Place]] = defaultdict(set, {rule: set() for rule in RULES})
    columns = {(s.unit, c.category) for s in registry.source for c in s.column}
    for item in items:
        number = postings[item.url].catalogue
        fault = None if number is None else catalogues.fault_of(item.source_id, number)
        if fault:
            rule = "catalogue_ticks_lost" if fault == "ticks" else "catalogue_row"
            found[rule].add((item.unit_id, item.url))
    for town, field, matter in _listed():
        key, categories, words = PROOF[matter["name"]]
        place = (town, f"{catalogues.field_code(field)}/{key}")
        proofs = [
            i for i in items if i.category in categories and _is_of(i, town, registry) and _says(i, words)
        ]
        if proofs:
            if _is_late(proofs, _limit(town, matter), today):
                found["catalogue_overdue"].add(place)
        elif any((unit, category) in columns for unit in (town, "county") for category in categories):
            found["catalogue_nothing"].add(place)
    found["catalogue_incomplete"].add(("xinglong", "farm_subsidy/arable_land_subsidy"))
    found["catalogue_item_missing"] |= {
        ("jianshe", "farm_subsidy/machinery_subsidy"),
        ("youlin", "social_assistance"),
    }
    found["catalogue_power_missing"].add(("xinglong", "农村宅基地审批"))
    return found


def _listed() -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Township, field and matter of the newest catalogue of each field."""
    for town in catalogues.townships():
        for field in dict.fromkeys(catalogues.field_of(town, number) for number in range(3)):
            for matter in catalogues.matters(town, field):
                yield town, field, matter


def _limit(town: str, matter: Mapping[str, str]) -> str | None:
    """The limit that its newest catalogue prints; none where that is spoiled."""
    spoiled = catalogues.fault_of(town, 0) == "rows" and matter["name"] == "农机购置补贴"
    return None if spoiled else matter["limit"]


def _is_of(item: TrueItem, town: str, registry: Registry) -> bool:
    unit = registry.unit_named(town)
    names = (unit.name, unit.name.removesuffix("人民政府"), *unit.aliases)
    return item.unit_id == town or item.publisher in names or any(name in item.title for name in names)


def _says(item: TrueItem, words: tuple[str, ...]) -> bool:
    shown = " ".join((item.title, *(file.name for file in item.attachments)))
    return any(word in shown for word in words)


def _is_late(proofs: list[TrueItem], limit: str | None, today: date) -> bool:
    """By the newest of them; what came later than article 26 allows is told by another rule."""
    dated = [(proof.published_at.date(), proof) for proof in proofs if proof.published_at]
    if not dated or limit is None:
        return False
    day, newest = max(dated, key=lambda pair: pair[0])
    if limit.startswith("每"):
        months = 1 if "月" in limit else 3
        running = today.year * 12 + today.month - 1
        first = running - running % months - months
        return day < date(first // 12, first % 12 + 1, 1)
    if newest.written_on is None:
        return False
    return LIMIT < working_days_between(newest.written_on, day) <= TOLD_ELSEWHERE
