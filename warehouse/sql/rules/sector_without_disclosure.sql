-- Sectors of public institutions of which nothing is disclosed, though their columns were read.
SELECT unit_id, sector AS subject, name || '领域的公共企事业单位没有公开任何信息。' AS message, '公共企事业单位栏目中未见该领域的信息' AS evidence
FROM governance.sector_health WHERE verdict = 'none';
