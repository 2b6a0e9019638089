-- Digests of the manifests that editions up to a change of the log were given.
SELECT manifest_sha256 FROM exchange.edition WHERE as_of_seq = ?;
