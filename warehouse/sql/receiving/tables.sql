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
CREATE TABLE IF NOT EXISTS promised_answer (batch_id VARCHAR NOT NULL, due TIMESTAMPTZ NOT NULL, answer BLOB NOT NULL);
COMMENT ON TABLE promised_answer IS '待取回执: batches that were answered with 202, and what is told once it is due';
COMMENT ON COLUMN promised_answer.batch_id IS '批次号: idempotency key';
COMMENT ON COLUMN promised_answer.due IS '到期时间: from when on the receipts are given';
COMMENT ON COLUMN promised_answer.answer IS '回执: the answer, JSON';
CREATE TABLE IF NOT EXISTS held_change (
    seq BIGINT NOT NULL, sender VARCHAR NOT NULL, item_id VARCHAR NOT NULL, version INTEGER NOT NULL,
    operation VARCHAR NOT NULL, "at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE held_change IS '接收变更: every version and withdrawal that was taken, in order, for whoever takes it from here';
COMMENT ON COLUMN held_change.seq IS '序号: from 1, without gaps';
COMMENT ON COLUMN held_change.sender IS '报送单位区划代码: division of the sender';
COMMENT ON COLUMN held_change.item_id IS '信息标识: item';
COMMENT ON COLUMN held_change.version IS '版本号: version that was taken';
COMMENT ON COLUMN held_change.operation IS '操作: upsert or withdraw';
COMMENT ON COLUMN held_change."at" IS '时间: when its batch was made';
CREATE TABLE IF NOT EXISTS forwarded (
    target_id VARCHAR NOT NULL, seq BIGINT NOT NULL, item_id VARCHAR NOT NULL, version INTEGER NOT NULL,
    operation VARCHAR NOT NULL, batch_id VARCHAR NOT NULL, state VARCHAR NOT NULL, receipt_number VARCHAR,
    code VARCHAR, message VARCHAR, "at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE forwarded IS '转报: what went on to the columns above, and their receipts';
COMMENT ON COLUMN forwarded.target_id IS '上级专栏: column it went to';
COMMENT ON COLUMN forwarded.seq IS '序号: change that it tells';
COMMENT ON COLUMN forwarded.item_id IS '信息标识: item';
COMMENT ON COLUMN forwarded.version IS '版本号: version';
COMMENT ON COLUMN forwarded.operation IS '操作: upsert or withdraw';
COMMENT ON COLUMN forwarded.batch_id IS '批次号: batch it went in';
COMMENT ON COLUMN forwarded.state IS '状态: sent, accepted or rejected';
COMMENT ON COLUMN forwarded.receipt_number IS '回执号: receipt from above';
COMMENT ON COLUMN forwarded.code IS '代码: why it was rejected';
COMMENT ON COLUMN forwarded.message IS '说明: in words';
COMMENT ON COLUMN forwarded."at" IS '时间: of the last change of state';
CREATE TABLE IF NOT EXISTS forward_batch (
    batch_id VARCHAR NOT NULL, target_id VARCHAR NOT NULL, entries INTEGER NOT NULL, attempts INTEGER NOT NULL,
    status_url VARCHAR, first_sent_at TIMESTAMPTZ NOT NULL, body BLOB NOT NULL
);
COMMENT ON TABLE forward_batch IS '转报批次: batches that are not settled, byte for byte as they are sent again';
COMMENT ON COLUMN forward_batch.batch_id IS '批次号: idempotency key';
COMMENT ON COLUMN forward_batch.target_id IS '上级专栏: column it goes to';
COMMENT ON COLUMN forward_batch.entries IS '条数: entries';
COMMENT ON COLUMN forward_batch.attempts IS '次数: how often it was sent';
COMMENT ON COLUMN forward_batch.status_url IS '查询地址: where to ask for the receipts, after a 202';
COMMENT ON COLUMN forward_batch.first_sent_at IS '首次报送时间: first time it was sent';
COMMENT ON COLUMN forward_batch.body IS '内容: its bytes';
