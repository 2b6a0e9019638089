-- The catalogue (信息公开目录): units, sources, categories, items with every version, what belongs to them.
-- No PRIMARY KEY on tables that grow: a merge is two to three times faster without; a check holds each key.
-- Bodies are compressed with zstd, a tenth of their size. Short texts are told to use a dictionary, since trying FSST
-- on hashes and addresses took half the time of a merge to save a tenth of the file.

CREATE SCHEMA catalogue;

CREATE TABLE catalogue.unit (
    unit_id VARCHAR NOT NULL, name VARCHAR NOT NULL, kind VARCHAR NOT NULL, division VARCHAR,
    aliases VARCHAR[], credit_code VARCHAR, parent_unit_id VARCHAR, valid_from DATE, valid_to DATE
);
COMMENT ON TABLE catalogue.unit IS '公开主体: organs and institutions that owe disclosure, as in the registry';
COMMENT ON COLUMN catalogue.unit.unit_id IS '主体代号: id in the registry, stable';
COMMENT ON COLUMN catalogue.unit.name IS '主体名称: full official name';
COMMENT ON COLUMN catalogue.unit.kind IS '主体类型: government, department, township, village or institution';
COMMENT ON COLUMN catalogue.unit.division IS '行政区划代码: GB/T 2260 and GB/T 10114, 6, 9 or 12 digits';
COMMENT ON COLUMN catalogue.unit.aliases IS '别名: other names it goes by';
COMMENT ON COLUMN catalogue.unit.credit_code IS '统一社会信用代码: GB 32100, where known';
COMMENT ON COLUMN catalogue.unit.parent_unit_id IS '主管部门: the department a subordinate unit belongs to';
COMMENT ON COLUMN catalogue.unit.valid_from IS '启用日期: first day of these names';
COMMENT ON COLUMN catalogue.unit.valid_to IS '停用日期: last day of these names';

CREATE TABLE catalogue.source (
    source_id VARCHAR NOT NULL, unit_id VARCHAR NOT NULL, family VARCHAR NOT NULL, base_url VARCHAR NOT NULL,
    active BOOLEAN NOT NULL
);
COMMENT ON TABLE catalogue.source IS '信息源: sites and channels the units publish on, as in the registry';
COMMENT ON COLUMN catalogue.source.source_id IS '信息源代号: id in the registry, stable for ever';
COMMENT ON COLUMN catalogue.source.unit_id IS '公开主体: unit that publishes here';
COMMENT ON COLUMN catalogue.source.family IS '网站系统: CMS family';
COMMENT ON COLUMN catalogue.source.base_url IS '网址: address columns are relative to; empty for drop folders';
COMMENT ON COLUMN catalogue.source.active IS '是否启用: false where it is switched off or no longer in the registry';

CREATE TABLE catalogue.source_column (
    source_id VARCHAR NOT NULL, position INTEGER NOT NULL, path VARCHAR NOT NULL, category VARCHAR NOT NULL
);
COMMENT ON TABLE catalogue.source_column IS '栏目: lists of a source and the category their items belong to';
COMMENT ON COLUMN catalogue.source_column.source_id IS '信息源代号: source the column is of';
COMMENT ON COLUMN catalogue.source_column.position IS '顺序: place in the registry, from 1; the first column that lists an item gives its category';
COMMENT ON COLUMN catalogue.source_column.path IS '栏目地址: first list page, relative to the source';
COMMENT ON COLUMN catalogue.source_column.category IS '信息类别: category code';

CREATE TABLE catalogue.category (
    category VARCHAR NOT NULL, name VARCHAR NOT NULL, position INTEGER NOT NULL, basis VARCHAR, mark VARCHAR,
    levels VARCHAR[], deadline VARCHAR
);
COMMENT ON TABLE catalogue.category IS '信息类别: kinds of disclosed information with the duty they stand on';
COMMENT ON COLUMN catalogue.category.category IS '类别代码: code';
COMMENT ON COLUMN catalogue.category.name IS '类别名称: official name';
COMMENT ON COLUMN catalogue.category.position IS '顺序: place in the code list, from 1';
COMMENT ON COLUMN catalogue.category.basis IS '公开依据: clause that makes it a duty';
COMMENT ON COLUMN catalogue.category.mark IS '依据核实情况: confirmed, recalled or inference';
COMMENT ON COLUMN catalogue.category.levels IS '公开层级: kinds of unit that publish it';
COMMENT ON COLUMN catalogue.category.deadline IS '公开时限: deadline in words, where a rule sets one';

CREATE TABLE catalogue.item_version (
    item_id VARCHAR USING COMPRESSION dictionary NOT NULL, version INTEGER NOT NULL,
    valid_from TIMESTAMPTZ NOT NULL, valid_to TIMESTAMPTZ,
    document_id VARCHAR USING COMPRESSION dictionary NOT NULL,
    county VARCHAR USING COMPRESSION dictionary NOT NULL,
    source_id VARCHAR USING COMPRESSION dictionary NOT NULL,
    page_key VARCHAR USING COMPRESSION dictionary NOT NULL,
    unit_id VARCHAR USING COMPRESSION dictionary NOT NULL,
    unit_name VARCHAR USING COMPRESSION dictionary NOT NULL,
    category VARCHAR USING COMPRESSION dictionary NOT NULL, title VARCHAR NOT NULL,
    index_number VARCHAR USING COMPRESSION dictionary, document_number VARCHAR USING COMPRESSION dictionary,
    publisher VARCHAR USING COMPRESSION dictionary, publisher_unit_id VARCHAR USING COMPRESSION dictionary,
    content_source VARCHAR USING COMPRESSION dictionary, written_on DATE, published_at TIMESTAMPTZ,
    theme VARCHAR USING COMPRESSION dictionary, genre VARCHAR USING COMPRESSION dictionary,
    validity VARCHAR USING COMPRESSION dictionary, keywords VARCHAR, summary VARCHAR,
    body_text VARCHAR USING COMPRESSION zstd, body_html VARCHAR USING COMPRESSION zstd,
    url VARCHAR USING COMPRESSION dictionary, attachment_count INTEGER NOT NULL,
    content_hash VARCHAR USING COMPRESSION dictionary NOT NULL, first_seen_at TIMESTAMPTZ NOT NULL,
    withdrawn_at TIMESTAMPTZ, withdrawn_reason VARCHAR USING COMPRESSION dictionary,
    run_id VARCHAR USING COMPRESSION dictionary NOT NULL
);
COMMENT ON TABLE catalogue.item_version IS '信息版本: every version of every item, appended, never rewritten; only valid_to is filled in later';
COMMENT ON COLUMN catalogue.item_version.item_id IS '信息标识: stable id of the posting, survives changes of address and CMS';
COMMENT ON COLUMN catalogue.item_version.version IS '版本号: from 1, without gaps';
COMMENT ON COLUMN catalogue.item_version.valid_from IS '版本生效时间: start of the run that saw this version';
COMMENT ON COLUMN catalogue.item_version.valid_to IS '版本失效时间: start of the run that saw the next one; NULL for the current version';
COMMENT ON COLUMN catalogue.item_version.document_id IS '文件标识: shared by postings of one document';
COMMENT ON COLUMN catalogue.item_version.county IS '县级行政区划代码: GB/T 2260 code of the county';
COMMENT ON COLUMN catalogue.item_version.source_id IS '信息源代号: source the posting was read from';
COMMENT ON COLUMN catalogue.item_version.page_key IS '页面标识: hash of the canonical address of its page';
COMMENT ON COLUMN catalogue.item_version.unit_id IS '公开主体: unit whose column it is in';
COMMENT ON COLUMN catalogue.item_version.unit_name IS '公开主体名称: full name of that unit at that time';
COMMENT ON COLUMN catalogue.item_version.category IS '信息类别: category code';
COMMENT ON COLUMN catalogue.item_version.title IS '标题: title as shown';
COMMENT ON COLUMN catalogue.item_version.index_number IS '索引号: index number as printed, width folded';
COMMENT ON COLUMN catalogue.item_version.document_number IS '发文字号: normalised to 代字〔year〕n号';
COMMENT ON COLUMN catalogue.item_version.publisher IS '发布机构: as shown; NULL where the page names none';
COMMENT ON COLUMN catalogue.item_version.publisher_unit_id IS '发布机构代号: unit the shown publisher resolves to';
COMMENT ON COLUMN catalogue.item_version.content_source IS '来源: where the page says its text comes from';
COMMENT ON COLUMN catalogue.item_version.written_on IS '成文日期: day the document was made';
COMMENT ON COLUMN catalogue.item_version.published_at IS '发布日期: visible date, midnight where only the day is shown';
COMMENT ON COLUMN catalogue.item_version.theme IS '主题分类: theme as shown';
COMMENT ON COLUMN catalogue.item_version.genre IS '体裁分类: genre as shown';
COMMENT ON COLUMN catalogue.item_version.validity IS '有效性: 有效, 失效, 废止, 部分失效 or 已修改';
COMMENT ON COLUMN catalogue.item_version.keywords IS '主题词: keywords as shown';
COMMENT ON COLUMN catalogue.item_version.summary IS '内容概述: summary as shown';
COMMENT ON COLUMN catalogue.item_version.body_text IS '正文: body as text, personal data masked';
COMMENT ON COLUMN catalogue.item_version.body_html IS '正文网页: body as sanitised HTML, personal data masked';
COMMENT ON COLUMN catalogue.item_version.url IS '网址: address of the page; NULL where the address itself carries personal data';
COMMENT ON COLUMN catalogue.item_version.attachment_count IS '附件数: number of attachments';
COMMENT ON COLUMN catalogue.item_version.content_hash IS '内容摘要: sha256 of all that a reader of the page sees';
COMMENT ON COLUMN catalogue.item_version.first_seen_at IS '首次采集时间: start of the run that first saw the item';
COMMENT ON COLUMN catalogue.item_version.withdrawn_at IS '撤下时间: start of the run that found it withdrawn';
COMMENT ON COLUMN catalogue.item_version.withdrawn_reason IS '撤下原因: missing (absent from two complete runs) or gone (its address answers 404 or 410)';
COMMENT ON COLUMN catalogue.item_version.run_id IS '运行批次: run that wrote this version';

CREATE TABLE catalogue.item_alias (
    item_id VARCHAR USING COMPRESSION dictionary NOT NULL, kind VARCHAR USING COMPRESSION dictionary NOT NULL,
    value VARCHAR USING COMPRESSION dictionary NOT NULL, first_seen_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE catalogue.item_alias IS '信息别名: names an item is known again by';
COMMENT ON COLUMN catalogue.item_alias.item_id IS '信息标识: item that bears the name';
COMMENT ON COLUMN catalogue.item_alias.kind IS '别名类型: url, native_id, index_number, document or column';
COMMENT ON COLUMN catalogue.item_alias.value IS '别名: address, source:id of the CMS, index number|title, number|publisher|body hash, or source:column';
COMMENT ON COLUMN catalogue.item_alias.first_seen_at IS '首次采集时间: start of the run that first saw the name';

CREATE TABLE catalogue.attachment (
    attachment_id VARCHAR NOT NULL, item_id VARCHAR NOT NULL, position INTEGER NOT NULL, url VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL, media_type VARCHAR, byte_size BIGINT, sha256 VARCHAR,
    text VARCHAR USING COMPRESSION zstd, note VARCHAR,
    first_seen_at TIMESTAMPTZ NOT NULL, last_seen_at TIMESTAMPTZ NOT NULL, withdrawn_at TIMESTAMPTZ
);
COMMENT ON TABLE catalogue.attachment IS '附件: files that belong to items; a file that changes is a new row';
COMMENT ON COLUMN catalogue.attachment.attachment_id IS '附件标识: hash of item, address, name and content';
COMMENT ON COLUMN catalogue.attachment.item_id IS '信息标识: item it belongs to';
COMMENT ON COLUMN catalogue.attachment.position IS '顺序: place on the page, from 1';
COMMENT ON COLUMN catalogue.attachment.url IS '网址: address of the file';
COMMENT ON COLUMN catalogue.attachment.file_name IS '文件名: name as shown, masked';
COMMENT ON COLUMN catalogue.attachment.media_type IS '文件类型: media type by content, not by name';
COMMENT ON COLUMN catalogue.attachment.byte_size IS '文件大小: bytes as served';
COMMENT ON COLUMN catalogue.attachment.sha256 IS '文件摘要: sha256 of the bytes as served; NULL where it could not be loaded';
COMMENT ON COLUMN catalogue.attachment.text IS '文本: text of the file, personal data masked';
COMMENT ON COLUMN catalogue.attachment.note IS '说明: scan for a file without text layer, otherwise why there is no text';
COMMENT ON COLUMN catalogue.attachment.first_seen_at IS '首次采集时间: start of the run that first saw the file';
COMMENT ON COLUMN catalogue.attachment.last_seen_at IS '最近采集时间: start of the run that last read its page';
COMMENT ON COLUMN catalogue.attachment.withdrawn_at IS '撤下时间: start of the run that found it gone from its page, or replaced';

CREATE TABLE catalogue.link (
    from_item_id VARCHAR NOT NULL, to_item_id VARCHAR, to_reference VARCHAR, kind VARCHAR NOT NULL, evidence VARCHAR
);
COMMENT ON TABLE catalogue.link IS '信息关联: relations between items';
COMMENT ON COLUMN catalogue.link.from_item_id IS '信息标识: item that refers';
COMMENT ON COLUMN catalogue.link.to_item_id IS '所指信息: item referred to, where the catalogue holds it';
COMMENT ON COLUMN catalogue.link.to_reference IS '所指文件: number or title as quoted, where the catalogue does not hold it';
COMMENT ON COLUMN catalogue.link.kind IS '关联类型: interprets, based_on, repeals, amends, republishes or answers';
COMMENT ON COLUMN catalogue.link.evidence IS '依据: the words that say so';
