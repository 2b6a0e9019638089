-- A release (人工放行) ends with the finding it was of: whatever comes later in the same words is another matter.
ALTER TABLE operations.release ADD COLUMN ended_at TIMESTAMPTZ;
COMMENT ON COLUMN operations.release.ended_at IS '失效时间: when the finding was closed; NULL while the release holds';
UPDATE operations.release AS r SET ended_at = f.closed_at
FROM operations.finding AS f WHERE f.finding_id = r.finding_id AND f.closed_at IS NOT NULL;

-- Editions of the feeds (数据供给版本) as they were made: the next one is made from files of the one before, so somebody
-- who changes files of that must not have them taken over and signed.
CREATE TABLE exchange.edition (as_of_seq BIGINT NOT NULL, manifest_sha256 VARCHAR NOT NULL, made_at TIMESTAMPTZ NOT NULL);
COMMENT ON TABLE exchange.edition IS '数据供给版本: the manifest of each edition of the feeds as it was made';
COMMENT ON COLUMN exchange.edition.as_of_seq IS '截止序号: last change it knows';
COMMENT ON COLUMN exchange.edition.manifest_sha256 IS '清单摘要: sha256 of its manifest.json';
COMMENT ON COLUMN exchange.edition.made_at IS '生成时间: when it was made';
