-- The change log and the outbox (变更日志与报送).

CREATE SCHEMA exchange;

CREATE TABLE exchange.change (
    seq BIGINT NOT NULL, "at" TIMESTAMPTZ NOT NULL, item_id VARCHAR USING COMPRESSION dictionary NOT NULL,
    version INTEGER NOT NULL, operation VARCHAR USING COMPRESSION dictionary NOT NULL
);
COMMENT ON TABLE exchange.change IS '变更日志: every change of every item, appended, without gaps';
COMMENT ON COLUMN exchange.change.seq IS '序号: from 1, without gaps';
COMMENT ON COLUMN exchange.change."at" IS '时间: start of the run that saw the change';
COMMENT ON COLUMN exchange.change.item_id IS '信息标识: item that changed';
COMMENT ON COLUMN exchange.change.version IS '版本号: version that came of it';
COMMENT ON COLUMN exchange.change.operation IS '操作: upsert (新增或更新) or withdraw (撤下)';

CREATE TABLE exchange.target (
    target_id VARCHAR NOT NULL, level VARCHAR NOT NULL, name VARCHAR NOT NULL,
    categories VARCHAR[] NOT NULL, units VARCHAR[] NOT NULL, enrolled_at TIMESTAMPTZ NOT NULL,
    retry_at TIMESTAMPTZ, batch_limit INTEGER
);
COMMENT ON TABLE exchange.target IS '报送对象: columns that take our batches, with the filters in force';
COMMENT ON COLUMN exchange.target.target_id IS '报送对象代号: id in the registry';
COMMENT ON COLUMN exchange.target.level IS '层级: county, municipal, provincial or national';
COMMENT ON COLUMN exchange.target.name IS '名称: name of the column';
COMMENT ON COLUMN exchange.target.categories IS '信息类别范围: categories it takes; empty for all';
COMMENT ON COLUMN exchange.target.units IS '公开主体范围: units it takes; empty for all';
COMMENT ON COLUMN exchange.target.enrolled_at IS '接入时间: start of the run that first knew it';
COMMENT ON COLUMN exchange.target.retry_at IS '重试时间: it asked us to wait until then';
COMMENT ON COLUMN exchange.target.batch_limit IS '每批条数上限: smaller than configured after a batch was too large for it; grows again';

CREATE TABLE exchange.delivery (
    target_id VARCHAR USING COMPRESSION dictionary NOT NULL, ordinal BIGINT NOT NULL, seq BIGINT NOT NULL,
    item_id VARCHAR USING COMPRESSION dictionary NOT NULL, version INTEGER NOT NULL,
    operation VARCHAR USING COMPRESSION dictionary NOT NULL, batch_id VARCHAR USING COMPRESSION dictionary,
    state VARCHAR USING COMPRESSION dictionary NOT NULL, attempts INTEGER NOT NULL,
    receipt_number VARCHAR USING COMPRESSION dictionary, code VARCHAR USING COMPRESSION dictionary,
    message VARCHAR, "at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE exchange.delivery IS '报送回执: one row for each change and each column that is to see it';
COMMENT ON COLUMN exchange.delivery.target_id IS '报送对象代号: column it goes to';
COMMENT ON COLUMN exchange.delivery.ordinal IS '报送序号: order within the column, from 1, without gaps';
COMMENT ON COLUMN exchange.delivery.seq IS '序号: change it carries';
COMMENT ON COLUMN exchange.delivery.item_id IS '信息标识: item that changed';
COMMENT ON COLUMN exchange.delivery.version IS '版本号: version that is delivered';
COMMENT ON COLUMN exchange.delivery.operation IS '操作: upsert or withdraw; a change that moves an item out of the filter is a withdrawal here';
COMMENT ON COLUMN exchange.delivery.batch_id IS '报送批次: batch it went with last';
COMMENT ON COLUMN exchange.delivery.state IS '状态: pending 待报送, sent 已报送, accepted 已接收, rejected 被退回, unknown 待确认';
COMMENT ON COLUMN exchange.delivery.attempts IS '报送次数: how often it was sent';
COMMENT ON COLUMN exchange.delivery.receipt_number IS '回执号: number the column gave';
COMMENT ON COLUMN exchange.delivery.code IS '回执代码: code the column gave';
COMMENT ON COLUMN exchange.delivery.message IS '回执说明: words the column gave';
COMMENT ON COLUMN exchange.delivery."at" IS '时间: when the state last changed';

CREATE TABLE exchange.batch (
    batch_id VARCHAR NOT NULL, target_id VARCHAR NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    from_seq BIGINT NOT NULL, to_seq BIGINT NOT NULL, entries INTEGER NOT NULL, body BLOB, state VARCHAR NOT NULL,
    attempts INTEGER NOT NULL, status_url VARCHAR, first_sent_at TIMESTAMPTZ, last_sent_at TIMESTAMPTZ,
    settled_at TIMESTAMPTZ, message VARCHAR
);
COMMENT ON TABLE exchange.batch IS '报送批次: what was sent together; the bytes are kept while they may have to be sent again';
COMMENT ON COLUMN exchange.batch.batch_id IS '批次标识: idempotency key';
COMMENT ON COLUMN exchange.batch.target_id IS '报送对象代号: column it goes to';
COMMENT ON COLUMN exchange.batch.created_at IS '组批时间: when it was formed';
COMMENT ON COLUMN exchange.batch.from_seq IS '起始序号: smallest change in it';
COMMENT ON COLUMN exchange.batch.to_seq IS '截止序号: largest change in it';
COMMENT ON COLUMN exchange.batch.entries IS '条数: number of entries';
COMMENT ON COLUMN exchange.batch.body IS '报文: bytes as sent; NULL once settled';
COMMENT ON COLUMN exchange.batch.state IS '状态: open 未结, settled 已结, refused 被拒, dissolved 已拆分, abandoned 已放弃';
COMMENT ON COLUMN exchange.batch.attempts IS '报送次数: how often it was sent';
COMMENT ON COLUMN exchange.batch.status_url IS '查询地址: where the column answers later';
COMMENT ON COLUMN exchange.batch.first_sent_at IS '首次报送时间: when it was first sent';
COMMENT ON COLUMN exchange.batch.last_sent_at IS '最近报送时间: when it was last sent';
COMMENT ON COLUMN exchange.batch.settled_at IS '结束时间: when it was settled, refused, dissolved or abandoned';
COMMENT ON COLUMN exchange.batch.message IS '说明: words of the column';
