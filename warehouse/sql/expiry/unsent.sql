-- What no column has been sent yet must not go out first to be taken back: it goes as the withdrawal.
UPDATE exchange.delivery SET operation = 'withdraw'
WHERE state = 'pending' AND batch_id IS NULL AND operation = 'upsert'
    AND item_id IN (FROM withdrawal SELECT item_id);
