-- The working tables of the merge; they would stay in memory.
DROP TABLE IF EXISTS listed;
DROP TABLE IF EXISTS shown;
DROP TABLE IF EXISTS harvested;
DROP TABLE IF EXISTS known;
DROP TABLE IF EXISTS resolved;
DROP TABLE IF EXISTS movable;
DROP TABLE IF EXISTS standing;
DROP TABLE IF EXISTS speaking;
DROP TABLE IF EXISTS change_set;
DROP TABLE IF EXISTS vanished;
DROP TABLE IF EXISTS withdrawal;
DROP TABLE IF EXISTS fresh_change;
DROP TABLE IF EXISTS attached;
DROP TABLE IF EXISTS attached_before;
DROP TABLE IF EXISTS named;
DROP TABLE IF EXISTS rejected;
DROP TABLE IF EXISTS met;
