"""What a caller asks for, read out of the words of a request: a list query or a totals query."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson

from engine.errors import InvalidQuery, QueryProblem

DEFAULT_LIMIT = 50
MAX_LIMIT = 500
MAX_FILTER = 10_000
MAX_SORTS = 5
MAX_GROUPS = 4
MAX_GROUP_ROWS = 10_000
MOST_ID_DIGITS = 20
MOST_LIMIT_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Sort:
    key: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ListQuery:
    """One page of a table. `fields` None means every visible one. `after` holds the sort values
    and the id of the last record of the page before, whose cursor was made for `after_sort`."""

    table: str
    filters: tuple[str, ...] = ()
    sort: tuple[Sort, ...] = ()
    fields: tuple[str, ...] | None = None
    expand: tuple[str, ...] = ()
    search: str | None = None
    view: str | None = None
    limit: int = DEFAULT_LIMIT
    after: tuple[object, ...] | None = None
    after_sort: str = ""
    count: bool = False

    @property
    def sort_text(self) -> str:
        """The order as a cursor keeps it."""
        return _sort_text(self.sort)


@dataclass(frozen=True, slots=True)
class GroupBy:
    """A field to group by; `bucket` cuts dates into day, week, month, quarter or year."""

    key: str
    bucket: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    name: str
    formula: str


@dataclass(frozen=True, slots=True)
class TotalsQuery:
    table: str
    filter: str | None
    group_by: tuple[GroupBy, ...]
    measures: tuple[Measure, ...]
    order: tuple[Sort, ...]
    limit: int


LIST_WORDS = frozenset(
    {"filter", "sort", "fields", "expand", "search", "view", "limit", "cursor", "count"}
)
BUCKETS = ("day", "week", "month", "quarter", "year")


def read_list_query(table: str, words: Mapping[str, str]) -> ListQuery:
    """The query that the words of a URL mean; InvalidQuery with every problem at once."""
    problems = [QueryProblem("unknown_parameter", word) for word in words if word not in LIST_WORDS]
    sort = tuple(
        Sort(part.removeprefix("-"), part.startswith("-")) for part in _parts(words.get("sort"))
    )
    if len(sort) > MAX_SORTS:
        problems.append(QueryProblem("too_many_sorts", "sort", {"limit": MAX_SORTS}))
    limit = _whole(words.get("limit"), DEFAULT_LIMIT, MAX_LIMIT)
    if limit is None:
        problems.append(QueryProblem("limit_out_of_range", "limit", {"limit": MAX_LIMIT}))
    after = _read_cursor(words.get("cursor"))
    # The order of a view is known later.
    is_own_order = bool(sort) or not words.get("view")
    if after == () or (after is not None and is_own_order and after[0] != _sort_text(sort)):
        problems.append(QueryProblem("cursor_unusable", "cursor"))
    count = words.get("count", "false").lower()
    if count not in {"true", "false", "1", "0"}:
        problems.append(QueryProblem("not_a_boolean", "count"))
    filter_text = words.get("filter") or None
    if filter_text is not None and len(filter_text) > MAX_FILTER:
        problems.append(QueryProblem("filter_too_long", "filter", {"limit": MAX_FILTER}))
    if problems:
        raise InvalidQuery(problems)
    return ListQuery(
        table=table,
        filters=() if filter_text is None else (filter_text,),
        sort=sort,
        fields=_parts(words["fields"]) if "fields" in words else None,
        expand=_parts(words.get("expand")),
        search=words.get("search") or None,
        view=words.get("view") or None,
        limit=limit or DEFAULT_LIMIT,
        after=None if after is None else after[1:],
        after_sort="" if after is None else str(after[0]),
        count=count in {"true", "1"},
    )


def read_totals_query(body: object) -> TotalsQuery:
    """The query that the JSON body of POST /query means; InvalidQuery with every problem."""
    if not isinstance(body, dict):
        raise InvalidQuery([QueryProblem("not_an_object", "")])
    problems = [
        QueryProblem("unknown_parameter", str(word))
        for word in body
        if word not in {"app", "table", "filter", "group_by", "measures", "order", "limit"}
    ]
    for word in ("app", "table"):
        if not isinstance(body.get(word), str):
            problems.append(QueryProblem("missing", word))
    filter_text = body.get("filter")
    if filter_text is not None and not isinstance(filter_text, str):
        problems.append(QueryProblem("not_a_text", "filter"))
    groups = _read_groups(body.get("group_by", []), problems)
    measures = _read_measures(body.get("measures", []), problems)
    order = _read_order(body.get("order", []), problems)
    limit = body.get("limit", 1_000)
    if not isinstance(limit, int) or isinstance(limit, bool) or not 1 <= limit <= MAX_GROUP_ROWS:
        problems.append(QueryProblem("limit_out_of_range", "limit", {"limit": MAX_GROUP_ROWS}))
    if not groups and not measures and not problems:
        problems.append(QueryProblem("missing", "measures"))
    if problems:
        raise InvalidQuery(problems)
    return TotalsQuery(
        table=f"{body['app']}.{body['table']}",
        filter=filter_text or None,
        group_by=groups,
        measures=measures,
        order=order,
        limit=limit,
    )


def write_cursor(sort: Sequence[Sort], values: Sequence[object]) -> str:
    """An opaque text that `read_list_query` turns back into the values, for the same sort only."""
    body = orjson.dumps([_sort_text(sort), *values])
    return base64.urlsafe_b64encode(body).rstrip(b"=").decode()


def _read_cursor(text: str | None) -> tuple[object, ...] | None:
    """The order, the sort values and the id; None without a cursor, () where it is none of ours."""
    if not text:
        return None
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        parts = orjson.loads(raw)
    except (binascii.Error, ValueError):
        return ()
    if not isinstance(parts, list) or len(parts) < 2 or not isinstance(parts[0], str):
        return ()
    if len(parts) != len(_parts(parts[0])) + 2 or not _is_record_id(parts[-1]):
        return ()
    scalar = all(isinstance(part, str | int | float | bool | None) for part in parts)
    return tuple(parts) if scalar else ()


def _is_record_id(value: object) -> bool:
    is_number = isinstance(value, str) and value.isascii() and value.isdigit()
    return is_number and len(str(value)) < MOST_ID_DIGITS


def _sort_text(sort: Sequence[Sort]) -> str:
    return ",".join(f"{'-' if part.descending else ''}{part.key}" for part in sort)


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _whole(text: str | None, default: int, most: int) -> int | None:
    if text is None:
        return default
    is_number = text.isascii() and text.isdigit() and len(text) < MOST_LIMIT_DIGITS
    return int(text) if is_number and 1 <= int(text) <= most else None


def _read_groups(value: object, problems: list[QueryProblem]) -> tuple[GroupBy, ...]:
    groups = []
    for index, item in enumerate(_listed(value, "group_by", MAX_GROUPS, problems)):
        key = item.get("field") if isinstance(item, dict) else item
        bucket = item.get("bucket") if isinstance(item, dict) else None
        if not isinstance(key, str):
            problems.append(QueryProblem("missing", f"group_by/{index}/field"))
        elif bucket is not None and bucket not in BUCKETS:
            problems.append(
                QueryProblem(
                    "unknown_bucket", f"group_by/{index}/bucket", {"options": ", ".join(BUCKETS)}
                )
            )
        else:
            groups.append(GroupBy(key, bucket))
    return tuple(groups)


def _read_measures(value: object, problems: list[QueryProblem]) -> tuple[Measure, ...]:
    measures: list[Measure] = []
    for index, item in enumerate(_listed(value, "measures", 50, problems)):
        name = item.get("as") if isinstance(item, dict) else None
        text = item.get("formula") if isinstance(item, dict) else None
        if not isinstance(name, str) or not name or not isinstance(text, str):
            problems.append(QueryProblem("measure_incomplete", f"measures/{index}"))
        elif any(measure.name == name for measure in measures):
            problems.append(QueryProblem("repeated", f"measures/{index}/as"))
        else:
            measures.append(Measure(name, text))
    return tuple(measures)


def _read_order(value: object, problems: list[QueryProblem]) -> tuple[Sort, ...]:
    order = []
    for index, item in enumerate(_listed(value, "order", MAX_SORTS, problems)):
        if isinstance(item, str):
            order.append(Sort(item.removeprefix("-"), item.startswith("-")))
        else:
            problems.append(QueryProblem("not_a_text", f"order/{index}"))
    return tuple(order)


def _listed(value: object, place: str, most: int, problems: list[QueryProblem]) -> Sequence[object]:
    if not isinstance(value, list):
        problems.append(QueryProblem("not_a_list", place))
        return ()
    if len(value) > most:
        problems.append(QueryProblem("too_many", place, {"limit": most}))
    return value[:most]
