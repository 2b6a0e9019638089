-- What kind of thing made a source red, so that a report can say it in the officer's language.

ALTER TABLE operations.source_run ADD COLUMN cause VARCHAR;
COMMENT ON COLUMN operations.source_run.cause IS '失败原因: what kind of thing made it red; NULL where it is not';
