-- The working tables; they would stay in memory.
DROP TABLE IF EXISTS fresh;
DROP TABLE IF EXISTS candidate;
DROP TABLE IF EXISTS united_item;
DROP TABLE IF EXISTS fresh_change;
DROP TABLE IF EXISTS touched;
DROP TABLE IF EXISTS affected;
DROP TABLE IF EXISTS hit;
DROP TABLE IF EXISTS resolved;
