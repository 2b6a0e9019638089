-- The bytes of batches lie packed.

COMMENT ON COLUMN exchange.batch.body IS '报文: bytes as sent, packed with zstd; NULL once settled';
