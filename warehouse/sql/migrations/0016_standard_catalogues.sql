-- Standard catalogues (基层政务公开标准目录): their rows, what proves them, and how each stands with its unit.

CREATE TABLE governance.standard_item (
    item_id VARCHAR NOT NULL, attachment_id VARCHAR, sheet_or_page VARCHAR NOT NULL, cell VARCHAR NOT NULL,
    row_number INTEGER NOT NULL, unit_id VARCHAR, unit_name VARCHAR, field VARCHAR, field_name VARCHAR, ordinal VARCHAR,
    matter_1 VARCHAR NOT NULL, matter_2 VARCHAR, content VARCHAR, elements VARCHAR[] NOT NULL, basis VARCHAR,
    time_limit VARCHAR, limit_kind VARCHAR, limit_number INTEGER, limit_unit VARCHAR, limit_event VARCHAR,
    limit_override BOOLEAN, subject VARCHAR, channels VARCHAR[], channel_notes VARCHAR[] NOT NULL,
    to_public BOOLEAN, to_group BOOLEAN, is_proactive BOOLEAN, is_on_request BOOLEAN, levels VARCHAR[]
);
COMMENT ON TABLE governance.standard_item IS '基层政务公开标准目录: rows of published catalogues; what was ticked nowhere is NULL, not false';
COMMENT ON COLUMN governance.standard_item.item_id IS '信息标识: posting of the catalogue';
COMMENT ON COLUMN governance.standard_item.attachment_id IS '附件标识: file it was printed in; NULL where it stands in the page';
COMMENT ON COLUMN governance.standard_item.sheet_or_page IS '工作表或页码: sheet, page or table';
COMMENT ON COLUMN governance.standard_item.cell IS '单元格: cell of the matter''s name';
COMMENT ON COLUMN governance.standard_item.row_number IS '行号: row of the table, from 1';
COMMENT ON COLUMN governance.standard_item.unit_id IS '单位代号: unit whose catalogue it is';
COMMENT ON COLUMN governance.standard_item.unit_name IS '单位名称: name of that unit';
COMMENT ON COLUMN governance.standard_item.field IS '领域代号: one of the 26 fields; NULL where nothing names one';
COMMENT ON COLUMN governance.standard_item.field_name IS '领域: as printed in a column of the table';
COMMENT ON COLUMN governance.standard_item.ordinal IS '序号: as printed';
COMMENT ON COLUMN governance.standard_item.matter_1 IS '一级事项: or the only one';
COMMENT ON COLUMN governance.standard_item.matter_2 IS '二级事项: NULL where matters are not split';
COMMENT ON COLUMN governance.standard_item.content IS '公开内容（要素）: as printed';
COMMENT ON COLUMN governance.standard_item.elements IS '要素: elements that the content names, one by one';
COMMENT ON COLUMN governance.standard_item.basis IS '公开依据: as printed';
COMMENT ON COLUMN governance.standard_item.time_limit IS '公开时限: as printed; 公开要求 where a catalogue has that instead';
COMMENT ON COLUMN governance.standard_item.limit_kind IS '时限类型: within, every, during, standing or prompt; NULL where the words say no time';
COMMENT ON COLUMN governance.standard_item.limit_number IS '时限数: number of units';
COMMENT ON COLUMN governance.standard_item.limit_unit IS '时限单位: 工作日, 日, 小时, 周, 月, 季度, 半年 or 年';
COMMENT ON COLUMN governance.standard_item.limit_event IS '起算事件: what the time runs from, e.g. 形成或变更';
COMMENT ON COLUMN governance.standard_item.limit_override IS '另有规定除外: whether other law may set another time';
COMMENT ON COLUMN governance.standard_item.subject IS '公开主体: as printed';
COMMENT ON COLUMN governance.standard_item.channels IS '公开渠道和载体: codes of the channels chosen; NULL where no box is filled';
COMMENT ON COLUMN governance.standard_item.channel_notes IS '渠道说明: what stands after a channel, an address or the name of a portal';
COMMENT ON COLUMN governance.standard_item.to_public IS '全社会: disclosed to everybody';
COMMENT ON COLUMN governance.standard_item.to_group IS '特定群体: disclosed to those concerned';
COMMENT ON COLUMN governance.standard_item.is_proactive IS '主动公开: disclosed without being asked';
COMMENT ON COLUMN governance.standard_item.is_on_request IS '依申请公开: disclosed on request';
COMMENT ON COLUMN governance.standard_item.levels IS '公开层级: levels chosen, as the heading calls them';

CREATE TABLE governance.standard_field (
    field VARCHAR NOT NULL, position INTEGER NOT NULL, name VARCHAR NOT NULL, mark VARCHAR NOT NULL
);
COMMENT ON TABLE governance.standard_field IS '标准目录领域: the fields of standard catalogues';
COMMENT ON COLUMN governance.standard_field.field IS '领域代号: code';
COMMENT ON COLUMN governance.standard_field.position IS '顺序: place in the list of 国办发〔2019〕54号, from 1';
COMMENT ON COLUMN governance.standard_field.name IS '领域: official name';
COMMENT ON COLUMN governance.standard_field.mark IS '依据核实情况: confirmed, recalled or inference';

CREATE TABLE governance.standard_matter (
    matter VARCHAR NOT NULL, position INTEGER NOT NULL, field VARCHAR, name VARCHAR NOT NULL, words VARCHAR[] NOT NULL,
    categories VARCHAR[] NOT NULL, keywords VARCHAR[] NOT NULL
);
COMMENT ON TABLE governance.standard_matter IS '标准目录事项: matters, and which items prove that they are disclosed';
COMMENT ON COLUMN governance.standard_matter.matter IS '事项代号: code';
COMMENT ON COLUMN governance.standard_matter.position IS '顺序: place in the data, from 1';
COMMENT ON COLUMN governance.standard_matter.field IS '领域代号: field it is of; NULL where of several';
COMMENT ON COLUMN governance.standard_matter.name IS '事项: name';
COMMENT ON COLUMN governance.standard_matter.words IS '识别词: any of them in the name of a catalogue''s row';
COMMENT ON COLUMN governance.standard_matter.categories IS '佐证类别: categories of items that count';
COMMENT ON COLUMN governance.standard_matter.keywords IS '佐证关键词: any of them in the title of the item or the name of a file';

CREATE TABLE governance.standard_element (
    element VARCHAR NOT NULL, position INTEGER NOT NULL, name VARCHAR NOT NULL, words VARCHAR[] NOT NULL,
    categories VARCHAR[] NOT NULL, proof VARCHAR[] NOT NULL
);
COMMENT ON TABLE governance.standard_element IS '标准目录要素: elements of matters, and what shows them';
COMMENT ON COLUMN governance.standard_element.element IS '要素代号: code';
COMMENT ON COLUMN governance.standard_element.position IS '顺序: place in the data, from 1';
COMMENT ON COLUMN governance.standard_element.name IS '要素: name';
COMMENT ON COLUMN governance.standard_element.words IS '识别词: any of them in the element as a catalogue names it';
COMMENT ON COLUMN governance.standard_element.categories IS '佐证类别: an item of such a category shows it';
COMMENT ON COLUMN governance.standard_element.proof IS '佐证词: any of them in title, text or files shows it';

CREATE TABLE governance.power (
    name VARCHAR NOT NULL, kind VARCHAR, unit_id VARCHAR, file VARCHAR NOT NULL, row_number INTEGER NOT NULL
);
COMMENT ON TABLE governance.power IS '权责清单: powers and duties of units, from the files that the registry names';
COMMENT ON COLUMN governance.power.name IS '权责事项: name';
COMMENT ON COLUMN governance.power.kind IS '权力类型: 行政许可, 行政给付 and so on';
COMMENT ON COLUMN governance.power.unit_id IS '单位代号: unit that has it; NULL: every township';
COMMENT ON COLUMN governance.power.file IS '文件: file it stands in';
COMMENT ON COLUMN governance.power.row_number IS '行号: row of that file''s table, from 1';

CREATE TABLE governance.standard_coverage (
    unit_id VARCHAR NOT NULL, field VARCHAR NOT NULL, match_key VARCHAR NOT NULL, matter VARCHAR, name VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL, reason VARCHAR, elements VARCHAR[] NOT NULL, missing_elements VARCHAR[] NOT NULL,
    evidence VARCHAR[] NOT NULL, newest_item_id VARCHAR, newest_written_on DATE, newest_published_on DATE,
    elapsed INTEGER, time_limit VARCHAR, limit_kind VARCHAR, limit_number INTEGER, limit_unit VARCHAR,
    catalogue_item_id VARCHAR NOT NULL, cell VARCHAR NOT NULL, judged_on DATE NOT NULL
);
COMMENT ON TABLE governance.standard_coverage IS '标准目录对照: each matter of each catalogue, as it stood when the checks last ran';
COMMENT ON COLUMN governance.standard_coverage.unit_id IS '单位代号: unit whose catalogue it is';
COMMENT ON COLUMN governance.standard_coverage.field IS '领域代号: field; empty where unknown';
COMMENT ON COLUMN governance.standard_coverage.match_key IS '对照键: the matter, the same in every catalogue';
COMMENT ON COLUMN governance.standard_coverage.matter IS '事项代号: what it is held against; NULL where the data have nothing for it';
COMMENT ON COLUMN governance.standard_coverage.name IS '事项: as the catalogue names it';
COMMENT ON COLUMN governance.standard_coverage.verdict IS '对照结果: found, incomplete, overdue, nothing or not_testable';
COMMENT ON COLUMN governance.standard_coverage.reason IS '说明: why it cannot be told, or what is late';
COMMENT ON COLUMN governance.standard_coverage.elements IS '要素: elements the catalogue asks for';
COMMENT ON COLUMN governance.standard_coverage.missing_elements IS '缺少要素: those that no evidence shows';
COMMENT ON COLUMN governance.standard_coverage.evidence IS '佐证: items that prove it, the newest first';
COMMENT ON COLUMN governance.standard_coverage.newest_item_id IS '最近佐证: the newest of them that has a date';
COMMENT ON COLUMN governance.standard_coverage.newest_written_on IS '最近成文日期: when that was made';
COMMENT ON COLUMN governance.standard_coverage.newest_published_on IS '最近发布日期: when that was published';
COMMENT ON COLUMN governance.standard_coverage.elapsed IS '相隔天数: days or working days between the two, by the unit of the limit';
COMMENT ON COLUMN governance.standard_coverage.time_limit IS '公开时限: as printed';
COMMENT ON COLUMN governance.standard_coverage.limit_kind IS '时限类型: as in standard_item';
COMMENT ON COLUMN governance.standard_coverage.limit_number IS '时限数: as in standard_item';
COMMENT ON COLUMN governance.standard_coverage.limit_unit IS '时限单位: as in standard_item';
COMMENT ON COLUMN governance.standard_coverage.catalogue_item_id IS '目录标识: posting of the catalogue';
COMMENT ON COLUMN governance.standard_coverage.cell IS '单元格: cell of the matter''s name';
COMMENT ON COLUMN governance.standard_coverage.judged_on IS '核验日期: day it was judged';

CREATE VIEW "公开"."标准目录" AS
SELECT s.unit_name AS "公开主体", coalesce(f.name, s.field_name) AS "领域", s.ordinal AS "序号", s.matter_1 AS "一级事项",
    s.matter_2 AS "二级事项", s.elements AS "要素", s.basis AS "公开依据", s.time_limit AS "公开时限", s.limit_number AS "时限数",
    s.limit_unit AS "时限单位", s.limit_event AS "起算事件", s.subject AS "责任主体", s.channels AS "公开渠道",
    s.channel_notes AS "渠道说明", s.to_public AS "全社会", s.to_group AS "特定群体", s.is_proactive AS "主动公开",
    s.is_on_request AS "依申请公开", s.levels AS "公开层级", v.title AS "目录标题", s.cell AS "单元格", s.item_id AS "信息标识"
FROM governance.standard_item AS s
JOIN catalogue.item_version AS v ON v.item_id = s.item_id AND v.valid_to IS NULL
LEFT JOIN governance.standard_field AS f ON f.field = s.field;
COMMENT ON VIEW "公开"."标准目录" IS '乡镇和部门公布的基层政务公开标准目录，逐项；未勾选而无法判断的为空';
COMMENT ON COLUMN "公开"."标准目录"."公开主体" IS 'governance.standard_item.unit_name';
COMMENT ON COLUMN "公开"."标准目录"."领域" IS 'name of the field';
COMMENT ON COLUMN "公开"."标准目录"."序号" IS 'governance.standard_item.ordinal';
COMMENT ON COLUMN "公开"."标准目录"."一级事项" IS 'governance.standard_item.matter_1';
COMMENT ON COLUMN "公开"."标准目录"."二级事项" IS 'governance.standard_item.matter_2';
COMMENT ON COLUMN "公开"."标准目录"."要素" IS 'governance.standard_item.elements';
COMMENT ON COLUMN "公开"."标准目录"."公开依据" IS 'governance.standard_item.basis';
COMMENT ON COLUMN "公开"."标准目录"."公开时限" IS 'governance.standard_item.time_limit';
COMMENT ON COLUMN "公开"."标准目录"."时限数" IS 'governance.standard_item.limit_number';
COMMENT ON COLUMN "公开"."标准目录"."时限单位" IS 'governance.standard_item.limit_unit';
COMMENT ON COLUMN "公开"."标准目录"."起算事件" IS 'governance.standard_item.limit_event';
COMMENT ON COLUMN "公开"."标准目录"."责任主体" IS 'governance.standard_item.subject';
COMMENT ON COLUMN "公开"."标准目录"."公开渠道" IS 'governance.standard_item.channels';
COMMENT ON COLUMN "公开"."标准目录"."渠道说明" IS 'governance.standard_item.channel_notes';
COMMENT ON COLUMN "公开"."标准目录"."全社会" IS 'governance.standard_item.to_public';
COMMENT ON COLUMN "公开"."标准目录"."特定群体" IS 'governance.standard_item.to_group';
COMMENT ON COLUMN "公开"."标准目录"."主动公开" IS 'governance.standard_item.is_proactive';
COMMENT ON COLUMN "公开"."标准目录"."依申请公开" IS 'governance.standard_item.is_on_request';
COMMENT ON COLUMN "公开"."标准目录"."公开层级" IS 'governance.standard_item.levels';
COMMENT ON COLUMN "公开"."标准目录"."目录标题" IS 'title of the posting';
COMMENT ON COLUMN "公开"."标准目录"."单元格" IS 'governance.standard_item.cell';
COMMENT ON COLUMN "公开"."标准目录"."信息标识" IS 'governance.standard_item.item_id';

CREATE VIEW "公开"."标准目录对照" AS
SELECT u.name AS "公开主体", f.name AS "领域", c.name AS "事项", CASE c.verdict WHEN 'found' THEN '已公开' WHEN 'incomplete' THEN '要素不全'
        WHEN 'overdue' THEN '超过时限' WHEN 'nothing' THEN '未见公开' ELSE '无法核验' END AS "对照结果",
    c.reason AS "说明", c.missing_elements AS "缺少要素", len(c.evidence) AS "佐证条数", c.evidence AS "佐证",
    c.newest_published_on AS "最近发布日期", c.time_limit AS "公开时限", c.catalogue_item_id AS "目录标识", c.cell AS "单元格",
    c.judged_on AS "核验日期"
FROM governance.standard_coverage AS c
LEFT JOIN catalogue.unit AS u ON u.unit_id = c.unit_id
LEFT JOIN governance.standard_field AS f ON f.field = c.field;
COMMENT ON VIEW "公开"."标准目录对照" IS '各单位标准目录逐项与已公开信息的对照，最近一次核验';
COMMENT ON COLUMN "公开"."标准目录对照"."公开主体" IS 'unit whose catalogue it is';
COMMENT ON COLUMN "公开"."标准目录对照"."领域" IS 'name of the field';
COMMENT ON COLUMN "公开"."标准目录对照"."事项" IS 'governance.standard_coverage.name';
COMMENT ON COLUMN "公开"."标准目录对照"."对照结果" IS 'governance.standard_coverage.verdict in words';
COMMENT ON COLUMN "公开"."标准目录对照"."说明" IS 'governance.standard_coverage.reason';
COMMENT ON COLUMN "公开"."标准目录对照"."缺少要素" IS 'governance.standard_coverage.missing_elements';
COMMENT ON COLUMN "公开"."标准目录对照"."佐证条数" IS 'number of items that prove it';
COMMENT ON COLUMN "公开"."标准目录对照"."佐证" IS 'governance.standard_coverage.evidence, ids of items';
COMMENT ON COLUMN "公开"."标准目录对照"."最近发布日期" IS 'governance.standard_coverage.newest_published_on';
COMMENT ON COLUMN "公开"."标准目录对照"."公开时限" IS 'governance.standard_coverage.time_limit';
COMMENT ON COLUMN "公开"."标准目录对照"."目录标识" IS 'governance.standard_coverage.catalogue_item_id';
COMMENT ON COLUMN "公开"."标准目录对照"."单元格" IS 'governance.standard_coverage.cell';
COMMENT ON COLUMN "公开"."标准目录对照"."核验日期" IS 'governance.standard_coverage.judged_on';

CREATE VIEW governance.standard_share AS
SELECT u.unit_id, c.field, count(c.match_key)::INTEGER AS items,
    count(*) FILTER (c.verdict = 'found')::INTEGER AS found, count(*) FILTER (c.verdict = 'incomplete')::INTEGER AS incomplete,
    count(*) FILTER (c.verdict = 'overdue')::INTEGER AS overdue, count(*) FILTER (c.verdict = 'nothing')::INTEGER AS nothing,
    count(*) FILTER (c.verdict = 'not_testable')::INTEGER AS not_testable,
    (100.0 * count(*) FILTER (c.verdict IN ('found', 'incomplete', 'overdue'))
        / nullif(count(*) FILTER (c.verdict <> 'not_testable'), 0))::DECIMAL(5,1) AS covered_percent
FROM catalogue.unit AS u
JOIN governance.standard_coverage AS c ON c.unit_id = u.unit_id
GROUP BY u.unit_id, c.field;
COMMENT ON VIEW governance.standard_share IS '标准目录覆盖率: matters of each unit and field by how they stand';
COMMENT ON COLUMN governance.standard_share.unit_id IS '单位代号: unit';
COMMENT ON COLUMN governance.standard_share.field IS '领域代号: field; empty where unknown';
COMMENT ON COLUMN governance.standard_share.items IS '事项数: matters of its catalogue';
COMMENT ON COLUMN governance.standard_share.found IS '已公开: disclosed whole and in time';
COMMENT ON COLUMN governance.standard_share.incomplete IS '要素不全: disclosed, elements missing';
COMMENT ON COLUMN governance.standard_share.overdue IS '超过时限: disclosed, later than the catalogue says';
COMMENT ON COLUMN governance.standard_share.nothing IS '未见公开: nothing disclosed';
COMMENT ON COLUMN governance.standard_share.not_testable IS '无法核验: not to be told from the catalogue';
COMMENT ON COLUMN governance.standard_share.covered_percent IS '覆盖率: disclosed in whatever state, of those that can be tested; NULL where none can';

CREATE VIEW "公开"."标准目录覆盖率" AS
SELECT u.name AS "公开主体", sum(s.items)::INTEGER AS "事项数", sum(s.found)::INTEGER AS "已公开", sum(s.incomplete)::INTEGER AS "要素不全",
    sum(s.overdue)::INTEGER AS "超过时限", sum(s.nothing)::INTEGER AS "未见公开", sum(s.not_testable)::INTEGER AS "无法核验",
    (100.0 * sum(s.found + s.incomplete + s.overdue) / nullif(sum(s.items - s.not_testable), 0))::DECIMAL(5,1) AS "覆盖率"
FROM catalogue.unit AS u
LEFT JOIN governance.standard_share AS s ON s.unit_id = u.unit_id
WHERE u.kind = 'township'
GROUP BY u.unit_id, u.name, u.division
ORDER BY u.division;
COMMENT ON VIEW "公开"."标准目录覆盖率" IS '各乡镇标准目录覆盖率：有公开的事项占可核验事项的百分比；没有可读目录的乡镇各栏为空';
COMMENT ON COLUMN "公开"."标准目录覆盖率"."公开主体" IS 'name of the township';
COMMENT ON COLUMN "公开"."标准目录覆盖率"."事项数" IS 'governance.standard_share.items';
COMMENT ON COLUMN "公开"."标准目录覆盖率"."已公开" IS 'governance.standard_share.found';
COMMENT ON COLUMN "公开"."标准目录覆盖率"."要素不全" IS 'governance.standard_share.incomplete';
COMMENT ON COLUMN "公开"."标准目录覆盖率"."超过时限" IS 'governance.standard_share.overdue';
COMMENT ON COLUMN "公开"."标准目录覆盖率"."未见公开" IS 'governance.standard_share.nothing';
COMMENT ON COLUMN "公开"."标准目录覆盖率"."无法核验" IS 'governance.standard_share.not_testable';
COMMENT ON COLUMN "公开"."标准目录覆盖率"."覆盖率" IS 'disclosed in whatever state, percent of those that can be tested';
