"""The functions that formulas call on PostgreSQL, in the schema `fx`; a migration applies them.

Every statement can be run again. A routine returns NULL for a value that is an error; the emitter
knows which (functions.sql_forms). Guards stand inside the operations, since PostgreSQL computes
constants before it looks at a CASE.
"""

from __future__ import annotations

from formula import values
from formula.sql_routines_dates import DATES
from formula.sql_routines_texts import TEXTS

_SIMPLE = "LANGUAGE sql IMMUTABLE PARALLEL SAFE"
_STRICT = "LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE"
_PLACES = values.MOST_DIGITS
_CUT = values.PLACES

SCHEMA: tuple[str, ...] = ("CREATE SCHEMA IF NOT EXISTS fx",)

NUMBERS: tuple[str, ...] = (
    f"""CREATE OR REPLACE FUNCTION fx.places(d numeric) RETURNS integer {_SIMPLE} AS $$
        SELECT trunc(least(greatest(d, -{_PLACES}), {_PLACES}))::integer $$""",
    f"""CREATE OR REPLACE FUNCTION fx.round(x numeric, d numeric DEFAULT 0)
        RETURNS numeric {_SIMPLE} AS $$ SELECT round(x, fx.places(d)) $$""",
    f"""CREATE OR REPLACE FUNCTION fx.trunc(x numeric, d numeric DEFAULT 0)
        RETURNS numeric {_SIMPLE} AS $$ SELECT trunc(x, fx.places(d)) $$""",
    f"""CREATE OR REPLACE FUNCTION fx.roundup(x numeric, d numeric DEFAULT 0)
        RETURNS numeric {_STRICT} AS $$
        DECLARE p integer := fx.places(d); t numeric := trunc(x, p);
        BEGIN
            IF t = x THEN RETURN t; END IF;
            RETURN t + sign(x) * ('1e' || (-p))::numeric;
        END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.ceiling(x numeric, s numeric DEFAULT 1)
        RETURNS numeric {_SIMPLE} AS $$
        SELECT (div(x, nullif(abs(s), 0))
            + CASE WHEN mod(x, nullif(abs(s), 0)) > 0 THEN 1 ELSE 0 END) * abs(s) $$""",
    f"""CREATE OR REPLACE FUNCTION fx.floor(x numeric, s numeric DEFAULT 1)
        RETURNS numeric {_SIMPLE} AS $$
        SELECT (div(x, nullif(abs(s), 0))
            - CASE WHEN mod(x, nullif(abs(s), 0)) < 0 THEN 1 ELSE 0 END) * abs(s) $$""",
    f"""CREATE OR REPLACE FUNCTION fx.mround(x numeric, s numeric DEFAULT 1)
        RETURNS numeric {_SIMPLE} AS $$
        SELECT (div(x, nullif(abs(s), 0))
            + CASE WHEN abs(mod(x, nullif(abs(s), 0))) * 2 >= abs(s) THEN sign(x) ELSE 0 END)
            * abs(s) $$""",
    f"""CREATE OR REPLACE FUNCTION fx.mod(x numeric, d numeric) RETURNS numeric {_SIMPLE} AS $$
        SELECT mod(x, nullif(d, 0)) + CASE
            WHEN mod(x, nullif(d, 0)) <> 0 AND (mod(x, nullif(d, 0)) < 0) <> (d < 0) THEN d
            ELSE 0 END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.quotient(x numeric, d numeric)
        RETURNS numeric {_SIMPLE} AS $$ SELECT div(x, nullif(d, 0)) $$""",
    f"""CREATE OR REPLACE FUNCTION fx.power(a numeric, b numeric) RETURNS numeric {_STRICT} AS $$
        DECLARE size numeric;
        BEGIN
            IF abs(b) > 1000 OR (a < 0 AND b <> trunc(b)) OR (a = 0 AND b < 0) THEN
                RETURN NULL;
            END IF;
            IF b = 0 OR a = 1 THEN RETURN 1; END IF;
            IF a = 0 THEN RETURN 0; END IF;
            size := log(abs(a)) * b;
            IF size >= {_PLACES} THEN RETURN NULL; END IF;
            IF size < -{2 * _CUT} THEN RETURN 0; END IF;
            RETURN round(power(a::numeric(1000, 40), b), {_CUT});
        END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.sqrt(x numeric) RETURNS numeric {_STRICT} AS $$
        DECLARE root numeric;
        BEGIN
            IF x < 0 THEN RETURN NULL; END IF;
            root := round(sqrt(x::numeric(1000, 40)), {_CUT});
            IF root >= 1e{_PLACES} THEN RETURN NULL; END IF;
            RETURN root;
        END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.exp(x numeric) RETURNS numeric {_STRICT} AS $$
        BEGIN
            IF x > 230 THEN RETURN NULL; END IF;
            RETURN round(exp(greatest(x, -230)::numeric(1000, 40)), {_CUT});
        END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.ln(x numeric) RETURNS numeric {_STRICT} AS $$
        BEGIN
            IF x <= 0 THEN RETURN NULL; END IF;
            RETURN round(ln(x::numeric(1000, 40)), {_CUT});
        END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.log(x numeric, b numeric DEFAULT 10)
        RETURNS numeric {_STRICT} AS $$
        BEGIN
            IF x <= 0 OR b <= 0 OR b = 1 THEN RETURN NULL; END IF;
            RETURN round(ln(x::numeric(1000, 40)) / ln(b::numeric(1000, 40)), {_CUT});
        END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.even(x numeric) RETURNS numeric {_SIMPLE} AS $$
        SELECT sign(x) * (ceil(abs(x)) + mod(ceil(abs(x)), 2)) $$""",
    f"""CREATE OR REPLACE FUNCTION fx.odd(x numeric) RETURNS numeric {_SIMPLE} AS $$
        SELECT CASE WHEN x < 0 THEN -1 ELSE 1 END
            * (ceil(abs(x)) + 1 - mod(ceil(abs(x)), 2)) $$""",
    f"""CREATE OR REPLACE FUNCTION fx.number_text(x numeric) RETURNS text {_SIMPLE} AS $$
        SELECT trim_scale(x)::text $$""",
)

POSTGRESQL_ROUTINES: tuple[str, ...] = (*SCHEMA, *NUMBERS, *TEXTS, *DATES)
"""In order. No percent sign stands in them, which drivers would read as a parameter."""
