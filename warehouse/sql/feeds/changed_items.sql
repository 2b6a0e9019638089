-- Items that changed after $after, up to $upto.
SELECT DISTINCT item_id FROM exchange.change WHERE seq > $after AND seq <= $upto;
