-- RFC 3339 in +08:00, to the second, whatever the time zone of the session.
CREATE OR REPLACE TEMP MACRO instant(t) AS
    strftime(make_timestamp(epoch_us(t) + 28800000000), '%Y-%m-%dT%H:%M:%S+08:00');
