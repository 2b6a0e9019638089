-- Units in the order of their kind and division.
SELECT unit_id, name, kind FROM catalogue.unit
ORDER BY list_position(['government', 'department', 'township', 'village', 'institution'], kind), division, name;
