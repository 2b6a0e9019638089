-- How well the matters of standard catalogues are known.

ALTER TABLE governance.standard_matter ADD COLUMN mark VARCHAR DEFAULT 'inference';
COMMENT ON COLUMN governance.standard_matter.mark IS '核实情况: whether the matter is known to be owed: confirmed, recalled or inference; what proves it is an inference';
