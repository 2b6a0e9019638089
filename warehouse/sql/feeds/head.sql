-- The last row of the change log.
SELECT max(seq), instant(arg_max("at", seq)) FROM exchange.change;
