-- Open findings by unit and severity; those of no unit come last.
SELECT unit_name,
    count(*) FILTER (severity = 'fatal')::INTEGER AS fatal,
    count(*) FILTER (severity = 'error')::INTEGER AS error,
    count(*) FILTER (severity = 'warning')::INTEGER AS warning,
    count(*) FILTER (severity = 'info')::INTEGER AS info
FROM operations.known_finding
WHERE state = 'open'
GROUP BY ALL
ORDER BY fatal DESC, error DESC, warning DESC, info DESC, unit_name NULLS LAST;
