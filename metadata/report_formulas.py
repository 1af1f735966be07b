"""Where formulas stand in reports."""

from __future__ import annotations

from collections.abc import Iterator

from metadata.documents.report import ReportDocument
from metadata.formula_places import Place
from metadata.resolve_reports import list_formulas, totals_formulas, value_formulas
from metadata.workflow_formulas import of_parts


def report_formulas(document: ReportDocument) -> Iterator[Place]:
    """Every formula of a report; its page has none."""
    own = (document.table, False)
    for index, totals in enumerate(document.totals):
        yield from of_parts(("totals", index), totals_formulas(totals), own)
    yield from of_parts((), value_formulas(document), own)
    for name, listed in document.lists.items():
        yield from of_parts(("lists", name), list_formulas(listed), own)
