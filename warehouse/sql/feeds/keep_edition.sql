-- Write down an edition and the digest of its manifest.
INSERT INTO exchange.edition (as_of_seq, manifest_sha256, made_at) VALUES (?, ?, ?);
