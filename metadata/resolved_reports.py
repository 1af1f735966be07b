"""Reports whose names have become objects. Made by `metadata.resolve_reports`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from formula.typed import Typed
from formula.types import Type
from metadata.documents.report import ReportDocument


@dataclass(frozen=True, slots=True)
class ReportQuery:
    """Rows of `groups` and `columns`, by name, over the records of a table (its full name) that
    `filter` finds. Without groups: a row for each record, or one of measures where `is_measured`.
    `order` holds names, `-` before those with the greatest first."""

    table: str
    filter: Typed | None
    groups: Mapping[str, Typed]
    columns: Mapping[str, Typed]
    order: tuple[str, ...] = ()
    most: int = 1
    is_measured: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """One report. `table` is the full name of the table of the record it is about, None where it
    is about none. `variables` are the types of everything that `STEP.…` may name in it."""

    app: str
    key: str
    labels: Mapping[str, str]
    table: str | None
    totals: tuple[ReportQuery, ...]
    values: Mapping[str, Typed]
    lists: Mapping[str, ReportQuery]
    variables: Mapping[str, Type]
    document: ReportDocument

    @property
    def name(self) -> str:
        """`app.key`."""
        return f"{self.app}.{self.key}"
