-- What may leave of finance.subsidy_payment, in an order that depends on the rows alone.
FROM published_payment ORDER BY ALL;
