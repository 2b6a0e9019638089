-- The plan as a ledger (工作台账): plans, tasks, each unit's duties, and how they stood when the checks last ran.

CREATE TABLE governance.plan (
    plan_id VARCHAR NOT NULL, title VARCHAR NOT NULL, document_number VARCHAR, issued_on DATE NOT NULL,
    year INTEGER NOT NULL, based_on VARCHAR[] NOT NULL
);
COMMENT ON TABLE governance.plan IS '工作要点: yearly plans of disclosure work that the registry names, and the standing duties of law';
COMMENT ON COLUMN governance.plan.plan_id IS '要点代号: id';
COMMENT ON COLUMN governance.plan.title IS '名称: title';
COMMENT ON COLUMN governance.plan.document_number IS '发文字号: number of the document; NULL for the standing duties';
COMMENT ON COLUMN governance.plan.issued_on IS '成文日期: day it was made; units are looked up by the names of that day';
COMMENT ON COLUMN governance.plan.year IS '年度: year it is for';
COMMENT ON COLUMN governance.plan.based_on IS '依据文件: documents it carries out, from the top';

CREATE TABLE governance.occasion (plan_id VARCHAR NOT NULL, "on" DATE NOT NULL, name VARCHAR NOT NULL);
COMMENT ON TABLE governance.occasion IS '报送节点: days on which the ledger is handed in';
COMMENT ON COLUMN governance.occasion.plan_id IS '要点代号: plan';
COMMENT ON COLUMN governance.occasion."on" IS '日期: day';
COMMENT ON COLUMN governance.occasion.name IS '名称: what is handed in';

CREATE TABLE governance.task (
    task_id VARCHAR NOT NULL, plan_id VARCHAR NOT NULL, position INTEGER NOT NULL, number VARCHAR NOT NULL,
    item VARCHAR NOT NULL, lead VARCHAR[] NOT NULL, responsible VARCHAR[] NOT NULL, due_on DATE,
    clause VARCHAR NOT NULL, mark VARCHAR NOT NULL
);
COMMENT ON TABLE governance.task IS '重点任务: tasks of the plans';
COMMENT ON COLUMN governance.task.task_id IS '任务代号: plan and number';
COMMENT ON COLUMN governance.task.plan_id IS '要点代号: plan it is of';
COMMENT ON COLUMN governance.task.position IS '顺序: place in the plan, from 1';
COMMENT ON COLUMN governance.task.number IS '任务号: number in the plan';
COMMENT ON COLUMN governance.task.item IS '任务: what it asks, in our own words';
COMMENT ON COLUMN governance.task.lead IS '牵头单位: as the plan names them';
COMMENT ON COLUMN governance.task.responsible IS '责任单位: as the plan names them';
COMMENT ON COLUMN governance.task.due_on IS '完成时限: day it is due; NULL where the plan gives none';
COMMENT ON COLUMN governance.task.clause IS '依据条款: where the plan or the law says so';
COMMENT ON COLUMN governance.task.mark IS '依据核实情况: confirmed, recalled or inference';

CREATE TABLE governance.duty (
    duty_id VARCHAR NOT NULL, task_id VARCHAR NOT NULL, position INTEGER NOT NULL, unit_id VARCHAR NOT NULL,
    text VARCHAR NOT NULL, due_on DATE NOT NULL, due_mark VARCHAR NOT NULL, valid_from DATE, valid_to DATE,
    categories VARCHAR[] NOT NULL, keywords VARCHAR[] NOT NULL, all_keywords VARCHAR[] NOT NULL,
    body_words VARCHAR[] NOT NULL, link_kind VARCHAR, posted_by VARCHAR, published_from DATE, published_to DATE,
    at_least INTEGER NOT NULL, not_testable VARCHAR
);
COMMENT ON TABLE governance.duty IS '公开义务: what each unit owes by each task, groups of units expanded';
COMMENT ON COLUMN governance.duty.duty_id IS '义务代号: plan, task, duty, year where it comes back, and unit; stable';
COMMENT ON COLUMN governance.duty.task_id IS '任务代号: task it is of';
COMMENT ON COLUMN governance.duty.position IS '顺序: place of the duty in the task, from 1';
COMMENT ON COLUMN governance.duty.unit_id IS '责任单位: unit that owes it';
COMMENT ON COLUMN governance.duty.text IS '工作内容: what is to be disclosed';
COMMENT ON COLUMN governance.duty.due_on IS '完成时限: day it is due';
COMMENT ON COLUMN governance.duty.due_mark IS '时限核实情况: inference where the plan gives no day and the end of its year is taken';
COMMENT ON COLUMN governance.duty.valid_from IS '单位启用日期: before it the unit owes nothing';
COMMENT ON COLUMN governance.duty.valid_to IS '单位停用日期: after it the unit owes nothing';
COMMENT ON COLUMN governance.duty.categories IS '佐证类别: categories of items that count as evidence';
COMMENT ON COLUMN governance.duty.keywords IS '标题关键词: any of them in the title';
COMMENT ON COLUMN governance.duty.all_keywords IS '标题必含词: all of them in the title';
COMMENT ON COLUMN governance.duty.body_words IS '正文关键词: any of them in the body';
COMMENT ON COLUMN governance.duty.link_kind IS '关联类型: the item refers to another in this way';
COMMENT ON COLUMN governance.duty.posted_by IS '发布方: unit, named (also items whose title names the unit) or anyone; NULL where not testable';
COMMENT ON COLUMN governance.duty.published_from IS '发布起始日期: first day of publication that counts';
COMMENT ON COLUMN governance.duty.published_to IS '发布截止日期: last day of publication that counts';
COMMENT ON COLUMN governance.duty.at_least IS '最少条数: so many items are needed';
COMMENT ON COLUMN governance.duty.not_testable IS '无法核验的原因: why the catalogue cannot tell, and where to look';

CREATE TABLE governance.ledger (
    duty_id VARCHAR NOT NULL, task_id VARCHAR NOT NULL, unit_id VARCHAR NOT NULL, due_on DATE NOT NULL,
    verdict VARCHAR NOT NULL, reason VARCHAR, evidence VARCHAR[] NOT NULL, candidates INTEGER NOT NULL,
    judged_on DATE NOT NULL
);
COMMENT ON TABLE governance.ledger IS '工作台账: how each duty stood when the checks last ran; `gongkai ledger --as-of` gives that of another day';
COMMENT ON COLUMN governance.ledger.duty_id IS '义务代号: duty';
COMMENT ON COLUMN governance.ledger.task_id IS '任务代号: task';
COMMENT ON COLUMN governance.ledger.unit_id IS '责任单位: unit that owes it';
COMMENT ON COLUMN governance.ledger.due_on IS '完成时限: day it is due';
COMMENT ON COLUMN governance.ledger.verdict IS '落实情况: met, met_late, due, overdue or not_testable';
COMMENT ON COLUMN governance.ledger.reason IS '说明: why it cannot be told, or what tempers the verdict';
COMMENT ON COLUMN governance.ledger.evidence IS '佐证: items that prove it, the earliest posting first';
COMMENT ON COLUMN governance.ledger.candidates IS '相符条数: items that match but for the words of the body';
COMMENT ON COLUMN governance.ledger.judged_on IS '核验日期: day it was judged';

CREATE VIEW "公开"."工作台账" AS
SELECT p.title AS "工作要点", t.number AS "任务号", t.item AS "任务", t.lead AS "牵头单位", u.name AS "责任单位",
    d.text AS "工作内容", l.due_on AS "完成时限", d.due_mark = 'inference' AS "时限为推断",
    CASE l.verdict WHEN 'met' THEN '已落实' WHEN 'met_late' THEN '逾期落实' WHEN 'due' THEN '未到期'
        WHEN 'overdue' THEN '逾期未落实' ELSE '无法核验' END AS "落实情况",
    l.reason AS "说明", len(l.evidence) AS "佐证条数", l.evidence AS "佐证", t.clause AS "依据条款",
    l.judged_on AS "核验日期", l.duty_id AS "义务代号"
FROM governance.ledger AS l
JOIN governance.duty AS d ON d.duty_id = l.duty_id
JOIN governance.task AS t ON t.task_id = l.task_id
JOIN governance.plan AS p ON p.plan_id = t.plan_id
LEFT JOIN catalogue.unit AS u ON u.unit_id = l.unit_id;
COMMENT ON VIEW "公开"."工作台账" IS '工作台账: how each duty stood when the checks last ran';
COMMENT ON COLUMN "公开"."工作台账"."工作要点" IS 'governance.plan.title';
COMMENT ON COLUMN "公开"."工作台账"."任务号" IS 'governance.task.number';
COMMENT ON COLUMN "公开"."工作台账"."任务" IS 'governance.task.item';
COMMENT ON COLUMN "公开"."工作台账"."牵头单位" IS 'governance.task.lead';
COMMENT ON COLUMN "公开"."工作台账"."责任单位" IS 'name of the unit that owes it';
COMMENT ON COLUMN "公开"."工作台账"."工作内容" IS 'governance.duty.text';
COMMENT ON COLUMN "公开"."工作台账"."完成时限" IS 'governance.ledger.due_on';
COMMENT ON COLUMN "公开"."工作台账"."时限为推断" IS 'whether the plan gives no day and the end of its year is taken';
COMMENT ON COLUMN "公开"."工作台账"."落实情况" IS 'governance.ledger.verdict in words';
COMMENT ON COLUMN "公开"."工作台账"."说明" IS 'governance.ledger.reason';
COMMENT ON COLUMN "公开"."工作台账"."佐证条数" IS 'number of items that prove it';
COMMENT ON COLUMN "公开"."工作台账"."佐证" IS 'governance.ledger.evidence, ids of items';
COMMENT ON COLUMN "公开"."工作台账"."依据条款" IS 'governance.task.clause';
COMMENT ON COLUMN "公开"."工作台账"."核验日期" IS 'governance.ledger.judged_on';
COMMENT ON COLUMN "公开"."工作台账"."义务代号" IS 'governance.ledger.duty_id';

CREATE VIEW governance.interpretation AS
SELECT v.item_id, v.unit_id, v.title, v.published_at,
    CASE WHEN regexp_matches(v.title, '图解|一图|图示|图读懂|长图') THEN '图解'
        WHEN regexp_matches(v.title, '问答|答记者问|百问|您问|你问') THEN '问答'
        WHEN regexp_matches(v.title, '访谈|专家') THEN '访谈'
        WHEN regexp_matches(v.title, '发布会') THEN '发布会'
        WHEN regexp_matches(v.title, '视频|音频|动画|动漫') THEN '音视频'
        WHEN regexp_matches(v.title, '记者|媒体|日报|报道') THEN '媒体'
        ELSE '文字' END AS form,
    length(coalesce(v.body_text, '')) AS characters,
    regexp_matches(coalesce(v.body_text, ''), '背景|由来|依据|起因|起草过程|出台|为了解决') AS says_background,
    regexp_matches(coalesce(v.body_text, ''), '目的|目标|意义|旨在|为进一步') AS says_purpose,
    regexp_matches(coalesce(v.body_text, ''), '措施|任务|主要内容|举措|规定|要求') AS says_measures,
    (SELECT count(*) FROM catalogue.link AS l WHERE l.from_item_id = v.item_id AND l.kind = 'interprets'
        AND l.to_item_id IS NOT NULL) AS documents
FROM catalogue.item_version AS v
WHERE v.category = 'interpretation' AND v.valid_to IS NULL AND v.withdrawn_at IS NULL;
COMMENT ON VIEW governance.interpretation IS '政策解读: interpretations that stand, in which form, and what they speak of';
COMMENT ON COLUMN governance.interpretation.item_id IS '信息标识: interpretation';
COMMENT ON COLUMN governance.interpretation.unit_id IS '公开主体: unit whose column it is in';
COMMENT ON COLUMN governance.interpretation.title IS '标题: title';
COMMENT ON COLUMN governance.interpretation.published_at IS '发布日期: visible date';
COMMENT ON COLUMN governance.interpretation.form IS '解读形式: 图解, 问答, 访谈, 发布会, 音视频, 媒体 or 文字, by the title';
COMMENT ON COLUMN governance.interpretation.characters IS '字数: characters of the body';
COMMENT ON COLUMN governance.interpretation.says_background IS '写明背景: whether the body speaks of background or basis';
COMMENT ON COLUMN governance.interpretation.says_purpose IS '写明目标: whether the body speaks of purpose or aims';
COMMENT ON COLUMN governance.interpretation.says_measures IS '写明措施: whether the body speaks of measures or tasks';
COMMENT ON COLUMN governance.interpretation.documents IS '所解读文件数: documents of the catalogue it speaks of';

CREATE TABLE governance.request (
    request_id VARCHAR NOT NULL, number VARCHAR NOT NULL, unit_id VARCHAR NOT NULL, applicant_kind VARCHAR NOT NULL,
    applicant_code VARCHAR, channel VARCHAR, received_on DATE NOT NULL, correction_asked_on DATE, corrected_on DATE,
    consulted_from DATE, consulted_to DATE, extended_on DATE, answered_on DATE, outcome VARCHAR,
    pages INTEGER, fee_basis VARCHAR, fee_yuan DECIMAL(18,2),
    review_filed_on DATE, review_result VARCHAR, suit_filed_on DATE, suit_result VARCHAR,
    file VARCHAR NOT NULL, row_number INTEGER NOT NULL
);
COMMENT ON TABLE governance.request IS '依申请公开登记簿: applications for disclosure as the units register them; no names';
COMMENT ON COLUMN governance.request.request_id IS '申请标识: unit and number';
COMMENT ON COLUMN governance.request.number IS '登记号: number in the register';
COMMENT ON COLUMN governance.request.unit_id IS '受理机关: unit that received it';
COMMENT ON COLUMN governance.request.applicant_kind IS '申请人类型: natural, enterprise, research, charity, legal or other';
COMMENT ON COLUMN governance.request.applicant_code IS '申请人编号: code that stands for the applicant, no name';
COMMENT ON COLUMN governance.request.channel IS '申请渠道: as registered';
COMMENT ON COLUMN governance.request.received_on IS '收到日期: day it was received';
COMMENT ON COLUMN governance.request.correction_asked_on IS '补正通知日期: day the applicant was asked to correct it';
COMMENT ON COLUMN governance.request.corrected_on IS '补正日期: day the correction came in';
COMMENT ON COLUMN governance.request.consulted_from IS '征求意见开始日期: day a third party or another organ was asked';
COMMENT ON COLUMN governance.request.consulted_to IS '征求意见结束日期: day of its answer';
COMMENT ON COLUMN governance.request.extended_on IS '延期告知日期: day the applicant was told of an extension';
COMMENT ON COLUMN governance.request.answered_on IS '答复日期: day of the answer';
COMMENT ON COLUMN governance.request.outcome IS '办理结果: code of the annual report''s table 3';
COMMENT ON COLUMN governance.request.pages IS '页数: pages handed out';
COMMENT ON COLUMN governance.request.fee_basis IS '计费方式: cases (按件) or pages (按量); never both';
COMMENT ON COLUMN governance.request.fee_yuan IS '信息处理费(元): fee that was charged';
COMMENT ON COLUMN governance.request.review_filed_on IS '复议申请日期: day a review was asked for';
COMMENT ON COLUMN governance.request.review_result IS '复议结果: upheld, corrected, other; NULL while it is open';
COMMENT ON COLUMN governance.request.suit_filed_on IS '起诉日期: day a lawsuit was filed; after a review where there was one';
COMMENT ON COLUMN governance.request.suit_result IS '诉讼结果: upheld, corrected, other; NULL while it is open';
COMMENT ON COLUMN governance.request.file IS '文件: register it stands in';
COMMENT ON COLUMN governance.request.row_number IS '行号: row there, from 1';

CREATE TABLE governance.request_outcome (
    outcome VARCHAR NOT NULL, position INTEGER NOT NULL, "group" VARCHAR NOT NULL, name VARCHAR NOT NULL
);
COMMENT ON TABLE governance.request_outcome IS '办理结果: the 21 outcomes of the annual report''s table 3, in its order';
COMMENT ON COLUMN governance.request_outcome.outcome IS '结果代码: code';
COMMENT ON COLUMN governance.request_outcome.position IS '顺序: place in the table, from 1';
COMMENT ON COLUMN governance.request_outcome."group" IS '结果分类: heading it stands under';
COMMENT ON COLUMN governance.request_outcome.name IS '结果名称: row of the table';

CREATE VIEW governance.request_clock AS
SELECT c.*, (SELECT min(w.day) FROM governance.workday AS w WHERE w.is_working AND w.ordinal = c.due_ordinal) AS due_on
FROM (
    SELECT r.request_id, r.unit_id, r.number, coalesce(r.corrected_on, r.received_on) AS starts_on,
        r.consulted_from IS NOT NULL AND r.consulted_to IS NULL
            OR r.correction_asked_on IS NOT NULL AND r.corrected_on IS NULL AS is_paused,
        r.extended_on IS NOT NULL AS is_extended,
        s.ordinal + 20 + if(r.extended_on IS NULL, 0, 20) + coalesce(t.ordinal - f.ordinal, 0) AS due_ordinal,
        r.answered_on
    FROM governance.request AS r
    LEFT JOIN governance.workday AS s ON s.day = coalesce(r.corrected_on, r.received_on)
    LEFT JOIN governance.workday AS f ON f.day = r.consulted_from
    LEFT JOIN governance.workday AS t ON t.day = r.consulted_to
) AS c;
COMMENT ON VIEW governance.request_clock IS '答复期限: when each application is due: 20 working days, 20 more if extended, the time of consulting others left out';
COMMENT ON COLUMN governance.request_clock.request_id IS '申请标识: application';
COMMENT ON COLUMN governance.request_clock.unit_id IS '受理机关: unit';
COMMENT ON COLUMN governance.request_clock.number IS '登记号: number in the register';
COMMENT ON COLUMN governance.request_clock.starts_on IS '起算日期: day it was received, or corrected';
COMMENT ON COLUMN governance.request_clock.is_paused IS '是否中止计算: others are being asked, or a correction is awaited';
COMMENT ON COLUMN governance.request_clock.is_extended IS '是否延期: whether it was extended';
COMMENT ON COLUMN governance.request_clock.due_ordinal IS '期限序数: ordinal of the working day it is due';
COMMENT ON COLUMN governance.request_clock.due_on IS '答复期限: last day to answer; NULL where no holiday notice is known for it';
COMMENT ON COLUMN governance.request_clock.answered_on IS '答复日期: day of the answer';

CREATE VIEW governance.request_year AS
WITH years AS (SELECT y::INTEGER AS year FROM range(2020, 2101) AS t(y)),
counted AS (
    SELECT r.unit_id, y.year, r.applicant_kind,
        CASE WHEN year(r.received_on) = y.year THEN 'received' ELSE 'carried_in' END AS came,
        CASE WHEN r.answered_on IS NOT NULL AND year(r.answered_on) = y.year THEN r.outcome ELSE 'carried_out' END AS went
    FROM governance.request AS r
    JOIN years AS y ON y.year >= year(r.received_on)
        AND y.year <= year(least(coalesce(r.answered_on, current_date), current_date))
)
SELECT unit_id, year, applicant_kind, came AS "row", count(*)::INTEGER AS requests FROM counted GROUP BY ALL
UNION ALL
SELECT unit_id, year, applicant_kind, went, count(*)::INTEGER FROM counted GROUP BY ALL;
COMMENT ON VIEW governance.request_year IS '依申请公开年度统计: table 3 of the annual report: received + carried_in = outcomes + carried_out, for each column';
COMMENT ON COLUMN governance.request_year.unit_id IS '受理机关: unit';
COMMENT ON COLUMN governance.request_year.year IS '年度: year of the report';
COMMENT ON COLUMN governance.request_year.applicant_kind IS '申请人类型: column of the table';
COMMENT ON COLUMN governance.request_year."row" IS '行: received 本年新收, carried_in 上年结转, an outcome, or carried_out 结转下年度';
COMMENT ON COLUMN governance.request_year.requests IS '件数: applications';

CREATE VIEW governance.request_contest AS
SELECT unit_id, year(filed_on)::INTEGER AS year, kind, count(*)::INTEGER AS filed,
    count(*) FILTER (result = 'upheld')::INTEGER AS upheld, count(*) FILTER (result = 'corrected')::INTEGER AS corrected,
    count(*) FILTER (result = 'other')::INTEGER AS other, count(*) FILTER (result IS NULL)::INTEGER AS pending,
    count(*) FILTER (result = 'corrected') / nullif(count(*) FILTER (result IS NOT NULL), 0) AS loss_rate
FROM (
    SELECT unit_id, review_filed_on AS filed_on, 'review' AS kind, review_result AS result FROM governance.request
    UNION ALL
    SELECT unit_id, suit_filed_on, if(review_filed_on IS NULL, 'suit_direct', 'suit_after_review'), suit_result
    FROM governance.request
) WHERE filed_on IS NOT NULL
GROUP BY ALL;
COMMENT ON VIEW governance.request_contest IS '复议诉讼: table 4 of the annual report, and the share that was lost';
COMMENT ON COLUMN governance.request_contest.unit_id IS '受理机关: unit';
COMMENT ON COLUMN governance.request_contest.year IS '年度: year it was filed';
COMMENT ON COLUMN governance.request_contest.kind IS '类型: review 行政复议, suit_direct 未经复议直接起诉, suit_after_review 复议后起诉';
COMMENT ON COLUMN governance.request_contest.filed IS '总计: filed';
COMMENT ON COLUMN governance.request_contest.upheld IS '结果维持: decided for the unit';
COMMENT ON COLUMN governance.request_contest.corrected IS '结果纠正: decided against it';
COMMENT ON COLUMN governance.request_contest.other IS '其他结果: ended otherwise';
COMMENT ON COLUMN governance.request_contest.pending IS '尚未审结: open';
COMMENT ON COLUMN governance.request_contest.loss_rate IS '败诉率: corrected of those decided, from 0 to 1';

CREATE VIEW "公开"."依申请公开" AS
SELECT u.name AS "受理机关", r.number AS "登记号",
    CASE r.applicant_kind WHEN 'natural' THEN '自然人' WHEN 'enterprise' THEN '商业企业' WHEN 'research' THEN '科研机构'
        WHEN 'charity' THEN '社会公益组织' WHEN 'legal' THEN '法律服务机构' ELSE '其他' END AS "申请人类型",
    r.received_on AS "收到日期", c.due_on AS "答复期限", r.answered_on AS "答复日期", o.name AS "办理结果",
    CASE WHEN r.answered_on > c.due_on THEN '逾期答复' WHEN r.answered_on IS NOT NULL THEN '按期答复'
        WHEN c.is_paused THEN '中止计算' WHEN c.due_on IS NULL THEN '无法核验'
        WHEN c.due_on < current_date THEN '逾期未答复' ELSE '办理中' END AS "状态",
    r.fee_yuan AS "信息处理费"
FROM governance.request AS r
JOIN governance.request_clock AS c ON c.request_id = r.request_id
LEFT JOIN governance.request_outcome AS o ON o.outcome = r.outcome
LEFT JOIN catalogue.unit AS u ON u.unit_id = r.unit_id;
COMMENT ON VIEW "公开"."依申请公开" IS '依申请公开登记簿: applications with their deadlines as they stand today';
COMMENT ON COLUMN "公开"."依申请公开"."受理机关" IS 'unit that received it';
COMMENT ON COLUMN "公开"."依申请公开"."登记号" IS 'governance.request.number';
COMMENT ON COLUMN "公开"."依申请公开"."申请人类型" IS 'governance.request.applicant_kind in words';
COMMENT ON COLUMN "公开"."依申请公开"."收到日期" IS 'governance.request.received_on';
COMMENT ON COLUMN "公开"."依申请公开"."答复期限" IS 'governance.request_clock.due_on';
COMMENT ON COLUMN "公开"."依申请公开"."答复日期" IS 'governance.request.answered_on';
COMMENT ON COLUMN "公开"."依申请公开"."办理结果" IS 'governance.request_outcome.name';
COMMENT ON COLUMN "公开"."依申请公开"."状态" IS 'answered in time or late, open, overdue, paused or not to be told';
COMMENT ON COLUMN "公开"."依申请公开"."信息处理费" IS 'governance.request.fee_yuan, in yuan';
