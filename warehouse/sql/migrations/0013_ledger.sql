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
