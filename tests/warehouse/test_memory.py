"""What a step holds does not grow with the bodies of the catalogue."""

from __future__ import annotations

from tests.warehouse.county import MONDAY, County
from warehouse.ledger import AsOf, judge

BODIES = """
INSERT INTO catalogue.item_version BY NAME
SELECT 'item-' || n AS item_id, 1 AS version, $at AS valid_from, 'document' AS document_id, '230522' AS county,
    'portal' AS source_id, 'page-' || n AS page_key, 'office' AS unit_id, '办公室' AS unit_name, 'policy' AS category,
    '通知' AS title, repeat('正文', 10_000) AS body_text, 0 AS attachment_count, 'hash' AS content_hash,
    $at AS first_seen_at, 'run' AS run_id
FROM range(1_000) AS r (n)
"""
"""60 MB of text."""


def test_the_ledger_is_judged_without_a_copy_of_every_body(county: County) -> None:
    county.begin()
    with county.warehouse.transaction() as connection:
        connection.execute(BODIES, {"at": MONDAY})
    connection.execute("CHECKPOINT")
    connection.execute("SET GLOBAL max_temp_directory_size = '1MB'")
    with county.warehouse.within("32MB"):
        judge(connection, AsOf.of(MONDAY.date()))
    assert county.rows("SELECT count(*) FROM judged") == [(0,)]
