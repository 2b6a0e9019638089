-- The links of the affected items anew: each citation to what the catalogue holds of it, otherwise to what it quotes.
-- A link to the page outranks a number, a number a title, and a title a number whose title is quite another; of several
-- documents of one title it is the newest that the citing text can have known. The numbers of proposals begin anew every
-- year: one without its session answers to the subject, else to a year.
-- Pieces are taken of columns alone: an expression within a macro is worked out once for every character of the title.
CREATE OR REPLACE TEMP MACRO pieces(name) AS
    list_distinct(list_transform(range(1, length(name)), lambda i: substr(name, i, 2)));
-- As `schemas.titles.likeness`; DuckDB's own `jaccard` compares bytes, in which any two Chinese titles are alike.
CREATE OR REPLACE TEMP MACRO likeness(one, other) AS
    2 * len(list_intersect(one, other)) / (len(one) + len(other));
CREATE OR REPLACE TEMP MACRO subject(title) AS
    nullif(regexp_extract(title, '.*关于(.+?)的(?:提案|建议|议案)', 1), '');

CREATE OR REPLACE TEMP TABLE hit AS
WITH cited AS MATERIALIZED (
    SELECT c.*, v.document_id, v.title, coalesce(v.published_at::DATE, v.written_on) AS day,
        CASE WHEN c.kind = 'answers' THEN subject(v.title) END AS subject
    FROM operations.citation AS c
    SEMI JOIN affected AS a ON a.item_id = c.from_item_id
    JOIN catalogue.item_version AS v ON v.item_id = c.from_item_id AND v.valid_to IS NULL
),
numbered AS MATERIALIZED (
    SELECT c.from_item_id, c.position, c.name, n.item_id, t.value AS title
    FROM cited AS c
    JOIN operations.cited_name AS n ON n.kind = 'number' AND n.value = c.number
    LEFT JOIN operations.cited_name AS t ON t.kind = 'title' AND t.item_id = n.item_id AND c.name IS NOT NULL
),
found AS (
    SELECT c.from_item_id, c.position, p.item_id, 1 AS rank FROM cited AS c
    JOIN operations.page AS p ON p.page_key = c.page_key
    UNION
    SELECT from_item_id, position, item_id,
        CASE WHEN name IS NULL OR max(likeness(pieces(title), pieces(name))) >= 0.4 THEN 2 ELSE 4 END
    FROM numbered
    GROUP BY from_item_id, position, item_id, name
    UNION
    SELECT c.from_item_id, c.position, n.item_id, 3 FROM cited AS c
    JOIN operations.cited_name AS n ON n.kind IN ('title', 'proposal') AND n.value = c.name
),
reached AS MATERIALIZED (
    SELECT f.from_item_id, f.position, f.rank, c.kind, c.name, c.day AS known_on, c.subject AS asked,
        t.item_id, t.document_id, t.withdrawn_at, t.published_at, coalesce(t.written_on, t.published_at::DATE) AS day,
        CASE WHEN c.kind = 'answers' THEN subject(t.title) END AS subject
    FROM found AS f
    JOIN cited AS c ON c.from_item_id = f.from_item_id AND c.position = f.position
    JOIN catalogue.item_version AS t ON t.item_id = f.item_id AND t.valid_to IS NULL
    WHERE t.document_id <> c.document_id AND NOT (c.kind = 'interprets' AND t.category = 'interpretation')
)
SELECT from_item_id, position, rank, item_id, document_id, withdrawn_at, published_at, day
FROM reached
WHERE (rank <> 3 OR coalesce(day <= known_on + 10, true))
    AND (kind <> 'answers' OR coalesce(likeness(pieces(subject), pieces(asked)) >= 0.5,
        NOT starts_with(name, '第') OR coalesce(day >= known_on - 400, true)));

CREATE OR REPLACE TEMP TABLE resolved AS
SELECT h.from_item_id, h.position, h.item_id
FROM hit AS h
JOIN (
    SELECT from_item_id, position, document_id FROM hit
    QUALIFY row_number() OVER (
        PARTITION BY from_item_id, position ORDER BY rank, day DESC NULLS LAST, document_id) = 1
) AS d ON d.from_item_id = h.from_item_id AND d.position = h.position AND d.document_id = h.document_id
QUALIFY row_number() OVER (
    PARTITION BY h.from_item_id, h.position
    ORDER BY h.withdrawn_at IS NOT NULL, h.published_at NULLS LAST, h.item_id) = 1;

DELETE FROM catalogue.link WHERE from_item_id IN (FROM affected);

INSERT INTO catalogue.link
SELECT c.from_item_id, r.item_id, CASE WHEN r.item_id IS NULL THEN c.reference END, c.kind, arg_min(c.evidence, c.position)
FROM operations.citation AS c
SEMI JOIN affected AS a ON a.item_id = c.from_item_id
LEFT JOIN resolved AS r ON r.from_item_id = c.from_item_id AND r.position = c.position
WHERE r.item_id IS NOT NULL OR c.reference <> ''
GROUP BY ALL
ORDER BY ALL;

-- Further postings of a document refer to the one that was published first.
INSERT INTO catalogue.link
WITH posting AS (
    SELECT v.item_id, v.document_id, v.title, v.document_number,
        first(v.item_id) OVER (PARTITION BY v.document_id ORDER BY v.published_at NULLS LAST, v.item_id) AS first_item_id
    FROM catalogue.item_version AS v SEMI JOIN touched AS t ON t.item_id = v.item_id
    WHERE v.valid_to IS NULL AND v.withdrawn_at IS NULL
)
SELECT p.item_id, p.first_item_id, NULL, 'republishes',
    '同一文件：' || coalesce(p.document_number || ' ', '') || p.title
FROM posting AS p
WHERE p.item_id <> p.first_item_id
    AND NOT EXISTS (FROM catalogue.link AS l WHERE l.from_item_id = p.item_id AND l.to_item_id = p.first_item_id
        AND l.kind = 'republishes')
ORDER BY ALL;
