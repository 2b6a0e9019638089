-- The reference library of statutes (法规规章参照库), and what the county shows of them. At the end: fees explained.

CREATE TABLE governance.statute (
    statute_id VARCHAR NOT NULL, name VARCHAR NOT NULL, kind VARCHAR NOT NULL, repealed_on DATE, repealed_by VARCHAR
);
COMMENT ON TABLE governance.statute IS '法规规章: statutes of the reference library';
COMMENT ON COLUMN governance.statute.statute_id IS '法规标识: hash of the name';
COMMENT ON COLUMN governance.statute.name IS '名称: name, as its newest text has it';
COMMENT ON COLUMN governance.statute.kind IS '效力级别: law, regulation 行政法规, local_regulation, rule 规章 or other';
COMMENT ON COLUMN governance.statute.repealed_on IS '废止日期: day it was repealed';
COMMENT ON COLUMN governance.statute.repealed_by IS '废止依据: order or decision that repealed it';

CREATE TABLE governance.statute_version (
    version_id VARCHAR NOT NULL, statute_id VARCHAR NOT NULL, position INTEGER NOT NULL, action VARCHAR NOT NULL,
    made_on DATE NOT NULL, order_number VARCHAR, effective_on DATE NOT NULL, effective_to DATE,
    article_count INTEGER NOT NULL, origin VARCHAR, url VARCHAR
);
COMMENT ON TABLE governance.statute_version IS '法规版本: each statute from one act to the next, by its version line (题注)';
COMMENT ON COLUMN governance.statute_version.version_id IS '版本标识: statute and day of the act';
COMMENT ON COLUMN governance.statute_version.statute_id IS '法规标识: statute';
COMMENT ON COLUMN governance.statute_version.position IS '顺序: place in its history, from 1';
COMMENT ON COLUMN governance.statute_version.action IS '行为: made 公布, revised 修订 or amended 修正';
COMMENT ON COLUMN governance.statute_version.made_on IS '公布日期: day of the act';
COMMENT ON COLUMN governance.statute_version.order_number IS '令号: its order';
COMMENT ON COLUMN governance.statute_version.effective_on IS '施行日期: from when; the day of the act where the line does not say';
COMMENT ON COLUMN governance.statute_version.effective_to IS '失效日期: day the next version or the repeal takes its place';
COMMENT ON COLUMN governance.statute_version.article_count IS '条数: articles of its text; 0 where only the line is known';
COMMENT ON COLUMN governance.statute_version.origin IS '来源: file or feed of the text';
COMMENT ON COLUMN governance.statute_version.url IS '网址: address of the official text, where the feed gives one';

CREATE TABLE governance.statute_article (
    version_id VARCHAR NOT NULL, position INTEGER NOT NULL, label VARCHAR NOT NULL, text VARCHAR NOT NULL
);
COMMENT ON TABLE governance.statute_article IS '法规条文: articles of the official texts';
COMMENT ON COLUMN governance.statute_article.version_id IS '版本标识: version';
COMMENT ON COLUMN governance.statute_article.position IS '顺序: place in the text, from 1';
COMMENT ON COLUMN governance.statute_article.label IS '条号: 第六条';
COMMENT ON COLUMN governance.statute_article.text IS '条文: its words';

CREATE TABLE governance.statute_match (
    item_id VARCHAR NOT NULL, attachment_id VARCHAR, name VARCHAR NOT NULL, statute_id VARCHAR, version_id VARCHAR,
    told_by VARCHAR NOT NULL, closeness DOUBLE NOT NULL, change_count INTEGER NOT NULL, article_count INTEGER NOT NULL,
    digest VARCHAR NOT NULL
);
COMMENT ON TABLE governance.statute_match IS '法规登载: texts of statutes on the county''s pages and in their files, and the version each comes nearest to';
COMMENT ON COLUMN governance.statute_match.item_id IS '信息标识: posting';
COMMENT ON COLUMN governance.statute_match.attachment_id IS '附件标识: file; NULL where it stands in the page';
COMMENT ON COLUMN governance.statute_match.name IS '名称: name as shown';
COMMENT ON COLUMN governance.statute_match.statute_id IS '法规标识: statute; NULL where the library does not hold it';
COMMENT ON COLUMN governance.statute_match.version_id IS '版本标识: version it comes nearest to; NULL where it resembles none';
COMMENT ON COLUMN governance.statute_match.told_by IS '判定方式: text 文本, order 令号, date 施行日期 or none';
COMMENT ON COLUMN governance.statute_match.closeness IS '相符程度: share of the letters both have, from 0 to 1';
COMMENT ON COLUMN governance.statute_match.change_count IS '不符条数: articles that differ, are missing or too many';
COMMENT ON COLUMN governance.statute_match.article_count IS '条数: articles shown';
COMMENT ON COLUMN governance.statute_match.digest IS '比对依据: hash of posting, library and reader';

CREATE TABLE governance.statute_change (
    item_id VARCHAR NOT NULL, attachment_id VARCHAR, position INTEGER NOT NULL, label VARCHAR NOT NULL,
    kind VARCHAR NOT NULL, told VARCHAR NOT NULL, expected VARCHAR, shown VARCHAR
);
COMMENT ON TABLE governance.statute_change IS '条文差异: articles of a posting that differ from the version it comes nearest to';
COMMENT ON COLUMN governance.statute_change.item_id IS '信息标识: posting';
COMMENT ON COLUMN governance.statute_change.attachment_id IS '附件标识: file; NULL where it stands in the page';
COMMENT ON COLUMN governance.statute_change.position IS '顺序: from 1';
COMMENT ON COLUMN governance.statute_change.label IS '条号: article';
COMMENT ON COLUMN governance.statute_change.kind IS '差异: changed 文字不符, missing 缺少 or added 多出';
COMMENT ON COLUMN governance.statute_change.told IS '差异说明: what differs, in a few words';
COMMENT ON COLUMN governance.statute_change.expected IS '正式文本: official words';
COMMENT ON COLUMN governance.statute_change.shown IS '登载文本: words shown';

-- How each posting stands on a day: by the version in force on it, not by the newest one.
CREATE MACRO governance.statute_verdict_on(day) AS TABLE
SELECT m.item_id, m.attachment_id, m.name, m.statute_id, m.version_id, n.version_id AS version_in_force,
    CASE WHEN m.statute_id IS NULL THEN 'unknown'
        WHEN s.repealed_on <= day THEN 'repealed'
        WHEN m.version_id IS NULL THEN 'unknown'
        WHEN v.effective_on > day THEN 'pending'
        WHEN v.effective_to <= day THEN 'outdated'
        WHEN v.article_count = 0 THEN 'unknown'
        WHEN m.change_count = 0 THEN 'current'
        ELSE 'altered' END AS verdict
FROM governance.statute_match AS m
LEFT JOIN governance.statute AS s ON s.statute_id = m.statute_id
LEFT JOIN governance.statute_version AS v ON v.version_id = m.version_id
LEFT JOIN governance.statute_version AS n ON n.statute_id = m.statute_id
    AND n.effective_on <= day AND (n.effective_to IS NULL OR n.effective_to > day);

CREATE TABLE governance.statute_verdict (
    item_id VARCHAR NOT NULL, attachment_id VARCHAR, name VARCHAR NOT NULL, statute_id VARCHAR, version_id VARCHAR,
    version_in_force VARCHAR, verdict VARCHAR NOT NULL, judged_on DATE NOT NULL
);
COMMENT ON TABLE governance.statute_verdict IS '法规文本核对: how each posting stood when the checks last ran; `gongkai statutes --as-of` gives that of another day';
COMMENT ON COLUMN governance.statute_verdict.item_id IS '信息标识: posting';
COMMENT ON COLUMN governance.statute_verdict.attachment_id IS '附件标识: file; NULL where it stands in the page';
COMMENT ON COLUMN governance.statute_verdict.name IS '名称: name as shown';
COMMENT ON COLUMN governance.statute_verdict.statute_id IS '法规标识: statute; NULL where the library does not hold it';
COMMENT ON COLUMN governance.statute_verdict.version_id IS '版本标识: version it shows, or comes nearest to';
COMMENT ON COLUMN governance.statute_verdict.version_in_force IS '现行版本: version in force on the day; NULL where there is none';
COMMENT ON COLUMN governance.statute_verdict.verdict IS '核对结果: current, outdated, altered, unknown, repealed or pending';
COMMENT ON COLUMN governance.statute_verdict.judged_on IS '核对日期: day it was judged';

CREATE VIEW governance.statute_version_told AS
SELECT v.version_id, v.statute_id, strftime(v.made_on, '%Y年%-m月%-d日') || coalesce(v.order_number, '')
        || CASE v.action WHEN 'made' THEN '公布' WHEN 'revised' THEN '修订' ELSE '修正' END AS told,
    v.effective_on, v.effective_to
FROM governance.statute_version AS v;
COMMENT ON VIEW governance.statute_version_told IS '版本题注: versions in words';
COMMENT ON COLUMN governance.statute_version_told.version_id IS '版本标识: version';
COMMENT ON COLUMN governance.statute_version_told.statute_id IS '法规标识: statute';
COMMENT ON COLUMN governance.statute_version_told.told IS '题注: day, order and act in words';
COMMENT ON COLUMN governance.statute_version_told.effective_on IS '施行日期: from when';
COMMENT ON COLUMN governance.statute_version_told.effective_to IS '失效日期: until when';

-- Documents that another posting of the county says are repealed, from the day that one is in force.
CREATE VIEW governance.repealed_document AS
SELECT t.document_id, l.to_item_id AS item_id, r.item_id AS repealing_item_id, r.title AS repealing_title,
    r.document_number AS repealing_number, r.url AS repealing_url, l.evidence,
    coalesce(try_strptime(nullif(regexp_extract(r.body_text, '自\s*(\d{4}年\d{1,2}月\d{1,2}日)起(?:施行|实施|执行)', 1), ''),
        '%Y年%m月%d日')::DATE, r.published_at::DATE, r.written_on) AS repealed_on
FROM catalogue.link AS l
JOIN catalogue.item_version AS r ON r.item_id = l.from_item_id AND r.valid_to IS NULL AND r.withdrawn_at IS NULL
JOIN catalogue.item_version AS t ON t.item_id = l.to_item_id AND t.valid_to IS NULL
WHERE l.kind = 'repeals';
COMMENT ON VIEW governance.repealed_document IS '被废止文件: documents of the catalogue that another one repeals';
COMMENT ON COLUMN governance.repealed_document.document_id IS '文件标识: repealed document';
COMMENT ON COLUMN governance.repealed_document.item_id IS '信息标识: its posting that is referred to';
COMMENT ON COLUMN governance.repealed_document.repealing_item_id IS '废止文件信息标识: posting that repeals it';
COMMENT ON COLUMN governance.repealed_document.repealing_title IS '废止文件标题: its title';
COMMENT ON COLUMN governance.repealed_document.repealing_number IS '废止文件文号: its document number';
COMMENT ON COLUMN governance.repealed_document.repealing_url IS '废止文件网址: its address';
COMMENT ON COLUMN governance.repealed_document.evidence IS '依据: the words that say so';
COMMENT ON COLUMN governance.repealed_document.repealed_on IS '废止日期: day from which the repealing text is in force, else the day it was published';

CREATE VIEW "公开"."法规文本核对" AS
SELECT i.unit_name AS "公开主体", i.title AS "标题", a.file_name AS "附件", v.name AS "法规名称",
    CASE s.kind WHEN 'law' THEN '法律' WHEN 'regulation' THEN '行政法规' WHEN 'local_regulation' THEN '地方性法规'
        WHEN 'rule' THEN '规章' WHEN 'other' THEN '其他' END AS "效力级别",
    CASE v.verdict WHEN 'current' THEN '现行文本' WHEN 'outdated' THEN '过时文本' WHEN 'altered' THEN '与正式文本不符'
        WHEN 'repealed' THEN '已废止' WHEN 'pending' THEN '尚未施行' ELSE '参照库未收录' END AS "核对结果",
    p.told AS "登载版本", n.told AS "现行版本", n.effective_on AS "施行日期", m.change_count AS "不符条数",
    i.url AS "网址", v.judged_on AS "核对日期", v.item_id AS "信息标识"
FROM governance.statute_verdict AS v
JOIN governance.statute_match AS m ON m.item_id = v.item_id AND m.attachment_id IS NOT DISTINCT FROM v.attachment_id
JOIN catalogue.item_version AS i ON i.item_id = v.item_id AND i.valid_to IS NULL
LEFT JOIN catalogue.attachment AS a ON a.attachment_id = v.attachment_id
LEFT JOIN governance.statute AS s ON s.statute_id = v.statute_id
LEFT JOIN governance.statute_version_told AS p ON p.version_id = v.version_id
LEFT JOIN governance.statute_version_told AS n ON n.version_id = v.version_in_force;
COMMENT ON VIEW "公开"."法规文本核对" IS '法规文本核对: texts of statutes on the county''s sites against the reference library';
COMMENT ON COLUMN "公开"."法规文本核对"."公开主体" IS 'unit of the posting';
COMMENT ON COLUMN "公开"."法规文本核对"."标题" IS 'title of the posting';
COMMENT ON COLUMN "公开"."法规文本核对"."附件" IS 'file that holds the text';
COMMENT ON COLUMN "公开"."法规文本核对"."法规名称" IS 'governance.statute_verdict.name';
COMMENT ON COLUMN "公开"."法规文本核对"."效力级别" IS 'governance.statute.kind in words';
COMMENT ON COLUMN "公开"."法规文本核对"."核对结果" IS 'governance.statute_verdict.verdict in words';
COMMENT ON COLUMN "公开"."法规文本核对"."登载版本" IS 'version shown, or the nearest';
COMMENT ON COLUMN "公开"."法规文本核对"."现行版本" IS 'version in force on the day';
COMMENT ON COLUMN "公开"."法规文本核对"."施行日期" IS 'from when the version in force is so';
COMMENT ON COLUMN "公开"."法规文本核对"."不符条数" IS 'governance.statute_match.change_count';
COMMENT ON COLUMN "公开"."法规文本核对"."网址" IS 'address of the posting';
COMMENT ON COLUMN "公开"."法规文本核对"."核对日期" IS 'governance.statute_verdict.judged_on';
COMMENT ON COLUMN "公开"."法规文本核对"."信息标识" IS 'governance.statute_verdict.item_id';

CREATE VIEW "公开"."现行有效规章" AS
SELECT s.name AS "规章名称", n.told AS "现行版本", n.effective_on AS "施行日期",
    count(DISTINCT i.item_id) FILTER (i.category = 'rule') > 0 AS "已集中公开",
    string_agg(DISTINCT i.unit_name, '；' ORDER BY i.unit_name) AS "登载单位",
    count(DISTINCT v.item_id) FILTER (v.verdict = 'current') AS "现行文本条数",
    count(DISTINCT v.item_id) FILTER (v.verdict <> 'current') AS "问题文本条数", any_value(w.url) AS "正式文本网址"
FROM governance.statute AS s
JOIN governance.statute_version_told AS n ON n.statute_id = s.statute_id
    AND n.effective_on <= current_date AND (n.effective_to IS NULL OR n.effective_to > current_date)
JOIN governance.statute_version AS w ON w.version_id = n.version_id
LEFT JOIN governance.statute_verdict AS v ON v.statute_id = s.statute_id
LEFT JOIN catalogue.item_version AS i ON i.item_id = v.item_id AND i.valid_to IS NULL
WHERE s.kind = 'rule'
GROUP BY s.statute_id, s.name, n.told, n.effective_on;
COMMENT ON VIEW "公开"."现行有效规章" IS '现行有效规章: rules in force by the reference library, and where the county shows them';
COMMENT ON COLUMN "公开"."现行有效规章"."规章名称" IS 'governance.statute.name';
COMMENT ON COLUMN "公开"."现行有效规章"."现行版本" IS 'version in force today';
COMMENT ON COLUMN "公开"."现行有效规章"."施行日期" IS 'from when it is in force';
COMMENT ON COLUMN "公开"."现行有效规章"."已集中公开" IS 'whether a posting of category rule shows it';
COMMENT ON COLUMN "公开"."现行有效规章"."登载单位" IS 'units that show it';
COMMENT ON COLUMN "公开"."现行有效规章"."现行文本条数" IS 'postings with the text in force';
COMMENT ON COLUMN "公开"."现行有效规章"."问题文本条数" IS 'postings with another text';
COMMENT ON COLUMN "公开"."现行有效规章"."正式文本网址" IS 'governance.statute_version.url';

-- The processing fee of each application (信息处理费), and how it comes about: the bands of `schemas.fees`.
CREATE MACRO governance.fee_band(first_one, last_one, yuan, unit) AS
    '第' || if(last_one > first_one, first_one || '至' || last_one, first_one::VARCHAR) || unit || if(yuan = 0, '免费',
        (last_one - first_one + 1) || unit || '×' || yuan || '元=' || ((last_one - first_one + 1) * yuan) || '元');

CREATE VIEW governance.request_fee AS
WITH counted AS (
    SELECT *, row_number() OVER (
            PARTITION BY unit_id, applicant_code, year(received_on), month(received_on)
            ORDER BY received_on, number) AS nth
    FROM governance.request
),
owed AS (
    SELECT request_id, unit_id, number, fee_basis, pages, if(applicant_code IS NULL, NULL, nth) AS nth, fee_yuan,
        CASE fee_basis
            WHEN 'cases' THEN if(applicant_code IS NULL, NULL,
                CASE WHEN nth <= 10 THEN 0 WHEN nth <= 30 THEN 100 ELSE 100 * (2 + (nth - 31) // 10) END)
            WHEN 'pages' THEN if(pages IS NULL, NULL, 10 * greatest(least(pages, 100) - 30, 0)
                + 20 * greatest(least(pages, 200) - 100, 0) + 40 * greatest(pages - 200, 0))
        END AS due_yuan
    FROM counted WHERE fee_basis IS NOT NULL OR fee_yuan IS NOT NULL
)
SELECT request_id, unit_id, number, fee_basis, nth::INTEGER AS nth, pages, due_yuan::DECIMAL(18,2) AS due_yuan, fee_yuan,
    CASE WHEN fee_basis IS NULL THEN '未填写计费方式（按件或者按量）'
        WHEN fee_basis = 'cases' AND nth IS NULL THEN '按件计费，未填写申请人编号，不能计数'
        WHEN fee_basis = 'cases' THEN '按件：该申请人当月第' || nth || '件，' || if(due_yuan = 0, '免费', due_yuan || '元')
        WHEN pages IS NULL THEN '按量计费，未填写页数'
        WHEN pages = 0 THEN '没有可计费的页数；合计0元'
        ELSE concat_ws('；', governance.fee_band(1, least(pages, 30), 0, '页'),
            if(pages > 30, governance.fee_band(31, least(pages, 100), 10, '页'), NULL),
            if(pages > 100, governance.fee_band(101, least(pages, 200), 20, '页'), NULL),
            if(pages > 200, governance.fee_band(201, pages, 40, '页'), NULL), '合计' || due_yuan || '元')
        END AS explained
FROM owed;
COMMENT ON VIEW governance.request_fee IS '信息处理费: what each application costs by the rule of 2020, and how it comes about';
COMMENT ON COLUMN governance.request_fee.request_id IS '申请标识: application';
COMMENT ON COLUMN governance.request_fee.unit_id IS '受理机关: unit';
COMMENT ON COLUMN governance.request_fee.number IS '登记号: number in the register';
COMMENT ON COLUMN governance.request_fee.fee_basis IS '计费方式: cases (按件) or pages (按量)';
COMMENT ON COLUMN governance.request_fee.nth IS '当月第几件: place among the applications of the applicant in the month; NULL without a code for the applicant';
COMMENT ON COLUMN governance.request_fee.pages IS '页数: pages handed out';
COMMENT ON COLUMN governance.request_fee.due_yuan IS '应收(元): fee by the rule; NULL where the register does not let it be reckoned';
COMMENT ON COLUMN governance.request_fee.fee_yuan IS '实收(元): fee that was charged';
COMMENT ON COLUMN governance.request_fee.explained IS '计费说明: bands and sum, or what is missing';
