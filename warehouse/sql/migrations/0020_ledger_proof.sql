-- What a duty's evidence must be, beyond category, words and period.

ALTER TABLE governance.duty ADD COLUMN without_words VARCHAR[];
ALTER TABLE governance.duty ADD COLUMN statute VARCHAR[];
ALTER TABLE governance.duty ADD COLUMN no_statute VARCHAR[];
ALTER TABLE governance.duty ADD COLUMN form_version VARCHAR;
ALTER TABLE governance.duty ADD COLUMN with_file BOOLEAN;
-- No defaults: DuckDB commits only one such column a transaction where the table has rows.
UPDATE governance.duty SET without_words = [], statute = [], no_statute = [], with_file = false;
COMMENT ON COLUMN governance.duty.without_words IS '标题不含词: none of them in the title';
COMMENT ON COLUMN governance.duty.statute IS '法规文本核对结果: the item shows the text of a statute that stands so, as in governance.statute_verdict';
COMMENT ON COLUMN governance.duty.no_statute IS '不得存在的法规文本: no posting of the county may show a statute of these categories that stands so';
COMMENT ON COLUMN governance.duty.form_version IS '年报格式: the item holds tables of an annual report in this form';
COMMENT ON COLUMN governance.duty.with_file IS '须有附件: the item has a file';
