"""Can a report be drawn: are its tables there, is everything its page names computed?"""

from __future__ import annotations

from collections.abc import Iterator

from metadata.checks.known import twice, unknown, unknown_table
from metadata.documents.report import ReportDocument
from metadata.draft import Draft
from metadata.page_templates import CONSTANTS, Names, page_faults
from metadata.problems import Place, Problem
from metadata.report_documents import report_documents
from metadata.resolve_steps import RECORD


def check_reports(draft: Draft) -> Iterator[Problem]:
    """Everything wrong with reports but their formulas."""
    for app, document in report_documents(draft):
        place = Place(app, "report", document.key)
        yield from check_tables(draft, document, place)
        yield from check_names(document, place)
        yield from check_order(document, place)
        yield from check_page(document, place)


def check_tables(draft: Draft, document: ReportDocument, place: Place) -> Iterator[Problem]:
    """Every table that is named is there."""
    if document.table is not None:
        yield from unknown_table(draft, place.app, document.table, place.at("table"))
    for index, totals in enumerate(document.totals):
        where = place.at("totals", index, "table")
        yield from unknown_table(draft, place.app, totals.table, where)
    for name, listed in document.lists.items():
        yield from unknown_table(draft, place.app, listed.table, place.at("lists", name, "table"))


def check_names(document: ReportDocument, place: Place) -> Iterator[Problem]:
    """What is computed has one name each; a column is no group."""
    named = [
        (name, place.at("totals", index, "measures", name))
        for index, totals in enumerate(document.totals)
        for name in totals.measures
    ]
    named += [(name, place.at("values", name)) for name in document.values]
    named += [(name, place.at("lists", name)) for name in document.lists]
    for name, where in named:
        if name in {RECORD, *CONSTANTS}:
            yield Problem("report_name_taken", where, {"name": name})
    yield from twice(named, "duplicate_key")
    for name, listed in document.lists.items():
        columns = [(key, place.at("lists", name, "group_by", key)) for key in listed.group_by]
        columns += [(key, place.at("lists", name, "columns", key)) for key in listed.columns]
        yield from twice(columns, "duplicate_key")


def check_order(document: ReportDocument, place: Place) -> Iterator[Problem]:
    """Lists are ordered by what they hold."""
    for name, listed in document.lists.items():
        known = [*listed.group_by, *listed.columns]
        for index, part in enumerate(listed.order):
            key = part.removeprefix("-")
            if key not in known:
                yield unknown("unknown_column", place.at("lists", name, "order", index), key, known)


def check_page(document: ReportDocument, place: Place) -> Iterator[Problem]:
    """The page, in each language, can be read and names what is there."""
    names = names_of(document)
    template = document.template
    pages = {"": template} if isinstance(template, str) else dict(template)
    for language, text in pages.items():
        where = place.at("template", language) if language else place.at("template")
        for fault in page_faults(text, names):
            parameters = {**fault.parameters, "line": fault.line}
            yield Problem(fault.code, where, parameters, fault.suggestion)


def names_of(document: ReportDocument) -> Names:
    """Everything that a page of the report may name."""
    measured = (name for totals in document.totals for name in totals.measures)
    return Names(
        values=frozenset((*measured, *document.values)),
        lists={
            name: frozenset((*listed.group_by, *listed.columns))
            for name, listed in document.lists.items()
        },
    )
