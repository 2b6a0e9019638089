-- The register as it stands today, what is due first before the rest; $unit_id NULL means all units.
SELECT r.number, r.unit_id, u.name AS unit_name, r.applicant_kind, r.received_on, c.due_on, r.answered_on, r.outcome,
    CASE WHEN r.answered_on > c.due_on THEN 'answered late' WHEN r.answered_on IS NOT NULL THEN 'answered'
        WHEN c.is_paused THEN 'paused' WHEN c.due_on IS NULL THEN 'not testable'
        WHEN c.due_on < current_date THEN 'overdue' ELSE 'open' END AS state,
    r.fee_yuan, f.due_yuan AS fee_due_yuan, f.explained AS fee_explained, r.review_result, r.suit_result
FROM governance.request AS r
LEFT JOIN governance.request_fee AS f ON f.request_id = r.request_id
JOIN governance.request_clock AS c ON c.request_id = r.request_id
LEFT JOIN catalogue.unit AS u ON u.unit_id = r.unit_id
WHERE $unit_id IS NULL OR r.unit_id = $unit_id
ORDER BY r.answered_on IS NOT NULL, c.due_on NULLS LAST, r.unit_id, r.number;
