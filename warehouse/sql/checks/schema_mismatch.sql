-- fatal: a column that outsiders rely on is missing, or has another type
SELECT 'column ' || p.table_name || '.' || p.column_name || ' is ' || coalesce(c.data_type, 'missing')
    || ' and was promised as ' || p.data_type AS message, p.table_name || '.' || p.column_name AS subject,
    'undo what changed it; gongkai release schema_mismatch publishes it as it is' AS remedy
FROM promised_column AS p
LEFT JOIN duckdb_columns() AS c ON c.database_name = 'warehouse'
    AND c.schema_name || '.' || c.table_name = p.table_name AND c.column_name = p.column_name
WHERE c.data_type IS DISTINCT FROM p.data_type;
