"""What each field of work judges in the played county, so that a rule can be shown to pass as well as to find."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from schemas.rules import RULES, RULES_OF
from tests.e2e.damage import DAMAGES
from warehouse.database import query

_ITEMS = "SELECT item_id FROM catalogue.item"
_OWNERS = "SELECT DISTINCT unit_id FROM catalogue.source WHERE active"
_ANSWERS = """
SELECT item_id || '!' || place FROM finance.check_result WHERE rule_id = '{rule}' AND verdict = 'pass'
UNION
SELECT item_id FROM finance.reading
WHERE '{rule}' NOT IN (SELECT rule_id FROM finance.check_result WHERE verdict = 'pass')
    AND kind IN (SELECT kind FROM finance.check_result WHERE rule_id = '{rule}'
        UNION SELECT kind FROM finance.reading_finding WHERE check_id = '{rule}')
"""
"""Where the rule of a table said yes; of one that only speaks of faults, the files of the kind that it speaks of."""
_PLACES: Mapping[str, str] = {
    "annual_reports": "SELECT DISTINCT item_id FROM governance.annual_report_cell",
    "categories": "SELECT p.item_id FROM operations.page AS p JOIN catalogue.source_column AS c "
    "ON c.source_id = p.source_id AND list_contains(p.columns, c.path) AND c.category = 'auto'",
    "datasets": _ANSWERS,
    "finance": _ANSWERS,
    "deadlines": "SELECT item_id FROM catalogue.item WHERE written_on IS NOT NULL AND published_at IS NOT NULL",
    "governance": "SELECT duty_id FROM governance.ledger WHERE verdict = 'met'",
    "harvest": _ITEMS,
    "new_media": "SELECT DISTINCT unit_id FROM governance.new_media",
    "platform": _OWNERS,
    "policy": "SELECT item_id FROM catalogue.item "
    "WHERE category IN ('interpretation', 'normative', 'consultation', 'proposal')",
    "postings": _ITEMS,
    "requests": "SELECT DISTINCT unit_id FROM governance.request",
    "standard_catalogues": "SELECT DISTINCT unit_id FROM governance.standard_item",
    "statutes": "SELECT DISTINCT item_id FROM governance.statute_verdict",
}
"""By field of work, what its rules look at: items, or units."""
_OWN_PLACES: Mapping[str, str] = {
    "mass_vanish": "SELECT DISTINCT unit_id FROM operations.source_run JOIN catalogue.source USING (source_id) "
    "WHERE completeness = 'proven'",
    "undated_item": _ITEMS,
    "publicity_expired": "SELECT item_id FROM catalogue.item WHERE category = 'subsidy_payment'",
    "dead_link": "SELECT address FROM operations.link WHERE kind <> 'attachment' AND state = 'ok'",
    "dead_attachment": "SELECT url FROM catalogue.attachment WHERE sha256 IS NOT NULL",
    "publisher_unresolved": "SELECT DISTINCT unit_id FROM catalogue.item WHERE publisher_unit_id IS NOT NULL",
    "meeting_missing": "SELECT DISTINCT unit_id || ' ' || regexp_extract(title, '[0-9]{4}') "
    "FROM catalogue.item WHERE category = 'meeting'",
    "catalogue_row": "SELECT DISTINCT item_id FROM governance.standard_item",
    "catalogue_ticks_lost": "SELECT DISTINCT item_id FROM governance.standard_item",
    "power_row_wrong": "SELECT DISTINCT file || '!' || row_number || '!unit' FROM governance.power",
    "statute_library_wrong": "SELECT DISTINCT origin FROM governance.statute_version",
    "interpretation_missing": "SELECT item_id FROM catalogue.item WHERE category = 'normative'",
    "repealed_shown_valid": _ITEMS,
    "catalogue_power_missing": "SELECT DISTINCT unit_id FROM governance.power WHERE unit_id IS NOT NULL "
    "UNION SELECT DISTINCT unit_id FROM governance.standard_item",
}
"""Rules that look at something else than the others of their field."""
SYSTEM = frozenset({damage.rule for damage in DAMAGES}) | {
    *("publication_held", "feeds_signature", "feeds_files_lost"),
    *("push_overdue", "push_refused", "push_unauthorized"),
}
"""Rules that no office can break: `test_damage_to_the_county` shows that each passes, is broken, and passes again."""


def found(home: Path) -> dict[str, set[str]]:
    """Where each rule ever found something, by all names that the place has."""
    names = "item_id, unit_id, subject, unit_id || ' ' || subject"
    rows = query(home, f"SELECT check_id, {names} FROM operations.known_finding").rows
    places: dict[str, set[str]] = {}
    for rule, *called in rows:
        places.setdefault(rule.partition("/")[0], set()).update(name for name in called if name)
    return places


def passing(home: Path, rule: str, faulty: set[str]) -> set[str]:
    """What the rule looked at and found nothing in."""
    field = next(field for field, rules in RULES_OF.items() if rule in rules)
    text = _OWN_PLACES.get(rule) or _PLACES[field]
    judged = {place for (place,) in query(home, text.replace("{rule}", rule)).rows}
    return judged - faulty


def rules() -> list[str]:
    """All rules that an office can break."""
    return [rule for rule in RULES if rule not in SYSTEM]
