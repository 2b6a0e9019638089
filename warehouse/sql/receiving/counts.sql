-- Numbers for the front page.
SELECT
    (SELECT count(*) FROM held_item WHERE NOT is_withdrawn) AS "在库信息",
    (SELECT count(*) FROM held_item WHERE is_withdrawn) AS "已撤下",
    (SELECT count(*) FROM answered_batch) AS "收到批次",
    (SELECT coalesce(sum(entries), 0) FROM answered_batch) AS "收到条目",
    (SELECT coalesce(sum(rejected), 0) FROM answered_batch) AS "退回条目";
