-- How each duty stands on the day `as_of`, by what was known at `known_at`: a version counts if it stood then. Dates
-- printed on pages decide what is in time. When we first saw an item only decides whether we knew of it; it speaks for
-- a unit (seen before the day, so published before it), never against.
-- `known` is read anew by whoever asks it: kept as a whole, it would be every body of the county on disk once more.
CREATE OR REPLACE TEMP TABLE judged AS
WITH known AS NOT MATERIALIZED (
    SELECT item_id, unit_id, publisher_unit_id, category, title, body_text, published_at::DATE AS published_on,
        coalesce(published_at::DATE, written_on) AS dated, first_seen_at, attachment_count
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
    SELECT unit_id, kind, unnest(list_concat([name], if(kind = 'township', [replace(name, '人民政府', '')], []),
        coalesce(aliases, []))) AS name
    FROM catalogue.unit
),
titled AS (
    -- The units that a title names, a name within a longer one (县政府 in 县政府办公室) left out. The county's own name is in
    -- every other title and names nobody.
    SELECT k.item_id, list(DISTINCT n.unit_id) AS units, bool_or(n.kind <> 'government') AS names_unit
    FROM known AS k JOIN names AS n ON contains(k.title, n.name)
    WHERE k.category IN (SELECT unnest(categories) FROM standing WHERE posted_by = 'named')
        AND NOT EXISTS (FROM names AS m WHERE m.unit_id <> n.unit_id AND m.name <> n.name AND contains(m.name, n.name)
            AND contains(k.title, m.name) AND NOT contains(replace(k.title, m.name, ''), n.name))
    GROUP BY k.item_id
),
shown AS (
    SELECT v.item_id, list(DISTINCT v.verdict) AS verdicts, list(DISTINCT s.kind) AS kinds
    FROM governance.statute_verdict_on(getvariable('as_of')) AS v
    LEFT JOIN governance.statute AS s ON s.statute_id = v.statute_id
    GROUP BY v.item_id
),
spoiled AS (
    SELECT d.duty_id, count(DISTINCT k.item_id) AS items
    FROM standing AS d
    JOIN shown AS s ON list_has_any(s.verdicts, d.no_statute) AND list_has_any(s.kinds, d.categories)
    JOIN known AS k ON k.item_id = s.item_id AND (k.dated IS NULL OR k.dated <= getvariable('as_of'))
    GROUP BY d.duty_id
),
reports AS (
    SELECT item_id, list(DISTINCT form_version) AS forms FROM governance.annual_report_cell GROUP BY item_id
),
matching AS (
    SELECT d.duty_id, d.due_on, k.item_id, k.published_on, k.dated, r.forms,
        CASE WHEN k.published_on IS NOT NULL THEN k.published_on
            WHEN k.first_seen_at::DATE <= d.due_on THEN k.first_seen_at::DATE END AS shown_by,
        (len(d.body_words) = 0 OR list_bool_or([contains(k.body_text, word) FOR word IN d.body_words]))
            AND (d.form_version IS NULL OR coalesce(list_contains(r.forms, d.form_version), false)) AS says_so
    FROM (SELECT *, unnest(categories) AS category FROM standing) AS d
    JOIN known AS k ON k.category = d.category
    LEFT JOIN titled AS n ON n.item_id = k.item_id
    LEFT JOIN shown AS s ON s.item_id = k.item_id
    LEFT JOIN reports AS r ON r.item_id = k.item_id
    WHERE CASE d.posted_by WHEN 'anyone' THEN true
            WHEN 'named' THEN coalesce(list_contains(n.units, d.unit_id), false)
                OR (k.unit_id = d.unit_id OR k.publisher_unit_id = d.unit_id) AND NOT coalesce(n.names_unit, false)
            ELSE k.unit_id = d.unit_id OR k.publisher_unit_id = d.unit_id END
        AND (len(d.keywords) = 0 OR list_bool_or([contains(k.title, word) FOR word IN d.keywords]))
        AND (len(d.all_keywords) = 0 OR list_bool_and([contains(k.title, word) FOR word IN d.all_keywords]))
        AND NOT coalesce(list_bool_or([contains(k.title, word) FOR word IN d.without_words]), false)
        AND (d.link_kind IS NULL OR EXISTS (FROM catalogue.link AS l WHERE l.from_item_id = k.item_id
            AND l.kind = d.link_kind AND l.to_item_id IN (SELECT item_id FROM known)))
        AND (len(d.statute) = 0 OR coalesce(list_has_any(s.verdicts, d.statute), false))
        AND (NOT d.with_file OR k.attachment_count > 0)
        AND (k.dated IS NULL OR k.dated BETWEEN coalesce(d.published_from, k.dated)
            AND least(coalesce(d.published_to, getvariable('as_of')), getvariable('as_of')))
),
counted AS (
    SELECT duty_id, count(*) AS candidates, count(forms) AS read_reports,
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
beyond AS (
    -- What the means at hand cannot tell on any day.
    SELECT d.duty_id, CASE
        WHEN len(d.statute) > 0 AND NOT EXISTS (FROM governance.statute) THEN '没有法规参照库，不能核对是否为正式文本；请在登记簿中配置 [statutes]。'
        WHEN d.form_version IS NOT NULL AND c.candidates > 0 AND c.read_reports = 0
            THEN '报告中没有读到表格，不能断定采用何种格式；请核对表格是否以图片公开。' END AS reason
    FROM standing AS d LEFT JOIN counted AS c ON c.duty_id = d.duty_id
),
testable AS (
    SELECT DISTINCT d.duty_id
    FROM (SELECT *, unnest(categories) AS category FROM standing) AS d
    JOIN read AS r ON r.category = d.category
        AND (r.unit_id = d.unit_id OR r.kind = 'government' OR d.posted_by <> 'unit')
)
SELECT d.duty_id, d.task_id, d.unit_id, d.due_on,
    CASE WHEN len(c.days) >= d.at_least AND p.duty_id IS NULL
            THEN if(c.days[d.at_least] <= d.due_on, 'met', 'met_late')
        WHEN d.not_testable IS NOT NULL OR b.reason IS NOT NULL THEN 'not_testable'
        WHEN getvariable('as_of') <= d.due_on THEN 'due'
        WHEN p.duty_id IS NOT NULL THEN 'overdue'
        WHEN len(c.evidence) >= d.at_least THEN 'not_testable'
        WHEN t.duty_id IS NULL THEN 'not_testable'
        ELSE 'overdue' END AS verdict,
    CASE WHEN len(c.days) >= d.at_least AND p.duty_id IS NULL THEN NULL
        WHEN d.not_testable IS NOT NULL THEN d.not_testable
        WHEN b.reason IS NOT NULL THEN b.reason
        WHEN p.duty_id IS NOT NULL THEN '网站上仍有 ' || p.items || ' 条过时、与正式文本不符或者已废止的文本，尚未替换。'
        WHEN getvariable('as_of') <= d.due_on THEN NULL
        WHEN len(c.evidence) >= d.at_least THEN '有相符的信息，但未标注发布日期，不能断定是否按期。'
        WHEN t.duty_id IS NULL THEN '截至当日尚未读取该单位的这类栏目，未见不等于未公开；请在登记簿中登记其栏目。'
        WHEN d.form_version IS NOT NULL AND c.candidates > 0 THEN '报告采用的不是修订后的格式。'
        WHEN c.candidates > 0 AND len(c.evidence) IS NULL THEN '有相符的信息，但正文未写明该项内容。'
        WHEN len(c.evidence) > 0 THEN '要求不少于 ' || d.at_least || ' 条，见到 ' || len(c.evidence) || ' 条。'
        END AS reason,
    coalesce(c.evidence, []) AS evidence, coalesce(c.candidates, 0)::INTEGER AS candidates
FROM standing AS d
LEFT JOIN counted AS c ON c.duty_id = d.duty_id
LEFT JOIN testable AS t ON t.duty_id = d.duty_id
LEFT JOIN spoiled AS p ON p.duty_id = d.duty_id
LEFT JOIN beyond AS b ON b.duty_id = d.duty_id;
