-- How postings hang together (信息关联): which show one document, and what refers to what.
-- The tables in `operations` are an index over the current versions, kept by `warehouse/relations`; they can be made
-- anew from them at any time. What readers ask is `catalogue.item.document_id` and `catalogue.link`.

CREATE TABLE operations.relation_state (indexed_seq BIGINT NOT NULL, related_seq BIGINT NOT NULL);
COMMENT ON TABLE operations.relation_state IS '关联进度: one row, how far down the change log items are related';
COMMENT ON COLUMN operations.relation_state.indexed_seq IS '已索引序号: last change whose version has keys, names and citations';
COMMENT ON COLUMN operations.relation_state.related_seq IS '已关联序号: last change whose item has its document and its links';
INSERT INTO operations.relation_state VALUES (0, 0);

CREATE TABLE operations.document_key (
    item_id VARCHAR USING COMPRESSION dictionary NOT NULL, kind VARCHAR USING COMPRESSION dictionary NOT NULL,
    value UINTEGER NOT NULL
);
COMMENT ON TABLE operations.document_key IS '同件比对键: what postings of one document have in common, to find whom to compare with whom';
COMMENT ON COLUMN operations.document_key.item_id IS '信息标识: item';
COMMENT ON COLUMN operations.document_key.kind IS '键类型: exact, number, title or text';
COMMENT ON COLUMN operations.document_key.value IS '键值: hash of title and text, number, title or a sentence';

CREATE TABLE operations.cited_name (
    item_id VARCHAR USING COMPRESSION dictionary NOT NULL, kind VARCHAR USING COMPRESSION dictionary NOT NULL,
    value VARCHAR USING COMPRESSION dictionary NOT NULL
);
COMMENT ON TABLE operations.cited_name IS '被引名称: names under which other texts refer to an item';
COMMENT ON COLUMN operations.cited_name.item_id IS '信息标识: item';
COMMENT ON COLUMN operations.cited_name.kind IS '名称类型: number, title or proposal';
COMMENT ON COLUMN operations.cited_name.value IS '名称: folded document number, key of the title, or session and number of a proposal';

CREATE TABLE operations.citation (
    from_item_id VARCHAR USING COMPRESSION dictionary NOT NULL, position INTEGER NOT NULL,
    kind VARCHAR USING COMPRESSION dictionary NOT NULL, number VARCHAR, name VARCHAR, page_key VARCHAR,
    reference VARCHAR NOT NULL, evidence VARCHAR NOT NULL
);
COMMENT ON TABLE operations.citation IS '引用: what the current version of an item refers to, whether the catalogue holds it or not';
COMMENT ON COLUMN operations.citation.from_item_id IS '信息标识: item that refers';
COMMENT ON COLUMN operations.citation.position IS '顺序: place in the item, from 1, the surest first';
COMMENT ON COLUMN operations.citation.kind IS '关联类型: interprets, based_on, repeals, amends, republishes or answers';
COMMENT ON COLUMN operations.citation.number IS '所引文号: document number, folded';
COMMENT ON COLUMN operations.citation.name IS '所引名称: key of the title, or session and number of a proposal';
COMMENT ON COLUMN operations.citation.page_key IS '所链页面: key of the page that a link leads to';
COMMENT ON COLUMN operations.citation.reference IS '所引文件: number and title as quoted; empty for a bare link';
COMMENT ON COLUMN operations.citation.evidence IS '依据: the words that say so';

CREATE VIEW catalogue.policy_without_interpretation AS
SELECT v.item_id, v.document_id, v.unit_id, v.unit_name, v.category, v.title, v.document_number, v.written_on,
    v.published_at, v.url
FROM catalogue.item_version AS v
WHERE v.valid_to IS NULL AND v.withdrawn_at IS NULL AND v.category IN ('normative', 'policy', 'rule')
    AND NOT EXISTS (
        FROM catalogue.link AS l
        JOIN catalogue.item_version AS t ON t.item_id = l.to_item_id AND t.valid_to IS NULL
        JOIN catalogue.item_version AS e ON e.item_id = l.from_item_id AND e.valid_to IS NULL
        WHERE l.kind = 'interprets' AND t.document_id = v.document_id AND e.withdrawn_at IS NULL
    )
QUALIFY row_number() OVER (PARTITION BY v.document_id ORDER BY v.published_at NULLS LAST, v.item_id) = 1;
COMMENT ON VIEW catalogue.policy_without_interpretation IS '未解读政策文件: rules, normative and other policy documents that no interpretation in the catalogue speaks of, one row a document';
COMMENT ON COLUMN catalogue.policy_without_interpretation.item_id IS '信息标识: earliest posting of the document';
COMMENT ON COLUMN catalogue.policy_without_interpretation.document_id IS '文件标识: document';
COMMENT ON COLUMN catalogue.policy_without_interpretation.unit_id IS '公开主体: unit whose column it is in';
COMMENT ON COLUMN catalogue.policy_without_interpretation.unit_name IS '公开主体名称: full name of that unit';
COMMENT ON COLUMN catalogue.policy_without_interpretation.category IS '信息类别: rule, normative or policy';
COMMENT ON COLUMN catalogue.policy_without_interpretation.title IS '标题: title as shown';
COMMENT ON COLUMN catalogue.policy_without_interpretation.document_number IS '发文字号: normalised to 代字〔year〕n号';
COMMENT ON COLUMN catalogue.policy_without_interpretation.written_on IS '成文日期: day the document was made';
COMMENT ON COLUMN catalogue.policy_without_interpretation.published_at IS '发布日期: visible date';
COMMENT ON COLUMN catalogue.policy_without_interpretation.url IS '网址: address of the page';

CREATE VIEW catalogue.interpretation_without_policy AS
SELECT v.item_id, v.unit_id, v.unit_name, v.title, v.published_at, v.url, r.reference
FROM catalogue.item_version AS v
LEFT JOIN (
    SELECT from_item_id, string_agg(to_reference, '；' ORDER BY to_reference) AS reference
    FROM catalogue.link WHERE kind = 'interprets' AND to_item_id IS NULL
    GROUP BY from_item_id
) AS r ON r.from_item_id = v.item_id
WHERE v.valid_to IS NULL AND v.withdrawn_at IS NULL AND v.category = 'interpretation'
    AND NOT EXISTS (
        FROM catalogue.link AS l
        WHERE l.from_item_id = v.item_id AND l.kind = 'interprets' AND l.to_item_id IS NOT NULL
    );
COMMENT ON VIEW catalogue.interpretation_without_policy IS '未关联政策解读: interpretations whose document the catalogue does not hold';
COMMENT ON COLUMN catalogue.interpretation_without_policy.item_id IS '信息标识: the interpretation';
COMMENT ON COLUMN catalogue.interpretation_without_policy.unit_id IS '公开主体: unit whose column it is in';
COMMENT ON COLUMN catalogue.interpretation_without_policy.unit_name IS '公开主体名称: full name of that unit';
COMMENT ON COLUMN catalogue.interpretation_without_policy.title IS '标题: title as shown';
COMMENT ON COLUMN catalogue.interpretation_without_policy.published_at IS '发布日期: visible date';
COMMENT ON COLUMN catalogue.interpretation_without_policy.url IS '网址: address of the page';
COMMENT ON COLUMN catalogue.interpretation_without_policy.reference IS '所指文件: what it says it interprets; NULL where it names nothing';

CREATE VIEW "公开"."信息关联" AS
SELECT f.unit_name AS "公开主体", f.title AS "标题",
    CASE l.kind WHEN 'interprets' THEN '解读' WHEN 'based_on' THEN '依据' WHEN 'repeals' THEN '废止'
        WHEN 'amends' THEN '修改' WHEN 'republishes' THEN '转载转发' WHEN 'answers' THEN '答复' ELSE l.kind END
        AS "关联类型",
    coalesce(t.title, l.to_reference) AS "所指文件", t.document_number AS "所指文号",
    CASE WHEN l.to_item_id IS NULL THEN '否' ELSE '是' END AS "目录中有", l.evidence AS "依据",
    l.from_item_id AS "信息标识", l.to_item_id AS "所指信息标识"
FROM catalogue.link AS l
JOIN catalogue.item_version AS f ON f.item_id = l.from_item_id AND f.valid_to IS NULL
LEFT JOIN catalogue.item_version AS t ON t.item_id = l.to_item_id AND t.valid_to IS NULL;
COMMENT ON VIEW "公开"."信息关联" IS '信息关联: what refers to what, with the words that say so';
COMMENT ON COLUMN "公开"."信息关联"."公开主体" IS 'unit of the item that refers';
COMMENT ON COLUMN "公开"."信息关联"."标题" IS 'title of the item that refers';
COMMENT ON COLUMN "公开"."信息关联"."关联类型" IS 'catalogue.link.kind in words';
COMMENT ON COLUMN "公开"."信息关联"."所指文件" IS 'title of the item referred to, or catalogue.link.to_reference';
COMMENT ON COLUMN "公开"."信息关联"."所指文号" IS 'document number of the item referred to';
COMMENT ON COLUMN "公开"."信息关联"."目录中有" IS 'whether the catalogue holds what is referred to';
COMMENT ON COLUMN "公开"."信息关联"."依据" IS 'catalogue.link.evidence';
COMMENT ON COLUMN "公开"."信息关联"."信息标识" IS 'catalogue.link.from_item_id';
COMMENT ON COLUMN "公开"."信息关联"."所指信息标识" IS 'catalogue.link.to_item_id';

CREATE VIEW "公开"."未解读政策文件" AS
SELECT p.unit_name AS "公开主体", c.name AS "信息类别", p.title AS "标题", p.document_number AS "发文字号",
    p.written_on AS "成文日期", p.published_at AS "发布日期", p.url AS "网址", p.item_id AS "信息标识"
FROM catalogue.policy_without_interpretation AS p
LEFT JOIN catalogue.category AS c ON c.category = p.category;
COMMENT ON VIEW "公开"."未解读政策文件" IS '未解读政策文件: documents that no interpretation speaks of';
COMMENT ON COLUMN "公开"."未解读政策文件"."公开主体" IS 'catalogue.policy_without_interpretation.unit_name';
COMMENT ON COLUMN "公开"."未解读政策文件"."信息类别" IS 'official name of the category';
COMMENT ON COLUMN "公开"."未解读政策文件"."标题" IS 'catalogue.policy_without_interpretation.title';
COMMENT ON COLUMN "公开"."未解读政策文件"."发文字号" IS 'catalogue.policy_without_interpretation.document_number';
COMMENT ON COLUMN "公开"."未解读政策文件"."成文日期" IS 'catalogue.policy_without_interpretation.written_on';
COMMENT ON COLUMN "公开"."未解读政策文件"."发布日期" IS 'catalogue.policy_without_interpretation.published_at';
COMMENT ON COLUMN "公开"."未解读政策文件"."网址" IS 'catalogue.policy_without_interpretation.url';
COMMENT ON COLUMN "公开"."未解读政策文件"."信息标识" IS 'catalogue.policy_without_interpretation.item_id';

CREATE VIEW "公开"."未关联政策解读" AS
SELECT p.unit_name AS "公开主体", p.title AS "标题", p.reference AS "所指文件", p.published_at AS "发布日期",
    p.url AS "网址", p.item_id AS "信息标识"
FROM catalogue.interpretation_without_policy AS p;
COMMENT ON VIEW "公开"."未关联政策解读" IS '未关联政策解读: interpretations whose document the catalogue does not hold';
COMMENT ON COLUMN "公开"."未关联政策解读"."公开主体" IS 'catalogue.interpretation_without_policy.unit_name';
COMMENT ON COLUMN "公开"."未关联政策解读"."标题" IS 'catalogue.interpretation_without_policy.title';
COMMENT ON COLUMN "公开"."未关联政策解读"."所指文件" IS 'catalogue.interpretation_without_policy.reference';
COMMENT ON COLUMN "公开"."未关联政策解读"."发布日期" IS 'catalogue.interpretation_without_policy.published_at';
COMMENT ON COLUMN "公开"."未关联政策解读"."网址" IS 'catalogue.interpretation_without_policy.url';
COMMENT ON COLUMN "公开"."未关联政策解读"."信息标识" IS 'catalogue.interpretation_without_policy.item_id';

CREATE VIEW "公开"."一文多发" AS
SELECT v.document_id AS "文件标识", any_value(v.document_number) AS "发文字号", arg_min(v.title, v.first_seen_at) AS "标题",
    count(*) AS "发布条数", count(DISTINCT v.unit_id) AS "公开主体数",
    string_agg(DISTINCT v.unit_name, '；' ORDER BY v.unit_name) AS "公开主体",
    string_agg(DISTINCT v.validity, '；' ORDER BY v.validity) AS "有效性",
    min(v.published_at) AS "最早发布", max(v.published_at) AS "最近发布"
FROM catalogue.item_version AS v
WHERE v.valid_to IS NULL AND v.withdrawn_at IS NULL
GROUP BY v.document_id
HAVING count(*) > 1;
COMMENT ON VIEW "公开"."一文多发" IS '一文多发: documents that more than one posting shows';
COMMENT ON COLUMN "公开"."一文多发"."文件标识" IS 'catalogue.item.document_id';
COMMENT ON COLUMN "公开"."一文多发"."发文字号" IS 'document number';
COMMENT ON COLUMN "公开"."一文多发"."标题" IS 'title of the posting first seen';
COMMENT ON COLUMN "公开"."一文多发"."发布条数" IS 'number of postings that stand';
COMMENT ON COLUMN "公开"."一文多发"."公开主体数" IS 'number of units that show it';
COMMENT ON COLUMN "公开"."一文多发"."公开主体" IS 'names of these units';
COMMENT ON COLUMN "公开"."一文多发"."有效性" IS 'validity as these postings show it; more than one where they disagree';
COMMENT ON COLUMN "公开"."一文多发"."最早发布" IS 'earliest date of publication';
COMMENT ON COLUMN "公开"."一文多发"."最近发布" IS 'latest date of publication';
