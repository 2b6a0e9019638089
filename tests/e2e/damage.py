"""What no office can plant: damage to the county's own warehouse, and where each check must find it."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

VICTIM = """
SELECT item_id FROM catalogue.item_version AS v
WHERE v.valid_to IS NULL AND v.withdrawn_at IS NULL AND v.source_id = 'fgj' AND v.category = 'fee'
    AND NOT EXISTS (FROM operations.finding AS f WHERE f.item_id = v.item_id)
ORDER BY item_id LIMIT 1
"""
"""An item that nothing is wrong with."""


@dataclass(frozen=True)
class Damage:
    """Statements, with `$victim` for the item; and the one finding that must come of them."""

    rule: str
    statement: str
    told: str = ""
    """Words of its message; "" where the item is its place."""


DAMAGES = (
    Damage(
        "accounting",
        "UPDATE operations.source_run SET listed = listed + 1 WHERE source_id = 'fgj'",
        "信息源 fgj：",
    ),
    Damage("change_of_version", "UPDATE exchange.change SET operation = 'withdraw' WHERE item_id = $victim"),
    Damage(
        "current_version",
        "UPDATE catalogue.item_version SET valid_to = valid_from WHERE item_id = $victim",
    ),
    Damage(
        "delivery_order",
        "UPDATE exchange.delivery SET ordinal = ordinal + 1 WHERE target_id = 'national' "
        "AND ordinal = (SELECT max(ordinal) FROM exchange.delivery WHERE target_id = 'national')",
        "报送对象 national 有 ",
    ),
    Damage(
        "finance_source",
        "UPDATE finance.bond SET item_id = 'lost' WHERE rowid = (SELECT min(rowid) FROM finance.bond)",
        "finance.bond 中 ",
    ),
    Damage(
        "gapless_change_log",
        "UPDATE exchange.change SET seq = seq + 1 WHERE seq = (SELECT max(seq) FROM exchange.change)",
        "应连续无重复",
    ),
    Damage(
        "unique_keys",
        "INSERT INTO operations.page FROM operations.page WHERE item_id = $victim",
    ),
    Damage(
        "schema_mismatch",
        "ALTER TABLE catalogue.attachment ALTER byte_size TYPE DOUBLE",
        "列 catalogue.attachment.byte_size 的类型为 DOUBLE",
    ),
    Damage(
        "county_shrinks",
        "CREATE TEMP TABLE gone AS SELECT item_id, version FROM catalogue.item_version "
        "WHERE valid_to IS NULL AND item_id > 'a'; "
        "UPDATE catalogue.item_version SET withdrawn_at = valid_from WHERE item_id IN (SELECT item_id FROM gone); "
        "UPDATE exchange.change SET operation = 'withdraw' WHERE item_id IN (SELECT item_id FROM gone)",
        "减少超过",
    ),
    Damage(
        "source_below_minimum",
        "UPDATE catalogue.source SET min_items = 9999 WHERE source_id = 'xfj'",
        "信息源 xfj 现有 ",
    ),
    Damage(
        "unmasked_personal_data",
        "UPDATE catalogue.attachment SET text = '联系人手机：13904695678', first_seen_at = now() + INTERVAL 1 DAY "
        "WHERE attachment_id = (SELECT min(attachment_id) FROM catalogue.attachment)",
        "中有未遮盖的个人信息",
    ),
)


def apply(connection: duckdb.DuckDBPyConnection, damage: Damage, victim: str) -> None:
    """Do the damage within the transaction in hand."""
    for statement in damage.statement.split("; "):
        connection.execute(statement, {"victim": victim} if "$victim" in statement else {})
