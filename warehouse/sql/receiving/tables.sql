-- What a receiving column holds (接收端): each item as it stands, and the answer to each batch.
CREATE TABLE IF NOT EXISTS held_item (
    sender VARCHAR NOT NULL, item_id VARCHAR NOT NULL, version INTEGER NOT NULL, content_hash VARCHAR,
    is_withdrawn BOOLEAN NOT NULL, title VARCHAR, content VARCHAR, receipt_number VARCHAR NOT NULL,
    batch_id VARCHAR NOT NULL
);
COMMENT ON TABLE held_item IS '接收信息: items as this column shows them, withdrawn ones as a mark without content';
COMMENT ON COLUMN held_item.sender IS '报送单位区划代码: division of the county that sent it';
COMMENT ON COLUMN held_item.item_id IS '信息标识: id given by the sender';
COMMENT ON COLUMN held_item.version IS '版本号: newest version received';
COMMENT ON COLUMN held_item.content_hash IS '内容摘要: as the sender gave it; NULL after a withdrawal';
COMMENT ON COLUMN held_item.is_withdrawn IS '是否撤下: whether it is no longer shown';
COMMENT ON COLUMN held_item.title IS '标题: for the front page; NULL after a withdrawal';
COMMENT ON COLUMN held_item.content IS '内容: the fields as sent, JSON; NULL after a withdrawal';
COMMENT ON COLUMN held_item.receipt_number IS '回执号: receipt of that version';
COMMENT ON COLUMN held_item.batch_id IS '报送批次: batch it came in';
CREATE TABLE IF NOT EXISTS answered_batch (
    ordinal BIGINT NOT NULL, batch_id VARCHAR NOT NULL, sender VARCHAR NOT NULL, digest VARCHAR NOT NULL,
    created_at TIMESTAMPTZ NOT NULL, entries INTEGER NOT NULL, rejected INTEGER NOT NULL, answer BLOB NOT NULL
);
COMMENT ON TABLE answered_batch IS '报送批次: batches applied, with the answer that is given again';
COMMENT ON COLUMN answered_batch.ordinal IS '序号: order of arrival, from 1';
COMMENT ON COLUMN answered_batch.batch_id IS '批次号: idempotency key';
COMMENT ON COLUMN answered_batch.sender IS '报送单位区划代码: division of the sender';
COMMENT ON COLUMN answered_batch.digest IS '摘要: sha256 of its bytes, hexadecimal';
COMMENT ON COLUMN answered_batch.created_at IS '生成时间: as the sender says';
COMMENT ON COLUMN answered_batch.entries IS '条数: entries judged here';
COMMENT ON COLUMN answered_batch.rejected IS '退回条数: of these, rejected';
COMMENT ON COLUMN answered_batch.answer IS '回执: receipts, JSON';
