-- Townships with the matters of their standard catalogues by how they stand; nothing where no unit has one.
SELECT "公开主体" AS unit_name, coalesce("事项数", 0) AS items, "已公开" AS found, "要素不全" AS incomplete, "超过时限" AS overdue,
    "未见公开" AS nothing, "无法核验" AS not_testable, "覆盖率"::DOUBLE AS covered_percent
FROM "公开"."标准目录覆盖率"
WHERE EXISTS (FROM governance.standard_coverage);
