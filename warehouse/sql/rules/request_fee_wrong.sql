-- Fees that differ from the rule, and fees that were charged though the register does not let them be reckoned.
SELECT unit_id, number AS subject, '登记号 ' || number || ' 收取信息处理费 ' || fee_yuan || ' 元，'
        || coalesce('按规定应为 ' || due_yuan::INTEGER || ' 元。', explained || '。') AS message,
    explained AS evidence
FROM governance.request_fee
WHERE fee_yuan <> due_yuan OR fee_yuan > 0 AND due_yuan IS NULL;
