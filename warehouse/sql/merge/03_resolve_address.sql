-- Which item each listed page shows, first by its address. A page that two sources list is one item: ours if we
-- knew it, otherwise that of the source that knew it first.
CREATE OR REPLACE TEMP TABLE resolved AS
SELECT l.page_key, k.item_id, 'address' AS found_by, l.position
FROM listed AS l JOIN known AS k ON k.page_key = l.page_key
WHERE l.outcome <> 'skipped'
UNION ALL
SELECT page_key, item_id, 'elsewhere', position
FROM (
    SELECT h.page_key, p.item_id, h.position,
        row_number() OVER (PARTITION BY h.page_key ORDER BY p.first_seen_at, p.source_id) AS place
    FROM harvested AS h
    JOIN operations.page AS p ON p.page_key = h.page_key
    ANTI JOIN known AS k ON k.page_key = h.page_key
) WHERE place = 1;

-- Items of this source that may have moved: none of their pages here stands. A page stands when this run shows it;
-- in a broken run, which may not have got as far, also when it was not missing before. So an alias never joins
-- two postings that stand side by side, and a posting that only moved is not withdrawn and found anew.
CREATE OR REPLACE TEMP TABLE movable AS
SELECT k.item_id
FROM known AS k LEFT JOIN shown AS l ON l.page_key = k.page_key
GROUP BY k.item_id
HAVING bool_and(
    l.page_key IS NULL
    AND NOT (getvariable('completeness') = 'broken' AND k.gone_at IS NULL AND k.missing_runs = 0)
);
