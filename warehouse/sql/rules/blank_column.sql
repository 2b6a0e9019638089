-- Columns that listed nothing when they were last read to their proven end.
SELECT c.unit_id, c.source_id, c.path AS subject, if(s.veto = 'blank', 'error', 'warning') AS severity,
    '栏目 ' || c.path || ' 没有任何信息。'
        || if(s.veto = 'blank', '本网站空白栏目共 ' || s.blank || ' 个，按检查指标单项否决。', '') AS message,
    '核验日期 ' || c.judged_on AS evidence
FROM column_verdict AS c
JOIN site_verdict AS s ON s.host = c.host
WHERE c.verdict = 'blank';
