-- Items that changed after $known.
CREATE OR REPLACE TEMP TABLE touched AS
SELECT DISTINCT item_id FROM exchange.change WHERE seq > $known;
