-- What the columns of the published tables mean: '中文名: meaning'.
SELECT DISTINCT ON (schema_name, table_name, column_name) schema_name || '.' || table_name, column_name, comment
FROM duckdb_columns()
WHERE database_name = current_database() AND comment IS NOT NULL
    AND (schema_name, table_name) IN (
        ('catalogue', 'item'), ('exchange', 'change'), ('finance', 'budget_line'), ('finance', 'debt_amount'),
        ('finance', 'bond'), ('finance', 'direct_fund'), ('finance', 'subsidy_programme'), ('finance', 'subsidy_payment')
    );
