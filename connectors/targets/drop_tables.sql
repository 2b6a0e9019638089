-- The tables of a database drop (库表交换), made by whoever runs the exchange node (前置机); PostgreSQL 10 or newer.
-- The county's user needs INSERT and SELECT on the first two, SELECT on the third; the column's clerk the reverse.

CREATE TABLE gongkai_batch (
    batch_id text PRIMARY KEY, schema text NOT NULL, division text NOT NULL, sender text NOT NULL, target text NOT NULL,
    created_at timestamptz NOT NULL, from_seq bigint NOT NULL, to_seq bigint NOT NULL, entries integer NOT NULL,
    sha256 text NOT NULL, arrived_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE gongkai_batch IS '报送批次: one row a batch, in the same transaction as its entries; apply them in the order of from_seq';

CREATE TABLE gongkai_entry (
    batch_id text NOT NULL REFERENCES gongkai_batch, position integer NOT NULL, seq bigint NOT NULL,
    operation text NOT NULL CHECK (operation IN ('upsert', 'withdraw')), item_id text NOT NULL, version integer NOT NULL,
    content_hash text, item jsonb, reason text, PRIMARY KEY (batch_id, position)
);
COMMENT ON TABLE gongkai_entry IS '报送条目: the entries of a batch in their order; item holds the fields under the agreed names';

CREATE TABLE gongkai_receipt (
    batch_id text NOT NULL, item_id text NOT NULL, version integer NOT NULL,
    status text NOT NULL CHECK (status IN ('accepted', 'rejected')), receipt_number text, code text, message text,
    answered_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE gongkai_receipt IS '回执: one row an entry, written by the column';
CREATE INDEX gongkai_receipt_batch ON gongkai_receipt (batch_id);
