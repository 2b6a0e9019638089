-- Sites whose template writes the time at which it made a page into the tag of the date of publication: one finding a unit
-- and tag. A page that differs by itself is told by the harvest.
SELECT source_id, unit_id, subject, '网页模板把网页生成的时间写进页头标签 ' || of_site || '，与页面显示的发布日期不一致，涉及 '
        || pages || ' 个网页。请修改模板，以页面显示的日期为准。' AS message,
    '例如：' || examples AS evidence
FROM operations.site_fault
WHERE check_id = 'date_conflict'
ORDER BY unit_id, subject;
