-- Where applied migrations are recorded, each in the transaction that applied it.
CREATE SCHEMA IF NOT EXISTS operations;
CREATE TABLE IF NOT EXISTS operations.migration (number INTEGER NOT NULL, name VARCHAR NOT NULL, applied_at TIMESTAMPTZ NOT NULL);
COMMENT ON TABLE operations.migration IS '数据库变更: migrations applied to this warehouse';
COMMENT ON COLUMN operations.migration.number IS '编号: number of the migration';
COMMENT ON COLUMN operations.migration.name IS '名称: file it came from';
COMMENT ON COLUMN operations.migration.applied_at IS '时间: when it was applied';
