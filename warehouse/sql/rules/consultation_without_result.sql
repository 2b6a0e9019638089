-- Calls for comments whose time has long been over and whose result is nowhere: no later item of the unit speaks of
-- comments on a draft of this name.
WITH named AS (
    SELECT item_id, unit_id, title, published_at,
        regexp_matches(title, '采纳|反馈|结果|汇总|情况的?(通报|说明|公告)') AS is_result,
        regexp_replace(coalesce(nullif(regexp_extract(title, '《(.+)》', 1), ''), title),
            '[（(][^（）()]*(征求意见稿|草案|讨论稿|送审稿)[^（）()]*[）)]|[（）()《》]|征求意见稿|草案', '', 'g') AS draft
    FROM catalogue.item_version
    WHERE category = 'consultation' AND valid_to IS NULL AND withdrawn_at IS NULL
)
SELECT c.unit_id, c.item_id, strftime(c.published_at, '%Y-%m-%d') || ' 公开征求意见，至今未见意见采纳情况。' AS message,
    '草案：' || c.draft AS evidence
FROM named AS c
WHERE NOT c.is_result AND c.published_at::DATE + getvariable('days')::INTEGER < getvariable('run_at')::DATE
    AND NOT EXISTS (
        FROM named AS r
        WHERE r.is_result AND r.draft = c.draft AND r.published_at >= c.published_at
    )
    AND NOT EXISTS (FROM catalogue.link AS l WHERE l.to_item_id = c.item_id AND l.kind = 'answers');
