-- Sites that print index numbers with a code whose check digit does not hold: one finding a unit and code.
SELECT source_id, unit_id, subject, '索引号前段“' || of_site || '”的校验位不符，涉及 ' || pages
        || ' 个网页，按页面所示保留，请核对。' AS message,
    '例如：' || examples AS evidence
FROM operations.site_fault
WHERE check_id = 'index_check_digit'
ORDER BY unit_id, subject;
