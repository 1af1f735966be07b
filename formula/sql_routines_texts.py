"""Routines on PostgreSQL for texts, formats and Chinese numbers (see formula.sql_routines)."""

from __future__ import annotations

from formula.functions.text import MOST_CHARACTERS

_SIMPLE = "LANGUAGE sql IMMUTABLE PARALLEL SAFE"
_STRICT = "LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE"
_PERCENT = "'||chr(37)||'"
_FULL = "".join(map(chr, range(0xFF01, 0xFF5F))) + "\u3000"
_HALF = "".join(map(chr, range(0x21, 0x7F))).replace("'", "''").replace("%", _PERCENT) + " "
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"

_CASE_FUNCTIONS = """DO $do$
    DECLARE rule text; name text;
    BEGIN
        SELECT CASE
            WHEN EXISTS (SELECT FROM pg_collation WHERE collname = 'pg_unicode_fast')
                THEN ' COLLATE "pg_unicode_fast"'
            WHEN EXISTS (SELECT FROM pg_collation WHERE collname = 'und-x-icu')
                THEN ' COLLATE "und-x-icu"'
            ELSE '' END INTO rule;
        FOREACH name IN ARRAY ARRAY['upper', 'lower'] LOOP
            EXECUTE 'CREATE OR REPLACE FUNCTION fx.' || name || '(t text) RETURNS text '
                'LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $f$ SELECT ' || name || '(t' || rule
                || ') COLLATE "C" $f$';
        END LOOP;
    END $do$"""

TEXTS: tuple[str, ...] = (
    _CASE_FUNCTIONS,
    f"""CREATE OR REPLACE FUNCTION fx.count(n numeric) RETURNS integer {_SIMPLE} AS $$
        SELECT trunc(least(greatest(n, -{MOST_CHARACTERS}), {MOST_CHARACTERS}))::integer $$""",
    f"""CREATE OR REPLACE FUNCTION fx.half_width(t text) RETURNS text {_SIMPLE} AS $$
        SELECT translate(t, '{_FULL}', '{_HALF}') $$""",
    f"""CREATE OR REPLACE FUNCTION fx.fold(t text) RETURNS text {_STRICT} AS $$
        BEGIN
            IF octet_length(t) = length(t) THEN RETURN lower(t COLLATE "C"); END IF;
            RETURN (SELECT string_agg(
                CASE WHEN length(fx.lower(c)) = 1 THEN fx.lower(c) ELSE c END, '' ORDER BY i)
                FROM unnest(string_to_array(t, NULL)) WITH ORDINALITY AS s(c, i));
        END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.left(t text, n numeric DEFAULT 1)
        RETURNS text {_SIMPLE} AS $$
        SELECT CASE WHEN fx.count(n) >= 0 THEN left(t, fx.count(n)) END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.right(t text, n numeric DEFAULT 1)
        RETURNS text {_SIMPLE} AS $$
        SELECT CASE WHEN fx.count(n) >= 0 THEN right(t, fx.count(n)) END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.middle(t text, s numeric, n numeric)
        RETURNS text {_SIMPLE} AS $$
        SELECT CASE WHEN fx.count(s) >= 1 AND fx.count(n) >= 0
            THEN substr(t, fx.count(s), greatest(fx.count(n), 0)) END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.find(needle text, t text, s numeric DEFAULT 1)
        RETURNS numeric {_STRICT} AS $$
        DECLARE start integer := fx.count(s); place integer;
        BEGIN
            IF start < 1 THEN RETURN NULL; END IF;
            IF start > length(t) + 1 THEN RETURN 0; END IF;
            place := strpos(substr(t, start), needle);
            RETURN CASE WHEN place = 0 THEN 0 ELSE place + start - 1 END;
        END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.search(needle text, t text, s numeric DEFAULT 1)
        RETURNS numeric {_SIMPLE} AS $$
        SELECT fx.find(fx.fold(needle), fx.fold(t), s) $$""",
    f"""CREATE OR REPLACE FUNCTION fx.contains(t text, needle text) RETURNS boolean {_SIMPLE} AS $$
        SELECT strpos(t, needle) > 0 $$""",
    f"""CREATE OR REPLACE FUNCTION fx.starts_with(t text, p text) RETURNS boolean {_SIMPLE} AS $$
        SELECT left(t, length(p)) = p $$""",
    f"""CREATE OR REPLACE FUNCTION fx.ends_with(t text, p text) RETURNS boolean {_SIMPLE} AS $$
        SELECT right(t, length(p)) = p $$""",
    f"""CREATE OR REPLACE FUNCTION fx.same_text(a text, b text) RETURNS boolean {_SIMPLE} AS $$
        SELECT coalesce(fx.fold(fx.half_width(a)), '') = coalesce(fx.fold(fx.half_width(b)), '')
        $$""",
    f"""CREATE OR REPLACE FUNCTION fx.substitute(t text, old text, new text)
        RETURNS text {_SIMPLE} AS $$ SELECT replace(t, old, new) $$""",
    f"""CREATE OR REPLACE FUNCTION fx.substitute(t text, old text, new text, nth numeric)
        RETURNS text {_STRICT} AS $$
        DECLARE wanted integer := fx.count(nth); parts text[];
        BEGIN
            IF old = '' THEN RETURN t; END IF;
            IF wanted < 1 THEN RETURN NULL; END IF;
            parts := string_to_array(t, old);
            IF wanted >= cardinality(parts) THEN RETURN t; END IF;
            RETURN array_to_string(parts[:wanted], old) || new
                || array_to_string(parts[wanted + 1:], old);
        END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.replace(t text, s numeric, n numeric, new text)
        RETURNS text {_SIMPLE} AS $$
        SELECT CASE WHEN fx.count(s) >= 1 AND fx.count(n) >= 0
            THEN left(t, fx.count(s) - 1) || new || substr(t, fx.count(s) + fx.count(n)) END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.proper(t text) RETURNS text {_STRICT} AS $$
        DECLARE c text; made text := ''; inside boolean := false; changed text;
        BEGIN
            FOREACH c IN ARRAY string_to_array(t, NULL) LOOP
                IF fx.upper(c) = fx.lower(c) THEN
                    made := made || c;
                    inside := false;
                ELSE
                    changed := CASE WHEN inside THEN fx.lower(c) ELSE fx.upper(c) END;
                    made := made || CASE WHEN length(changed) = 1 THEN changed ELSE c END;
                    inside := true;
                END IF;
            END LOOP;
            RETURN made;
        END $$""",
    rf"""CREATE OR REPLACE FUNCTION fx.trim(t text) RETURNS text {_SIMPLE} AS $$
        SELECT btrim(regexp_replace(t, E'[ \t\u00a0\u3000]+', ' ', 'g'), ' ') $$""",
    f"""CREATE OR REPLACE FUNCTION fx.sha256(t text) RETURNS text {_SIMPLE} AS $$
        SELECT encode(sha256(convert_to(t, 'UTF8')), 'hex') $$""",
    rf"""CREATE OR REPLACE FUNCTION fx.value(t text) RETURNS numeric {_STRICT} AS $$
        DECLARE plain text := btrim(fx.half_width(t), E' \t\u00a0'); number text;
        BEGIN
            IF plain !~ ('^[+-]?([0-9]{{1,3}}(,[0-9]{{3}})+|[0-9]{{0,30}})'
                || '(\.[0-9]{{0,20}})?' || chr(37) || '?$') OR plain !~ '[0-9]' THEN
                RETURN NULL;
            END IF;
            number := rtrim(replace(plain, ',', ''), chr(37));
            number := rtrim(number, '.');
            IF right(plain, 1) = chr(37) THEN RETURN number::numeric * 0.01; END IF;
            RETURN number::numeric;
        END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.fixed(x numeric, d numeric DEFAULT 2)
        RETURNS text {_SIMPLE} AS $$
        SELECT round(x, trunc(least(greatest(d, -20), 20))::integer)::text $$""",
    rf"""CREATE OR REPLACE FUNCTION fx.text(x numeric, form text) RETURNS text {_STRICT} AS $$
        DECLARE core text := substring(form from '[#0][#0,]*(?:\.[#0]+)?'); at integer;
            whole_form text; decimal_form text; rounded numeric; number text;
            whole text; decimals text;
        BEGIN
            IF core IS NULL THEN RETURN NULL; END IF;
            at := strpos(form, core);
            whole_form := split_part(core, '.', 1);
            decimal_form := split_part(core, '.', 2);
            IF strpos(form, chr(37)) > 0 THEN x := x * 100; END IF;
            rounded := round(x, least(length(decimal_form), 20));
            number := abs(rounded)::text;
            whole := ltrim(split_part(number, '.', 1), '0');
            decimals := split_part(number, '.', 2);
            WHILE length(decimals) > length(replace(decimal_form, '#', ''))
                AND right(decimals, 1) = '0' LOOP
                decimals := left(decimals, -1);
            END LOOP;
            IF length(whole) < length(translate(whole_form, '#,', '')) THEN
                whole := lpad(whole, length(translate(whole_form, '#,', '')), '0');
            END IF;
            IF strpos(whole_form, ',') > 0 THEN
                whole := reverse(regexp_replace(reverse(whole), '(\d{{3}})(?=\d)', '\1,', 'g'));
            END IF;
            number := CASE WHEN decimals = '' THEN whole ELSE whole || '.' || decimals END;
            RETURN CASE WHEN rounded < 0 THEN '-' ELSE '' END || left(form, at - 1) || number
                || substr(form, at + length(core));
        END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.text(x timestamp, form text) RETURNS text {_STRICT} AS $$
        DECLARE tokens text[]; token text; letter text; before text := ''; next text;
            made text := ''; number integer; i integer; j integer;
        BEGIN
            SELECT array_agg(m[1]) INTO tokens FROM regexp_matches(form,
                '([Yy]+|[Dd]+|[Hh]+|[Ss]+|M+|m+|[^YyDdHhSsMm]+)', 'g') AS m;
            FOR i IN 1 .. coalesce(cardinality(tokens), 0) LOOP
                token := tokens[i];
                letter := upper(left(token, 1));
                IF letter NOT IN ('Y', 'M', 'D', 'H', 'S') THEN
                    made := made || token;
                    CONTINUE;
                END IF;
                next := '';
                FOR j IN i + 1 .. cardinality(tokens) LOOP
                    next := upper(left(tokens[j], 1));
                    EXIT WHEN next IN ('Y', 'M', 'D', 'H', 'S');
                    next := '';
                END LOOP;
                IF letter = 'Y' THEN
                    token := CASE WHEN length(token) = 2
                        THEN right(lpad(extract(year FROM x)::text, 4, '0'), 2)
                        ELSE lpad(extract(year FROM x)::text, 4, '0') END;
                ELSE
                    number := CASE
                        WHEN left(token, 1) = 'm' AND (before = 'H' OR next = 'S')
                            THEN extract(minute FROM x)
                        WHEN letter = 'M' THEN extract(month FROM x)
                        WHEN letter = 'D' THEN extract(day FROM x)
                        WHEN letter = 'H' THEN extract(hour FROM x)
                        ELSE floor(extract(second FROM x)) END;
                    token := CASE WHEN length(token) = 1 THEN number::text
                        ELSE lpad(number::text, 2, '0') END;
                END IF;
                before := letter;
                made := made || token;
            END LOOP;
            RETURN made;
        END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.capitals(n numeric) RETURNS text {_STRICT} AS $$
        DECLARE size numeric; high numeric; low numeric; made text := ''; digit integer; i integer;
        BEGIN
            FOREACH size IN ARRAY ARRAY[100000000, 10000]::numeric[] LOOP
                IF n >= size THEN
                    high := div(n, size);
                    low := mod(n, size);
                    RETURN fx.capitals(high) || CASE WHEN size > 10000 THEN '亿' ELSE '万' END
                        || CASE WHEN low > 0 AND low < size / 10 THEN '零' ELSE '' END
                        || CASE WHEN low > 0 THEN fx.capitals(low) ELSE '' END;
                END IF;
            END LOOP;
            FOR i IN 1 .. 4 LOOP
                digit := substr(lpad(trunc(n)::text, 4, '0'), i, 1)::integer;
                IF digit > 0 THEN
                    made := made || substr('零壹贰叁肆伍陆柒捌玖', digit + 1, 1)
                        || (ARRAY['仟', '佰', '拾', ''])[i];
                ELSIF made <> '' AND right(made, 1) <> '零' THEN
                    made := made || '零';
                END IF;
            END LOOP;
            made := rtrim(made, '零');
            RETURN CASE WHEN made = '' THEN '零' ELSE made END;
        END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.rmbupper(x numeric) RETURNS text {_STRICT} AS $$
        DECLARE rounded numeric := round(x, 2); yuan numeric := trunc(abs(round(x, 2)));
            cents integer; jiao integer; fen integer; made text := '';
        BEGIN
            IF yuan >= 1e16 THEN RETURN NULL; END IF;
            cents := ((abs(rounded) - yuan) * 100)::integer;
            jiao := cents / 10;
            fen := mod(cents, 10);
            IF yuan > 0 OR cents = 0 THEN made := fx.capitals(yuan) || '元'; END IF;
            IF jiao > 0 THEN
                made := made || substr('零壹贰叁肆伍陆柒捌玖', jiao + 1, 1) || '角';
            ELSIF fen > 0 AND yuan > 0 THEN
                made := made || '零';
            END IF;
            made := made || CASE WHEN fen > 0
                THEN substr('零壹贰叁肆伍陆柒捌玖', fen + 1, 1) || '分' ELSE '整' END;
            RETURN CASE WHEN rounded < 0 THEN '负' ELSE '' END || made;
        END $$""",
    rf"""CREATE OR REPLACE FUNCTION fx.phone(t text) RETURNS text {_SIMPLE} AS $$
        SELECT substring(regexp_replace(fx.half_width(t), E'[ \t\u00a0().-]+', '', 'g')
            from '^(?:\+?86|0086)?(1[3-9][0-9]{{9}})$') $$""",
    f"""CREATE OR REPLACE FUNCTION fx.is_phone(t text) RETURNS boolean {_SIMPLE} AS $$
        SELECT CASE WHEN t IS NOT NULL THEN fx.phone(t) IS NOT NULL END $$""",
    rf"""CREATE OR REPLACE FUNCTION fx.credit_code(t text) RETURNS text {_STRICT} AS $$
        DECLARE code text := upper(regexp_replace(fx.half_width(t), E'[ \t\u00a0-]+', '', 'g')
                COLLATE "C");
            weights integer[] := ARRAY[1,3,9,27,19,26,16,17,20,29,25,13,8,24,10,30,28];
            total integer := 0; i integer;
        BEGIN
            IF code !~ '^[0-9A-HJ-NPQRTUWXY]{{2}}[0-9]{{6}}[0-9A-HJ-NPQRTUWXY]{{10}}$' THEN
                RETURN NULL;
            END IF;
            FOR i IN 1 .. 17 LOOP
                total := total
                    + weights[i] * (strpos('{_CREDIT_ALPHABET}', substr(code, i, 1)) - 1);
            END LOOP;
            total := mod(31 - mod(total, 31), 31);
            IF substr('{_CREDIT_ALPHABET}', total + 1, 1) <> right(code, 1) THEN
                RETURN NULL;
            END IF;
            RETURN code;
        END $$""",
    f"""CREATE OR REPLACE FUNCTION fx.is_credit_code(t text) RETURNS boolean {_SIMPLE} AS $$
        SELECT CASE WHEN t IS NOT NULL THEN fx.credit_code(t) IS NOT NULL END $$""",
)
