-- When a change was made.
SELECT instant("at") FROM exchange.change WHERE seq = ?;
