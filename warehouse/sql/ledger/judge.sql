-- How each duty stands on the day `as_of`, by what was known at `known_at`: a version counts if it stood then. Dates
-- printed on pages decide what is in time. When we first saw an item only decides whether we knew of it; it speaks for
-- a unit (seen before the day, so published before it), never against.
CREATE OR REPLACE TEMP TABLE judged AS
WITH known AS (
    SELECT item_id, unit_id, publisher_unit_id, category, title, body_text, published_at::DATE AS published_on,
        coalesce(published_at::DATE, written_on) AS dated, first_seen_at
    FROM catalogue.item_version
    WHERE valid_from <= getvariable('known_at') AND (valid_to IS NULL OR valid_to > getvariable('known_at'))
        AND withdrawn_at IS NULL
),
standing AS (
    -- A duty that comes back each year shows in the year it is due; a unit owes nothing outside its time.
    FROM governance.duty AS d
    WHERE (d.task_id NOT LIKE 'standing/%' OR year(d.due_on) = year(getvariable('as_of')))
        AND (d.valid_from IS NULL OR d.valid_from <= least(getvariable('as_of'), d.due_on))
        AND (d.valid_to IS NULL OR d.valid_to >= least(getvariable('as_of'), d.due_on))
),
names AS (
    SELECT unit_id, unnest(list_concat([name], if(kind = 'township', [replace(name, '人民政府', '')], []),
        coalesce(aliases, []))) AS name
    FROM catalogue.unit
),
matching AS (
    SELECT d.duty_id, d.due_on, k.item_id, k.published_on, k.dated,
        CASE WHEN k.published_on IS NOT NULL THEN k.published_on
            WHEN k.first_seen_at::DATE <= d.due_on THEN k.first_seen_at::DATE END AS shown_by,
        len(d.body_words) = 0 OR list_bool_or([contains(k.body_text, word) FOR word IN d.body_words]) AS says_so
    FROM (SELECT *, unnest(categories) AS category FROM standing) AS d
    JOIN known AS k ON k.category = d.category
    WHERE (d.posted_by = 'anyone' OR k.unit_id = d.unit_id OR k.publisher_unit_id = d.unit_id
            OR d.posted_by = 'named'
                AND EXISTS (FROM names AS n WHERE n.unit_id = d.unit_id AND contains(k.title, n.name)))
        AND (len(d.keywords) = 0 OR list_bool_or([contains(k.title, word) FOR word IN d.keywords]))
        AND (len(d.all_keywords) = 0 OR list_bool_and([contains(k.title, word) FOR word IN d.all_keywords]))
        AND (d.link_kind IS NULL
            OR EXISTS (FROM catalogue.link AS l WHERE l.from_item_id = k.item_id AND l.kind = d.link_kind))
        AND (k.dated IS NULL OR k.dated BETWEEN coalesce(d.published_from, k.dated)
            AND least(coalesce(d.published_to, getvariable('as_of')), getvariable('as_of')))
),
counted AS (
    SELECT duty_id, count(*) AS candidates,
        count(*) FILTER (says_so AND dated IS NOT NULL) AS items,
        list(item_id ORDER BY coalesce(published_on, dated), item_id) FILTER (says_so) AS evidence,
        list_sort(list(shown_by) FILTER (says_so AND shown_by IS NOT NULL)) AS days
    FROM matching GROUP BY duty_id
),
read AS (
    -- Columns that had been read, with the unit whose they are: what no column was read of, nobody can miss.
    SELECT DISTINCT c.category, s.unit_id, u.kind
    FROM catalogue.source_column AS c
    JOIN catalogue.source AS s ON s.source_id = c.source_id
    JOIN operations.source_run AS r ON r.source_id = s.source_id
    JOIN operations.run AS run ON run.run_id = r.run_id
    LEFT JOIN catalogue.unit AS u ON u.unit_id = s.unit_id
    WHERE r.completeness IN ('proven', 'unproven') AND run.started_at <= getvariable('known_at')
),
testable AS (
    SELECT DISTINCT d.duty_id
    FROM (SELECT *, unnest(categories) AS category FROM standing) AS d
    JOIN read AS r ON r.category = d.category
        AND (r.unit_id = d.unit_id OR r.kind = 'government' OR d.posted_by <> 'unit')
)
SELECT d.duty_id, d.task_id, d.unit_id, d.due_on,
    CASE WHEN d.not_testable IS NOT NULL THEN 'not_testable'
        WHEN len(c.days) >= d.at_least THEN if(c.days[d.at_least] <= d.due_on, 'met', 'met_late')
        WHEN getvariable('as_of') <= d.due_on THEN 'due'
        WHEN c.items >= d.at_least OR c.duty_id IS NOT NULL AND len(c.evidence) >= d.at_least THEN 'not_testable'
        WHEN t.duty_id IS NULL THEN 'not_testable'
        ELSE 'overdue' END AS verdict,
    CASE WHEN d.not_testable IS NOT NULL THEN d.not_testable
        WHEN len(c.days) >= d.at_least OR getvariable('as_of') <= d.due_on THEN NULL
        WHEN len(c.evidence) >= d.at_least THEN '有相符的信息，但未标注发布日期，不能断定是否按期。'
        WHEN t.duty_id IS NULL THEN '截至当日尚未读取该单位的这类栏目，未见不等于未公开；请在登记簿中登记其栏目。'
        WHEN c.candidates > 0 AND len(c.evidence) IS NULL THEN '有相符的信息，但正文未写明该项内容。'
        WHEN len(c.evidence) > 0 THEN '要求不少于 ' || d.at_least || ' 条，见到 ' || len(c.evidence) || ' 条。'
        END AS reason,
    coalesce(c.evidence, []) AS evidence, coalesce(c.candidates, 0)::INTEGER AS candidates
FROM standing AS d
LEFT JOIN counted AS c ON c.duty_id = d.duty_id
LEFT JOIN testable AS t ON t.duty_id = d.duty_id;
