"""Whatever comes in, the answer is a clear problem: never a 500, never a trace."""

import string

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.http.call import Endpoint
from runtime.http.endpoints import ENDPOINTS, INTERFACE
from tests.runtime.asking import Json, assert_problem
from tests.runtime.sites import BUYERS, Caller, ServedShop

PURCHASES = "/api/v1/apps/shop/tables/purchase/records"
CHECK = {"app": "shop", "table": "purchase", "text": "1"}
QUERY = {"app": "shop", "table": "purchase", "measures": [{"as": "n", "formula": "COUNT()"}]}


RAW = [
    (b"", 400, "broken_json"),
    (b"{", 400, "broken_json"),
    (b'{"values": {"name": "a",}}', 400, "broken_json"),
    (b'{"values": NaN}', 400, "broken_json"),
    (b'{"values": {"vip": Infinity}}', 400, "broken_json"),
    (b"\xff\xfe{}", 400, "broken_json"),
    (b'{"values": {"name": "\\ud800"}}', 400, "broken_json"),
    (b'{"values": {"name": "a\x00b"}}', 400, "broken_json"),
    (b'{"values": {"name": "a\\u0000b"}}', 400, "invalid_body"),
    (b'{"values": {"\\u0000": 1}}', 400, "invalid_body"),
    (b"[" * 100_000, 400, "broken_json"),
    (b'{"values":' * 5_000 + b"1" + b"}" * 5_000, 400, "broken_json"),
    (b"[]", 400, "not_an_object"),
    (b"null", 400, "not_an_object"),
    (b'"x"', 400, "not_an_object"),
    (b"{}", 400, "invalid_body"),
    (b'{"values": []}', 400, "invalid_body"),
    (b'{"values": null}', 400, "invalid_body"),
    (b'{"values": {}, "extra": 1}', 400, "invalid_body"),
    (b'{"values": {"name": "a"}, "reason": 5}', 400, "invalid_body"),
    (b'{"values": {"name": "a"}, "reason": "' + b"x" * 2_000 + b'"}', 400, "invalid_body"),
]


def test_a_body_that_cannot_be_read_is_a_400(root: Caller) -> None:
    for content, status, code in RAW:
        answer = root("POST", BUYERS, content=content)
        assert_problem(answer, status)
        assert answer.json()["code"] == code, content[:50]
    place = root("POST", BUYERS, content=b'{\n  "values": }').json()["problems"][0]
    assert "2" in place["message"]
    assert root("GET", BUYERS).json()["records"] == []


def test_a_body_of_another_kind_is_a_415(root: Caller) -> None:
    for kind in ("text/plain", "application/xml", "multipart/form-data; boundary=x", "x"):
        answer = root("POST", BUYERS, content=b"{}", headers={"Content-Type": kind})
        assert_problem(answer, 415)


def test_a_body_that_is_too_large_is_a_413(root: Caller) -> None:
    large = b'{"values": {"name": "' + b"x" * (10 * 1024 * 1024) + b'"}}'
    assert_problem(root("POST", BUYERS, content=large), 413)
    lied = root("POST", BUYERS, content=b"{}", headers={"Content-Length": "99999999999"})
    assert_problem(lied, 413)
    for length in ("-1", "x", "1" * 30):
        answer = root("POST", BUYERS, content=b"{}", headers={"Content-Length": length})
        assert_problem(answer, 400)


VALUES: list[Json] = [
    {"title": "😀" * 10_000},
    {"title": {"a": 1}},
    {"title": ["x"]},
    {"price": "1e999"},
    {"price": 1e308},
    {"price": "NaN"},
    {"price": "1" + "0" * 30},
    {"price": {"amount": "x", "currency": "CNY"}},
    {"price": {"amount": "1", "currency": "XYZ"}},
    {"other": {"amount": "1", "currency": "EUR"}},
    {"quantity": 2**63 - 1},
    {"quantity": 1.5},
    {"quantity": True},
    {"buyer": "1"},
    {"buyer": "-1"},
    {"buyer": "99999999999999999999999"},
    {"buyer": 1.5},
    {"watchers": ["1", "2"]},
    {"watchers": "x"},
    {"related": [{"id": "1"}]},
    {"stage": "gone"},
    {"lines": [1]},
    {"lines": {"create": 1}},
    {"lines": {"create": [{"lines": {}}]}},
    {"amount": 5},
    {"id": "5"},
    {"version": 5},
    {"created_at": "0000-01-01T00:00:00Z"},
    {"": 1},
    {"x" * 100_000: 1},
]


def test_a_value_that_cannot_be_is_refused_with_its_field(root: Caller) -> None:
    for values in VALUES:
        answer = root("POST", PURCHASES, {"values": values})
        assert_problem(answer, 422, 403)
        key = next(iter(values))
        fields = {problem.get("field") for problem in answer.json()["problems"]}
        assert key in fields, (key[:50], answer.text[:300])
    assert root("GET", PURCHASES).json()["records"] == []


TEXTS = (
    "\U0001f600\U0001f469\u200d\U0001f467",
    "é\u0301",
    "\u202ertl",
    "\u200b.",
    "'; DROP TABLE x;--",
    "%_\\",
    "<script>",
)


def test_text_in_any_script_comes_back_as_it_was(root: Caller) -> None:
    for text in TEXTS:
        made = root("POST", PURCHASES, {"values": {"title": text}})
        assert made.status_code == 201
        found = root("GET", f"{PURCHASES}/{made.json()['id']}").json()
        assert found["values"]["title"] == made.json()["values"]["title"]
        assert found["values"]["title"].strip("\u200b") in text


QUERIES = [
    "filter=(",
    "filter=" + "(" * 10_000,
    "filter=" + "1%2B" * 3_000 + "1",
    "filter=%E6%B2%A1%E6%9C%89=1",
    "filter=%00",
    "filter=1&filter=2",
    "sort=nothing",
    "sort=--name",
    "sort=lines",
    "sort=a,b,c,d,e,f,g",
    "fields=nothing",
    "expand=title",
    "view=nothing",
    "limit=0",
    "limit=501",
    "limit=-1",
    "limit=x",
    "limit=%EF%BC%95",
    "limit=" + "9" * 50,
    "cursor=x",
    "cursor=" + "A" * 5_000,
    "cursor=W10",
    "count=maybe",
    "colour=red",
    "%00=1",
]


def test_a_query_that_cannot_be_answered_is_a_400(root: Caller) -> None:
    for query in QUERIES:
        assert_problem(root("GET", f"{PURCHASES}?{query}"), 400)


FORMULAS = [
    "(" * 10_000,
    "(" * 10_000 + "1" + ")" * 10_000,
    "-" * 10_000 + "1",
    "NOT " * 10_000 + "TRUE",
    "IF(" * 2_000 + "1",
    "1" + "+1" * 9_000,
    "9" * 10_000,
    "1e999999",
    "2^99999",
    "'" + "x" * 19_000,
    "{" * 19_000,
    "单价." * 5_000,
    "\u0000",
    "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "单价/0",
    "DATE(0,1,1)",
    "REPT('x',999999999)",
]


def test_a_formula_of_any_shape_is_checked_and_evaluated(root: Caller) -> None:
    for text in FORMULAS:
        checked = root("POST", "/formulas/check", {**CHECK, "text": text, "cursor": len(text)})
        assert checked.status_code in (200, 400), (text[:30], checked.text[:300])
        asked = {"app": "shop", "table": "purchase", "text": text, "values": {"price": 1}}
        evaluated = root("POST", "/formulas/evaluate", asked)
        assert evaluated.status_code in (200, 400), (text[:30], evaluated.text[:300])
        totals = {**QUERY, "measures": [{"as": "n", "formula": text}]}
        assert root("POST", "/query", totals).status_code in (200, 400), text[:30]


PATHS = [
    ("GET", "/nothing", 404),
    ("GET", "//", 404),
    ("PUT", "/me", 405),
    ("TRACE", "/me", 405),
    ("GET", "/apps/%00/tables/x/records", 400),
    ("GET", "/apps/shop/tables/buyer/records/x", 404),
    ("GET", "/apps/shop/tables/buyer/records/-1", 404),
    ("GET", "/apps/shop/tables/buyer/records/99999999999999999999", 404),
    ("GET", "/apps/shop/tables/buyer/records/1%2F2", 404),
    ("GET", "/apps/../../etc/passwd", 404),
    ("GET", "/apps/%F0%9F%98%80/tables/x/records", 404),
    ("GET", "/apps/" + "x" * 5_000, 404),
    ("GET", "/me?x=" + "y" * 5_000, 200),
]


def test_an_address_that_leads_nowhere_says_so(root: Caller) -> None:
    for method, path, status in PATHS:
        answer = root(method, path)
        if status != 200:
            assert_problem(answer, status)
        assert answer.status_code == status


HEADERS = [
    ({"If-Match": "x"}, 400),
    ({"If-Match": '"' + "9" * 50 + '"'}, 400),
    ({"Idempotency-Key": "x" * 201}, 400),
    ({"Idempotency-Key": ""}, 400),
    ({"Accept-Language": "x" * 10_000}, 200),
    ({"Accept-Language": "é;q=1.0.0"}, 200),
]


def test_headers_that_cannot_be_read_are_a_400(root: Caller) -> None:
    made = root("POST", BUYERS, {"values": {"name": "a"}}).json()
    for headers, status in HEADERS:
        answer = root("PATCH", f"{BUYERS}/{made['id']}", {"values": {}}, headers=headers)
        assert answer.status_code == status, headers


def test_who_is_nobody_learns_nothing(served: ServedShop) -> None:
    for endpoint in ENDPOINTS:
        path = endpoint.path
        for name in ("app", "table", "record", "kind", "key", "plan", "revision", "user"):
            path = path.replace(f"{{{name}}}", "1")
        if endpoint.is_public or not path.startswith("/api"):
            continue
        answer = served.nobody(endpoint.method, path, content=b"\xff")
        assert_problem(answer, 401)


SAFE = st.text(string.ascii_letters + "客户.()'\"{}=<>+-/% \U0001f600", max_size=12)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | SAFE
    | st.sampled_from(["shop", "buyer", "purchase", "name", "create", "table", "stop"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(SAFE, inner, max_size=4),
    max_leaves=12,
)
KEYS = st.sampled_from(
    [
        *("values", "reason", "app", "table", "text", "record", "create", "update", "delete"),
        *("put", "measures", "group_by", "filter", "login", "name", "roles", "accept", "base"),
        *("form", "key", "code", "parent", "scopes", "label", "kind", "document", "on_error"),
        *("cursor", "use"),
    ]
)
BODIES = st.dictionaries(KEYS, JSON, max_size=6) | JSON
WRITING = [each for each in INTERFACE if each.method in ("POST", "PUT", "PATCH")]


@pytest.fixture
def caller(served: ServedShop) -> Caller:
    """The administrator, whom nothing is refused for want of rights."""
    return served.token("root")


def test_no_body_makes_the_server_fail(caller: Caller) -> None:
    @settings(max_examples=150)
    @given(st.sampled_from(WRITING), BODIES)
    def run(endpoint: Endpoint, body: object) -> None:
        path = endpoint.path
        parts = {"app": "shop", "table": "buyer", "kind": "table", "key": "buyer"}
        for name, value in parts.items():
            path = path.replace(f"{{{name}}}", value)
        path = path.replace("{", "").replace("}", "")
        try:
            content = orjson.dumps(body)
        except TypeError:  # whole numbers beyond 64 bits
            return
        answer = caller(endpoint.method, path, content=content)
        assert answer.status_code < 500, (endpoint.path, body, answer.text)

    run()
