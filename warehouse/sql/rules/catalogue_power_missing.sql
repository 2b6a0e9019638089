-- Powers and duties of a township (权责清单) that its catalogue does not list: no matter's name holds the name of the power,
-- or is held by it, and both are not of the same matter of our data.
WITH held AS (
    SELECT DISTINCT u.unit_id, p.name, p.file, p.row_number, regexp_replace(regexp_replace(p.name, '[（(].*?[)）]', '', 'g'),
        '[^\p{Han}A-Za-z0-9]|^对|的?(审核|审批|确认|给付|登记|备案|许可|核发|发放|检查|认定|管理)$', '', 'g') AS bare
    FROM governance.power AS p
    JOIN catalogue.unit AS u ON u.unit_id = p.unit_id OR p.unit_id IS NULL AND u.kind = 'township'
    WHERE EXISTS (FROM catalogued AS c WHERE c.unit_id = u.unit_id)
),
named AS (
    SELECT unit_id, matter, regexp_replace(name, '[^\p{Han}A-Za-z0-9]', '', 'g') AS bare FROM catalogued
),
known AS (SELECT matter, unnest(words) AS word FROM governance.standard_matter)
SELECT h.unit_id, h.name AS subject, '权责清单列有“' || h.name || '”，标准目录没有与之对应的事项。' AS message,
    h.file || ' 第 ' || min(h.row_number) || ' 行' AS evidence
FROM held AS h
WHERE NOT EXISTS (
        FROM named AS n WHERE n.unit_id = h.unit_id
            AND (contains(n.bare, h.bare) OR length(n.bare) >= 4 AND contains(h.bare, n.bare))
    )
    AND NOT EXISTS (
        FROM named AS n JOIN known AS k ON k.matter = n.matter
        WHERE n.unit_id = h.unit_id AND contains(h.name, k.word)
    )
GROUP BY h.unit_id, h.name, h.file
ORDER BY h.unit_id, subject;
