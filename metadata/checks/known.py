"""Names in a document that must be known: what to say where they are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from formula.nearest import nearest
from metadata.draft import Draft, TableDraft
from metadata.fields import SYSTEM_FIELDS
from metadata.fields.people import PEOPLE_TABLES
from metadata.problems import Place, Problem


def unknown(code: str, place: Place, name: str, known: Iterable[str]) -> Problem:
    """A name that means nothing here, and the nearest that does."""
    return Problem(code, place, {"name": name}, next(iter(nearest(name, sorted(known))), None))


def unknown_fields(
    table: TableDraft, named: Sequence[tuple[str, Place]], *, system: bool = False
) -> Iterator[Problem]:
    """The named fields that the table does not have; with `system` the fields of every table are
    known too."""
    known = {*table.fields, *(SYSTEM_FIELDS if system else ())}
    for name, place in named:
        if name not in known:
            yield unknown("unknown_field", place, name, known)


def twice(names: Sequence[tuple[str, Place]], code: str) -> Iterator[Problem]:
    """Names that come more than once, told at each place but the first."""
    counts = Counter(name for name, _ in names)
    seen: set[str] = set()
    for name, place in names:
        if counts[name] > 1 and name in seen:
            yield Problem(code, place, {"name": name})
        seen.add(name)


def unknown_table(draft: Draft, app: str, name: str, place: Place) -> Iterator[Problem]:
    """The table that a document of `app` names, where it is not there. The people tables have no
    powers and no views."""
    full = draft.full_name(app, name)
    if full not in draft.tables and not draft.is_unread("table", full):
        own = {key.removeprefix(f"{app}.") for key in draft.tables}
        yield unknown("unknown_table", place, name, own - PEOPLE_TABLES.keys())
