-- The part of the table that holds the versions of a window.
SELECT min(place), max(place) FROM located WHERE seq > $after AND seq <= $upto;
