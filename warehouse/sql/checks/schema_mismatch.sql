-- fatal: a column that outsiders rely on is missing, or has another type
SELECT '列 ' || p.table_name || '.' || p.column_name || coalesce(' 的类型为 ' || c.data_type, ' 不存在') || '，约定为 '
    || p.data_type || '。' AS message, p.table_name || '.' || p.column_name AS subject
FROM promised_column AS p
LEFT JOIN duckdb_columns() AS c ON c.database_name = 'warehouse'
    AND c.schema_name || '.' || c.table_name = p.table_name AND c.column_name = p.column_name
WHERE c.data_type IS DISTINCT FROM p.data_type;
