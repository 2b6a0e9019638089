-- The publication gate (发布关口): what was let out, and who let it out where a check had said no. What the outbox must
-- know besides: when a column with a schedule was last sent to.

CREATE TABLE operations.clearance (
    as_of_seq BIGINT NOT NULL, items BIGINT NOT NULL, run_id VARCHAR NOT NULL, run_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE operations.clearance IS '放行记录: up to which change feeds and batches may go out, appended whenever the checks let more out';
COMMENT ON COLUMN operations.clearance.as_of_seq IS '截止序号: last change that may go out';
COMMENT ON COLUMN operations.clearance.items IS '在库条数: items that stood then; the next run is measured by it';
COMMENT ON COLUMN operations.clearance.run_id IS '运行批次: run whose checks passed, or were released';
COMMENT ON COLUMN operations.clearance.run_at IS '开始时间: start of that run';

CREATE TABLE operations.release (
    finding_id VARCHAR NOT NULL, check_id VARCHAR NOT NULL, message VARCHAR NOT NULL, released_by VARCHAR NOT NULL,
    reason VARCHAR NOT NULL, released_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE operations.release IS '人工放行: fatal findings that somebody looked at and let pass, with who and why';
COMMENT ON COLUMN operations.release.finding_id IS '问题标识: finding that was let pass';
COMMENT ON COLUMN operations.release.check_id IS '检查项: its check';
COMMENT ON COLUMN operations.release.message IS '说明: its words then; other words are another matter, and hold again';
COMMENT ON COLUMN operations.release.released_by IS '放行人: who decided';
COMMENT ON COLUMN operations.release.reason IS '放行理由: why';
COMMENT ON COLUMN operations.release.released_at IS '放行时间: when';

INSERT INTO operations.clearance
SELECT max(seq), (SELECT count(*) FROM catalogue.item_version WHERE valid_to IS NULL AND withdrawn_at IS NULL),
    'before the gate', max("at")
FROM exchange.change HAVING count(*) > 0;

ALTER TABLE catalogue.source ADD COLUMN min_items INTEGER;
COMMENT ON COLUMN catalogue.source.min_items IS '最少条数: fewer standing items hold the publication; the greatest expect.min_items of the source and its columns';

ALTER TABLE exchange.target ADD COLUMN pushed_at TIMESTAMPTZ;
COMMENT ON COLUMN exchange.target.pushed_at IS '最近报送时间: when its outbox was last opened; a schedule counts from it';
