-- What the register of applications says an annual report should hold, and what interpretations say, in the words of the
-- rule data.

ALTER TABLE governance.request_outcome ADD COLUMN report_row VARCHAR;
COMMENT ON COLUMN governance.request_outcome.report_row IS '年报行代号: row of table 3 in governance.annual_report_cell';

CREATE VIEW governance.request_report AS
SELECT y.unit_id, y.year, coalesce(o.report_row, y."row") AS row_code,
    CASE y.applicant_kind WHEN 'natural' THEN 'person' WHEN 'enterprise' THEN 'company' ELSE y.applicant_kind END AS column_code,
    y.requests
FROM governance.request_year AS y
LEFT JOIN governance.request_outcome AS o ON o.outcome = y."row";
COMMENT ON VIEW governance.request_report IS '登记簿年报口径: governance.request_year in the rows and columns of the annual report';
COMMENT ON COLUMN governance.request_report.unit_id IS '受理机关: unit';
COMMENT ON COLUMN governance.request_report.year IS '年度: year of the report';
COMMENT ON COLUMN governance.request_report.row_code IS '行代号: as in governance.annual_report_cell';
COMMENT ON COLUMN governance.request_report.column_code IS '列代号: as in governance.annual_report_cell, kinds of applicants only';
COMMENT ON COLUMN governance.request_report.requests IS '件数: applications; no row where there are none';

CREATE OR REPLACE VIEW governance.interpretation AS
WITH words AS (
    SELECT parameters['call'] AS call, parameters['background'] AS background, parameters['purpose'] AS purpose,
        parameters['measures'] AS measures, parameters['dialogue'] AS dialogue
    FROM governance.rule WHERE rule_id = 'interpretation_thin'
),
files AS (
    SELECT item_id, string_agg(text, chr(10) ORDER BY attachment_id) AS text
    FROM catalogue.attachment WHERE withdrawn_at IS NULL AND text IS NOT NULL
    GROUP BY item_id
),
told AS (
    SELECT v.item_id, v.unit_id, v.title, v.published_at,
        concat_ws(chr(10), v.body_text, f.text) AS whole, regexp_replace(whole, w.call, '', 'g') AS text, w.*
    FROM catalogue.item_version AS v
    LEFT JOIN files AS f ON f.item_id = v.item_id
    CROSS JOIN words AS w
    WHERE v.category = 'interpretation' AND v.valid_to IS NULL AND v.withdrawn_at IS NULL
)
SELECT item_id, unit_id, title, published_at,
    CASE WHEN regexp_matches(title, '图解|一图|图示|图读懂|长图') THEN '图解'
        WHEN regexp_matches(title, '问答|答记者问|百问|您问|你问') THEN '问答'
        WHEN regexp_matches(title, '访谈|专家') THEN '访谈'
        WHEN regexp_matches(title, '发布会') THEN '发布会'
        WHEN regexp_matches(title, '视频|音频|动画|动漫') THEN '音视频'
        WHEN regexp_matches(title, '记者|媒体|日报|报道') THEN '媒体'
        ELSE '文字' END AS form,
    length(regexp_replace(whole, '\s', '', 'g')) AS characters,
    regexp_matches(text, background) AS says_background,
    regexp_matches(text, purpose) AS says_purpose,
    regexp_matches(text, measures) AS says_measures,
    len(regexp_extract_all(text, dialogue)) > 1 AS is_dialogue,
    (SELECT count(*) FROM catalogue.link AS l WHERE l.from_item_id = told.item_id AND l.kind = 'interprets'
        AND l.to_item_id IS NOT NULL) AS documents
FROM told;
COMMENT ON VIEW governance.interpretation IS '政策解读: interpretations that stand, in which form, and what they speak of, by the words of the rule interpretation_thin';
COMMENT ON COLUMN governance.interpretation.item_id IS '信息标识: interpretation';
COMMENT ON COLUMN governance.interpretation.unit_id IS '公开主体: unit whose column it is in';
COMMENT ON COLUMN governance.interpretation.title IS '标题: title';
COMMENT ON COLUMN governance.interpretation.published_at IS '发布日期: visible date';
COMMENT ON COLUMN governance.interpretation.form IS '解读形式: 图解, 问答, 访谈, 发布会, 音视频, 媒体 or 文字, by the title';
COMMENT ON COLUMN governance.interpretation.characters IS '字数: characters of the body and of the text of its files';
COMMENT ON COLUMN governance.interpretation.says_background IS '写明背景: whether that text speaks of background or basis, calls to study and carry out left out';
COMMENT ON COLUMN governance.interpretation.says_purpose IS '写明目标: whether that text speaks of purpose or aims';
COMMENT ON COLUMN governance.interpretation.says_measures IS '写明措施: whether that text speaks of measures';
COMMENT ON COLUMN governance.interpretation.is_dialogue IS '有问有答: whether that text asks more than once';
COMMENT ON COLUMN governance.interpretation.documents IS '所解读文件数: documents of the catalogue it speaks of';
