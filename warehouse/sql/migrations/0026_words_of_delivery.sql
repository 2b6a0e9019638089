-- A schedule opens an outbox until it is empty, and patience with a column counts from when it took a batch.

COMMENT ON COLUMN exchange.target.pushed_at IS '最近报清时间: when its outbox was last empty after a push; a schedule counts from it';
COMMENT ON COLUMN exchange.batch.first_sent_at IS '首次报送时间: when it was first sent, or taken by a column that answers later';
