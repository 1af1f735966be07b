"""Routines on PostgreSQL for dates, instants and durations (see formula.sql_routines).

Local times are `timestamp`, instants `timestamptz`, durations milliseconds as numeric. Nothing
here depends on the session's time zone or date style.
"""

from __future__ import annotations

from formula import values

_SIMPLE = "LANGUAGE sql IMMUTABLE PARALLEL SAFE"
_STRICT = "LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE"
_DAY = values.DAY
_LAST_ORDINAL = 3_652_058
"""9999-12-31, counted from 0001-01-01 as 0."""
_FIRST = "TIMESTAMP '0001-01-02 00:00:00'"
_LAST = "TIMESTAMP '9999-12-30 23:59:59.999'"


def _part(name: str, expression: str) -> str:
    return f"""CREATE OR REPLACE FUNCTION fx.{name}(x timestamp) RETURNS numeric {_SIMPLE} AS $$
        SELECT {expression} $$"""


DATES: tuple[str, ...] = (
    *(
        _part(name, f"extract({name} FROM x)")
        for name in ("year", "month", "day", "hour", "minute", "quarter")
    ),
    _part("second", "floor(extract(second FROM x))"),
    _part("isoweeknum", "extract(week FROM x)"),
    _part("totime", "round(extract(epoch FROM x - date_trunc('day', x)) * 1000)"),
    f"""CREATE OR REPLACE FUNCTION fx.todate(x timestamp) RETURNS date {_SIMPLE} AS $$
        SELECT x::date $$""",
    f"""CREATE OR REPLACE FUNCTION fx.weekday(x timestamp, kind numeric DEFAULT 1)
        RETURNS numeric {_SIMPLE} AS $$
        SELECT CASE kind WHEN 1 THEN extract(dow FROM x) + 1 WHEN 2 THEN extract(isodow FROM x)
            WHEN 3 THEN extract(isodow FROM x) - 1 END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.weeknum(x timestamp, kind numeric DEFAULT 1)
        RETURNS numeric {_SIMPLE} AS $$
        SELECT CASE
            WHEN kind = 21 THEN extract(week FROM x)
            WHEN kind IN (1, 2) THEN floor((extract(doy FROM x) - 1 + CASE kind
                WHEN 1 THEN extract(dow FROM date_trunc('year', x))
                ELSE extract(isodow FROM date_trunc('year', x)) - 1 END) / 7) + 1 END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.unit(t text) RETURNS text {_SIMPLE} AS $$
        SELECT CASE
            WHEN lower(t COLLATE "C") IN ('year', 'years', '年') THEN 'year'
            WHEN lower(t COLLATE "C") IN ('quarter', 'quarters', '季度') THEN 'quarter'
            WHEN lower(t COLLATE "C") IN ('month', 'months', '月') THEN 'month'
            WHEN lower(t COLLATE "C") IN ('week', 'weeks', '周') THEN 'week'
            WHEN lower(t COLLATE "C") IN ('day', 'days', '天', '日') THEN 'day'
            WHEN lower(t COLLATE "C") IN ('hour', 'hours', '小时') THEN 'hour'
            WHEN lower(t COLLATE "C") IN ('minute', 'minutes', '分钟') THEN 'minute'
            WHEN lower(t COLLATE "C") IN ('second', 'seconds', '秒') THEN 'second' END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.unit_size(u text) RETURNS numeric {_SIMPLE} AS $$
        SELECT CASE u WHEN 'week' THEN {7 * _DAY} WHEN 'day' THEN {_DAY} WHEN 'hour' THEN 3600000
            WHEN 'minute' THEN 60000 WHEN 'second' THEN 1000 END::numeric $$""",
    f"""CREATE OR REPLACE FUNCTION fx.duration(n numeric, t text) RETURNS numeric {_SIMPLE} AS $$
        SELECT CASE WHEN abs(round(n * fx.unit_size(fx.unit(t)), 0)) < {values.LONGEST}
            THEN round(n * fx.unit_size(fx.unit(t)), 0) END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.day_at(ordinal numeric) RETURNS date {_SIMPLE} AS $$
        SELECT DATE '0001-01-01' + CASE WHEN ordinal BETWEEN 0 AND {_LAST_ORDINAL}
            THEN ordinal END::integer $$""",
    f"""CREATE OR REPLACE FUNCTION fx.day_in_month(months numeric, d integer)
        RETURNS date {_STRICT} AS $$
        DECLARE first date;
        BEGIN
            IF months < 12 OR months > 119999 THEN RETURN NULL; END IF;
            first := make_date(div(months, 12)::integer, mod(months, 12)::integer + 1, 1);
            RETURN first - 1 + least(d, extract(day FROM
                first + INTERVAL '1 month' - INTERVAL '1 day')::integer);
        END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.months_of(x timestamp) RETURNS numeric {_SIMPLE} AS $$
        SELECT extract(year FROM x) * 12 + extract(month FROM x) - 1 $$""",
    f"""CREATE OR REPLACE FUNCTION fx.date(y numeric, m numeric, d numeric)
        RETURNS date {_SIMPLE} AS $$
        SELECT fx.day_at(fx.day_in_month(trunc(y) * 12 + trunc(m) - 1, 1) - DATE '0001-01-01'
            + trunc(d) - 1) $$""",
    f"""CREATE OR REPLACE FUNCTION fx.to_instant(zone text, x timestamp)
        RETURNS timestamptz {_STRICT} AS $$
        DECLARE utc timestamp := (x AT TIME ZONE zone) AT TIME ZONE 'UTC';
        BEGIN
            IF utc < {_FIRST} OR utc > {_LAST} THEN RETURN NULL; END IF;
            RETURN x AT TIME ZONE zone;
        END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.datetime(zone text, y numeric, m numeric, d numeric,
            h numeric DEFAULT 0, mi numeric DEFAULT 0, s numeric DEFAULT 0)
        RETURNS timestamptz {_STRICT} AS $$
        DECLARE total numeric := round(h * 3600000 + mi * 60000 + s * 1000, 0); day date;
        BEGIN
            day := fx.date(y, m, d);
            day := fx.day_at(day - DATE '0001-01-01' + floor(total / {_DAY}));
            IF day IS NULL THEN RETURN NULL; END IF;
            total := total - floor(total / {_DAY}) * {_DAY};
            RETURN fx.to_instant(zone, day + total::integer * INTERVAL '1 millisecond');
        END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.midnight(zone text, d date)
        RETURNS timestamptz {_SIMPLE} AS $$
        SELECT CASE WHEN d < DATE '0001-01-03' THEN {_FIRST} AT TIME ZONE 'UTC'
            WHEN d > DATE '9999-12-29' THEN {_LAST} AT TIME ZONE 'UTC'
            ELSE d::timestamp AT TIME ZONE zone END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.shift_instant(x timestamptz, ms numeric)
        RETURNS timestamptz {_STRICT} AS $$
        DECLARE total numeric := round(extract(epoch FROM x) * 1000) + ms;
        BEGIN
            IF total < {values.MIN_INSTANT} OR total > {values.MAX_INSTANT} THEN
                RETURN NULL;
            END IF;
            RETURN (TIMESTAMP '1970-01-01' + div(total, {_DAY})::integer * INTERVAL '1 day'
                + mod(total, {_DAY})::integer * INTERVAL '1 millisecond') AT TIME ZONE 'UTC';
        END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.shift_days(d date, n numeric) RETURNS date {_SIMPLE} AS $$
        SELECT fx.day_at(d - DATE '0001-01-01' + floor(n)) $$""",
    f"""CREATE OR REPLACE FUNCTION fx.shift_span(d date, ms numeric) RETURNS date {_SIMPLE} AS $$
        SELECT fx.day_at(d - DATE '0001-01-01' + floor(ms / {_DAY})) $$""",
    f"""CREATE OR REPLACE FUNCTION fx.edate(d date, n numeric) RETURNS date {_SIMPLE} AS $$
        SELECT fx.day_in_month(fx.months_of(d) + trunc(n), extract(day FROM d)::integer) $$""",
    f"""CREATE OR REPLACE FUNCTION fx.eomonth(d date, n numeric) RETURNS date {_SIMPLE} AS $$
        SELECT fx.day_in_month(fx.months_of(d) + trunc(n), 31) $$""",
    f"""CREATE OR REPLACE FUNCTION fx.shift_local(x timestamp, n numeric, u text)
        RETURNS timestamp {_STRICT} AS $$
        DECLARE day date; months integer := CASE u
            WHEN 'year' THEN 12 WHEN 'quarter' THEN 3 WHEN 'month' THEN 1 END;
        BEGIN
            IF months IS NOT NULL THEN
                day := fx.day_in_month(fx.months_of(x) + n * months,
                    extract(day FROM x)::integer);
            ELSE
                day := fx.day_at(x::date - DATE '0001-01-01' + n * fx.unit_size(u) / {_DAY});
            END IF;
            RETURN day + x::time;
        END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.date_add(x timestamp, n numeric, t text)
        RETURNS date {_SIMPLE} AS $$ SELECT fx.shift_local(x, trunc(n), fx.unit(t))::date $$""",
    f"""CREATE OR REPLACE FUNCTION fx.instant_add(zone text, x timestamptz, n numeric, t text)
        RETURNS timestamptz {_STRICT} AS $$
        DECLARE u text := fx.unit(t);
        BEGIN
            IF u IN ('hour', 'minute', 'second') THEN
                RETURN fx.shift_instant(x, round(n * fx.unit_size(u), 0));
            END IF;
            RETURN fx.to_instant(zone, fx.shift_local(x AT TIME ZONE zone, trunc(n), u));
        END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.months_between(a timestamp, b timestamp)
        RETURNS numeric {_SIMPLE} AS $$
        SELECT fx.months_of(b) - fx.months_of(a) - CASE WHEN (extract(day FROM b), b::time)
            < (extract(day FROM a), a::time) THEN 1 ELSE 0 END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.difference(a timestamp, b timestamp, elapsed numeric,
            t text) RETURNS numeric {_STRICT} AS $$
        DECLARE u text := upper(t COLLATE "C"); months numeric; passed numeric; since timestamp;
        BEGIN
            IF a > b THEN RETURN -fx.difference(b, a, -elapsed, t); END IF;
            months := fx.months_between(a, b);
            CASE u
                WHEN 'H' THEN RETURN floor(elapsed / 3600000);
                WHEN 'MIN' THEN RETURN floor(elapsed / 60000);
                WHEN 'S' THEN RETURN floor(elapsed / 1000);
                WHEN 'Y' THEN RETURN div(months, 12);
                WHEN 'M' THEN RETURN months;
                WHEN 'YM' THEN RETURN mod(months, 12);
                WHEN 'D' THEN passed := 0;
                WHEN 'MD' THEN passed := months;
                WHEN 'YD' THEN passed := div(months, 12) * 12;
                ELSE RETURN NULL;
            END CASE;
            since := fx.day_in_month(fx.months_of(a) + passed, extract(day FROM a)::integer)
                + a::time;
            RETURN floor(extract(epoch FROM b - since) / 86400);
        END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.date_difference(zone text, a date, b date, t text)
        RETURNS numeric {_SIMPLE} AS $$
        SELECT fx.difference(a::timestamp, b::timestamp, (b - a)::numeric * {_DAY}, t) $$""",
    f"""CREATE OR REPLACE FUNCTION fx.date_difference(zone text, a timestamptz, b timestamptz,
            t text) RETURNS numeric {_SIMPLE} AS $$
        SELECT fx.difference(a AT TIME ZONE zone, b AT TIME ZONE zone,
            round((extract(epoch FROM b) - extract(epoch FROM a)) * 1000), t) $$""",
    f"""CREATE OR REPLACE FUNCTION fx.date_text(d date) RETURNS text {_SIMPLE} AS $$
        SELECT to_char(d, 'YYYY-MM-DD') $$""",
    f"""CREATE OR REPLACE FUNCTION fx.instant_text(zone text, x timestamptz)
        RETURNS text {_SIMPLE} AS $$
        SELECT to_char(x AT TIME ZONE zone, 'YYYY-MM-DD HH24:MI:SS') $$""",
    f"""CREATE OR REPLACE FUNCTION fx.duration_text(ms numeric) RETURNS text {_SIMPLE} AS $$
        SELECT CASE WHEN ms = 0 THEN '0s' WHEN ms <> 0 THEN CASE WHEN ms < 0 THEN '-' ELSE '' END
            || concat_ws(' ',
                nullif(div(abs(ms), 3600000), 0)::text || 'h',
                nullif(mod(div(abs(ms), 60000), 60), 0)::text || 'min',
                nullif(mod(div(abs(ms), 1000), 60), 0)::text || 's',
                nullif(trunc(mod(abs(ms), 1000)), 0)::text || 'ms') END $$""",
)
