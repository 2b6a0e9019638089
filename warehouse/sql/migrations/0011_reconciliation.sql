-- What the columns show, compared with what they accepted (核对): each comparison, each difference while it lasts, and
-- for each withdrawal since when a column was seen without the item.

CREATE TABLE exchange.reconciliation (
    target_id VARCHAR NOT NULL, "at" TIMESTAMPTZ NOT NULL, shown INTEGER NOT NULL, present INTEGER NOT NULL,
    in_transit INTEGER NOT NULL, missing INTEGER NOT NULL, stale INTEGER NOT NULL, altered INTEGER NOT NULL,
    extra INTEGER NOT NULL, still_shown INTEGER NOT NULL
);
COMMENT ON TABLE exchange.reconciliation IS '核对记录: one row a comparison of a column with what it accepted';
COMMENT ON COLUMN exchange.reconciliation.target_id IS '报送目标代号: column that was read';
COMMENT ON COLUMN exchange.reconciliation."at" IS '核对时间: when it was read';
COMMENT ON COLUMN exchange.reconciliation.shown IS '展示条数: items the column shows';
COMMENT ON COLUMN exchange.reconciliation.present IS '一致条数: shown as they were accepted';
COMMENT ON COLUMN exchange.reconciliation.in_transit IS '在途条数: a newer version waits for its receipt';
COMMENT ON COLUMN exchange.reconciliation.missing IS '缺失条数: accepted and not shown';
COMMENT ON COLUMN exchange.reconciliation.stale IS '过期条数: shown in an older version than was accepted';
COMMENT ON COLUMN exchange.reconciliation.altered IS '被改条数: shown with another content than was accepted';
COMMENT ON COLUMN exchange.reconciliation.extra IS '多余条数: shown and never accepted from us';
COMMENT ON COLUMN exchange.reconciliation.still_shown IS '未撤条数: shown after a withdrawal was accepted';

CREATE TABLE exchange.difference (
    target_id VARCHAR NOT NULL, item_id VARCHAR NOT NULL, verdict VARCHAR NOT NULL, version INTEGER,
    shown_version INTEGER, first_seen_at TIMESTAMPTZ NOT NULL, last_seen_at TIMESTAMPTZ NOT NULL, closed_at TIMESTAMPTZ
);
COMMENT ON TABLE exchange.difference IS '核对差异: what a column shows otherwise than it accepted, from first to last sight';
COMMENT ON COLUMN exchange.difference.target_id IS '报送目标代号: column';
COMMENT ON COLUMN exchange.difference.item_id IS '信息标识: item; the column''s own name of it where we never sent it';
COMMENT ON COLUMN exchange.difference.verdict IS '差异类别: missing, stale, altered, extra or still_shown';
COMMENT ON COLUMN exchange.difference.version IS '应有版本: version it accepted';
COMMENT ON COLUMN exchange.difference.shown_version IS '展示版本: version it shows, where it says so';
COMMENT ON COLUMN exchange.difference.first_seen_at IS '首次发现时间: first comparison that showed it';
COMMENT ON COLUMN exchange.difference.last_seen_at IS '最近发现时间: last comparison that showed it';
COMMENT ON COLUMN exchange.difference.closed_at IS '消除时间: first comparison that showed it no more';

CREATE TABLE exchange.gone (
    target_id VARCHAR NOT NULL, item_id VARCHAR NOT NULL, version INTEGER NOT NULL, confirmed_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE exchange.gone IS '撤下确认: since when a column was seen without an item whose withdrawal it accepted';
COMMENT ON COLUMN exchange.gone.target_id IS '报送目标代号: column';
COMMENT ON COLUMN exchange.gone.item_id IS '信息标识: item';
COMMENT ON COLUMN exchange.gone.version IS '撤下版本: version that withdrew it';
COMMENT ON COLUMN exchange.gone.confirmed_at IS '确认时间: first comparison that showed it gone';

CREATE VIEW exchange.take_down AS
SELECT d.target_id, d.item_id, d.version, v.withdrawn_at, v.withdrawn_reason, d.state,
    CASE WHEN d.state = 'accepted' THEN d."at" END AS accepted_at, g.confirmed_at,
    round(epoch(g.confirmed_at - v.withdrawn_at) / 3600, 1) AS hours
FROM exchange.delivery AS d
JOIN catalogue.item_version AS v ON v.item_id = d.item_id AND v.version = d.version AND v.withdrawn_at IS NOT NULL
LEFT JOIN exchange.gone AS g ON g.target_id = d.target_id AND g.item_id = d.item_id AND g.version = d.version
WHERE d.operation = 'withdraw'
QUALIFY row_number() OVER (PARTITION BY d.target_id, d.item_id, d.version ORDER BY d.ordinal DESC) = 1;
COMMENT ON VIEW exchange.take_down IS '撤下跟踪: each withdrawal and each column it was sent to, until the column is seen without it';
COMMENT ON COLUMN exchange.take_down.target_id IS '报送目标代号: column';
COMMENT ON COLUMN exchange.take_down.item_id IS '信息标识: item';
COMMENT ON COLUMN exchange.take_down.version IS '撤下版本: version that withdrew it';
COMMENT ON COLUMN exchange.take_down.withdrawn_at IS '撤下时间: when it was withdrawn here';
COMMENT ON COLUMN exchange.take_down.withdrawn_reason IS '撤下原因: why';
COMMENT ON COLUMN exchange.take_down.state IS '报送状态: of the withdrawal';
COMMENT ON COLUMN exchange.take_down.accepted_at IS '接收时间: when the column accepted the withdrawal';
COMMENT ON COLUMN exchange.take_down.confirmed_at IS '确认时间: when the column was first seen without it; NULL until then';
COMMENT ON COLUMN exchange.take_down.hours IS '用时(小时): from withdrawal to confirmation';

CREATE VIEW "公开"."撤下跟踪" AS
SELECT t.name AS "公开专栏", k.item_id AS "信息标识", k.withdrawn_at AS "撤下时间", k.withdrawn_reason AS "撤下原因",
    k.accepted_at AS "接收时间", k.confirmed_at AS "确认时间", k.hours AS "用时(小时)"
FROM exchange.take_down AS k JOIN exchange.target AS t ON t.target_id = k.target_id
ORDER BY k.confirmed_at IS NOT NULL, k.withdrawn_at;
COMMENT ON VIEW "公开"."撤下跟踪" IS '每条撤下信息在各公开专栏的落实情况：确认时间为空的，尚未确认撤下';
COMMENT ON COLUMN "公开"."撤下跟踪"."公开专栏" IS 'exchange.target.name';
COMMENT ON COLUMN "公开"."撤下跟踪"."信息标识" IS 'exchange.take_down.item_id';
COMMENT ON COLUMN "公开"."撤下跟踪"."撤下时间" IS 'exchange.take_down.withdrawn_at';
COMMENT ON COLUMN "公开"."撤下跟踪"."撤下原因" IS 'exchange.take_down.withdrawn_reason';
COMMENT ON COLUMN "公开"."撤下跟踪"."接收时间" IS 'exchange.take_down.accepted_at';
COMMENT ON COLUMN "公开"."撤下跟踪"."确认时间" IS 'exchange.take_down.confirmed_at';
COMMENT ON COLUMN "公开"."撤下跟踪"."用时(小时)" IS 'exchange.take_down.hours';

CREATE VIEW "公开"."核对差异" AS
SELECT t.name AS "公开专栏",
    CASE d.verdict WHEN 'missing' THEN '缺失' WHEN 'stale' THEN '版本过期' WHEN 'altered' THEN '内容被改'
        WHEN 'extra' THEN '多余' ELSE '撤下后仍展示' END AS "差异",
    d.item_id AS "信息标识", v.title AS "标题", v.unit_name AS "公开主体", d.version AS "应有版本",
    d.shown_version AS "展示版本", d.first_seen_at AS "首次发现时间", d.last_seen_at AS "最近发现时间"
FROM exchange.difference AS d
JOIN exchange.target AS t ON t.target_id = d.target_id
LEFT JOIN catalogue.item_version AS v ON v.item_id = d.item_id AND v.valid_to IS NULL
WHERE d.closed_at IS NULL
ORDER BY ALL;
COMMENT ON VIEW "公开"."核对差异" IS '各公开专栏所展示的与其已接收的不一致之处，尚未消除的';
COMMENT ON COLUMN "公开"."核对差异"."公开专栏" IS 'exchange.target.name';
COMMENT ON COLUMN "公开"."核对差异"."差异" IS 'exchange.difference.verdict in words';
COMMENT ON COLUMN "公开"."核对差异"."信息标识" IS 'exchange.difference.item_id';
COMMENT ON COLUMN "公开"."核对差异"."标题" IS 'title of the item as it stands';
COMMENT ON COLUMN "公开"."核对差异"."公开主体" IS 'unit of the item';
COMMENT ON COLUMN "公开"."核对差异"."应有版本" IS 'exchange.difference.version';
COMMENT ON COLUMN "公开"."核对差异"."展示版本" IS 'exchange.difference.shown_version';
COMMENT ON COLUMN "公开"."核对差异"."首次发现时间" IS 'exchange.difference.first_seen_at';
COMMENT ON COLUMN "公开"."核对差异"."最近发现时间" IS 'exchange.difference.last_seen_at';
