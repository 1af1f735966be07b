"""Reports: every formula typed where it stands; what is measured first has a type for the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from formula.scope import Use
from formula.typed import Typed
from formula.types import Json, ListOf, Money, MultiSelect, RecordSet, Ref, type_name
from metadata.documents.label import label_texts
from metadata.documents.report import ListDocument, ReportDocument, TotalsDocument
from metadata.draft import Draft
from metadata.problems import Place, Problem
from metadata.resolve_steps import RECORD, Ground, resolve_parts
from metadata.resolved_reports import Report, ReportQuery
from metadata.step_kinds.step_kind import FormulaPart

UNFIT = (Json, ListOf, Money, MultiSelect, RecordSet)


def resolve_report(draft: Draft, app: str, document: ReportDocument) -> Report:
    """The report with everything in it typed; names that are not there are told by
    metadata.checks."""
    place = Place(app, "report", document.key)
    table = None if document.table is None else draft.full_name(app, document.table)
    ground = Ground(draft, app, table)
    if table is not None:
        ground.variables[RECORD] = Ref(table)
        if table not in draft.names:
            ground.broken.add(RECORD)
    totals = tuple(
        resolve_totals(ground, each, place.at("totals", index))
        for index, each in enumerate(document.totals)
    )
    # Only now: what is measured cannot read what is measured.
    for document_part, measured in zip(document.totals, totals, strict=True):
        ground.variables.update({name: it.type for name, it in measured.columns.items()})
        ground.broken.update(document_part.measures.keys() - measured.columns.keys())
    typed = resolve_parts(ground, value_formulas(document), place)
    return Report(
        app=app,
        key=document.key,
        labels=label_texts(document.label, document.key),
        table=table,
        totals=totals,
        values=below(typed, "values"),
        lists={
            name: resolve_list(ground, each, place.at("lists", name))
            for name, each in document.lists.items()
        },
        variables=dict(ground.variables),
        document=document,
    )


def resolve_totals(ground: Ground, document: TotalsDocument, place: Place) -> ReportQuery:
    """Measures over one table: a single row."""
    typed = resolve_parts(ground, totals_formulas(document), place)
    tell_unfit(ground, typed, place)
    return ReportQuery(
        table=ground.full_name(document.table),
        filter=typed.get("filter"),
        groups={},
        columns=below(typed, "measures"),
        is_measured=True,
    )


def resolve_list(ground: Ground, document: ListDocument, place: Place) -> ReportQuery:
    """Rows of a table, or groups of them."""
    typed = resolve_parts(ground, list_formulas(document), place)
    tell_unfit(ground, typed, place)
    return ReportQuery(
        table=ground.full_name(document.table),
        filter=typed.get("filter"),
        groups=below(typed, "group_by"),
        columns=below(typed, "columns"),
        order=document.order,
        most=document.most,
    )


def totals_formulas(document: TotalsDocument) -> Iterator[FormulaPart]:
    """The filter and the measures."""
    if document.filter is not None:
        yield FormulaPart(("filter",), document.filter, Use.FILTER, document.table)
    for name, text in document.measures.items():
        yield FormulaPart(("measures", name), text, Use.MEASURE, document.table)


def list_formulas(document: ListDocument) -> Iterator[FormulaPart]:
    """The filter, what makes a group, and the columns."""
    if document.filter is not None:
        yield FormulaPart(("filter",), document.filter, Use.FILTER, document.table)
    for name, text in document.group_by.items():
        yield FormulaPart(("group_by", name), text, Use.SET, document.table)
    use = Use.MEASURE if document.group_by else Use.SET
    for name, text in document.columns.items():
        yield FormulaPart(("columns", name), text, use, document.table)


def value_formulas(document: ReportDocument) -> Iterator[FormulaPart]:
    """The values, which read the record that the report is about."""
    for name, text in document.values.items():
        yield FormulaPart(("values", name), text)


def tell_unfit(ground: Ground, typed: Mapping[str, Typed], place: Place) -> None:
    """What a statement cannot give as one value is told."""
    for name, formula in typed.items():
        if isinstance(formula.type, UNFIT):
            where = place.at(*name.split("/"))
            kind = {"type": type_name(formula.type)}
            ground.draft.problems.append(Problem("report_no_value", where, kind))


def below(typed: Mapping[str, Typed], part: str) -> Mapping[str, Typed]:
    """The formulas of one part of a document, by the rest of their pointers."""
    start = f"{part}/"
    return {
        name.removeprefix(start): formula
        for name, formula in typed.items()
        if name.startswith(start)
    }
