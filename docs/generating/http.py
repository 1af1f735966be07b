"""The page of the HTTP interface."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from docs.generating.endpoint_words import ENDPOINT_WORDS
from docs.generating.markdown import code, codes, page, table
from docs.generating.shapes import definitions, property_rows
from runtime.http.call import JSON, Endpoint
from runtime.http.endpoints import ENDPOINTS

INTRO = (
    "基础路径 `/api/v1`，JSON 使用 UTF-8。机器可读的描述在 `/api/v1/openapi.json`（OpenAPI"
    " 3.1），与本页出自同一张表。"
    "怎样调用见[用 curl 调用接口](../how-to/use-the-api-with-curl.md)。",
    "Times are ISO 8601 with offset, dates `YYYY-MM-DD`; exact numbers are JSON numbers up to 15"
    " digits and strings beyond; percent is a fraction; ids are strings. Words follow"
    " `Accept-Language` (zh first). A browser signs in by `POST /sessions` and sends `X-CSRF-Token`"
    " with writes; a program sends `Authorization: Bearer tgm_…`. Writes take"
    " `Idempotency-Key` and"
    " `If-Match`. Errors: [problem codes](problems.md).",
)


def http_page() -> str:
    """The page of the interface."""
    rows = [overview_row(endpoint) for endpoint in ENDPOINTS]
    overview = table(("", "", "说明", "meaning"), rows)
    return page("HTTP 接口 HTTP interface", INTRO, overview, *(section(it) for it in ENDPOINTS))


def overview_row(endpoint: Endpoint) -> list[str]:
    """An endpoint in a line."""
    return [endpoint.method, code(endpoint.path), words_of(endpoint), endpoint.summary]


def words_of(endpoint: Endpoint) -> str:
    """What the endpoint does, in Chinese; a new one gets its words in endpoint_words."""
    return ENDPOINT_WORDS[f"{endpoint.method} {endpoint.path}"]


def section(endpoint: Endpoint) -> str:
    """What is to be known for a call."""
    parts = [
        f"## {endpoint.method} {endpoint.path}",
        f"{words_of(endpoint)}。{endpoint.summary}.",
        " · ".join(facts(endpoint)),
        query_part(endpoint.query),
        *body_parts(endpoint),
    ]
    return "\n\n".join(part for part in parts if part)


def facts(endpoint: Endpoint) -> Iterator[str]:
    """Status, and what is unusual about the endpoint."""
    yield f"成功 success: {code(endpoint.status)}"
    if endpoint.is_public:
        yield "不需要登录 no signing in"
    if endpoint.takes != (JSON,):
        yield f"内容类型 content types: {codes(endpoint.takes)}"


def query_part(query: Mapping[str, str]) -> str:
    """The parameters after the path."""
    rows = [[code(name), words] for name, words in query.items()]
    return table(("参数 parameter", "meaning"), rows) if rows else ""


def body_parts(endpoint: Endpoint) -> Sequence[str]:
    """The properties of the body, and of the objects in it."""
    if endpoint.body is None:
        return ()
    named = definitions(endpoint.body)
    inner = [f"{code(name)}\n\n{body_table(part)}" for name, part in named.items()]
    return (body_table(endpoint.body), *inner)


def body_table(schema: Mapping[str, object]) -> str:
    """The properties of an object, without Chinese names: they are those of the interface."""
    rows = [[code(name), *more] for name, *more in property_rows(schema)]
    headings = ("属性 property", "取值 value", "必填 ✓ / 默认 default")
    return table(headings, rows) if rows else ""
