"""Documents → Resolved: keys become objects, texts become options, formulas become typed trees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from formula.errors import FormulaValueError
from formula.evaluate import Context, evaluate
from formula.scope import Scope, Use
from formula.values import EPOCH
from metadata.checks import check_documents
from metadata.checks.site import Workflow
from metadata.checks.workflow import check_workflow
from metadata.dependencies import find_dependencies
from metadata.documents.app import AppDocument, ParameterDocument
from metadata.documents.label import label_texts
from metadata.documents.table import TableDocument
from metadata.draft import Draft, TableDraft
from metadata.errors import InvalidDocuments
from metadata.problems import Place, Problem
from metadata.read_documents import Read, read_documents
from metadata.report_documents import report_documents
from metadata.resolve_automations import (
    resolve_approval,
    resolve_automation,
    resolve_connector,
)
from metadata.resolve_fields import resolve_fields, texts_of, to_options
from metadata.resolve_formulas import type_computed_fields
from metadata.resolve_reports import resolve_report
from metadata.resolve_roles import resolve_role
from metadata.resolve_tables import resolve_table
from metadata.resolved import DocumentKey, Resolved
from metadata.scopes import PARAMETER_TYPES, parameter_types
from metadata.typings import Typings


@dataclass(frozen=True, slots=True)
class Resolution:
    """What came out: the documents resolved, or nothing where a problem is an error.

    `typings` given to the next resolving saves checking what has not changed.
    """

    resolved: Resolved | None
    problems: tuple[Problem, ...]
    typings: Typings

    def require(self) -> Resolved:
        """The resolved documents. Raises InvalidDocuments with every problem."""
        if self.resolved is None:
            raise InvalidDocuments(self.problems)
        return self.resolved


def resolve_documents(
    sources: Mapping[DocumentKey, object],
    earlier: Typings | None = None,
    time_zone: str = "Asia/Shanghai",
) -> Resolution:
    """The documents of a workspace (JSON values) read, resolved and checked: everything wrong is
    told at once, each with its place. `time_zone` is the workspace's."""
    read = read_documents(sources, earlier.read if earlier else None)
    draft = start_draft(read, sources, earlier, time_zone)
    draft.typings.read = read
    resolve_fields(draft)
    type_computed_fields(draft)
    tables = {name: resolve_table(draft, table) for name, table in draft.tables.items()}
    dependencies = find_dependencies(tables)
    roles = {
        (app, document.key): resolve_role(draft, app, document, tables, dependencies)
        for app, document in draft.role_documents()
    }
    values = {app: parameter_values(draft, app, document) for app, document in draft.apps()}
    automations = {
        (app, it.key): resolve_automation(draft, app, it) for app, it in draft.automations()
    }
    approvals = {(app, it.key): resolve_approval(draft, app, it) for app, it in draft.approvals()}
    connectors = {
        (app, it.key): resolve_connector(draft, app, it) for app, it in draft.connectors()
    }
    reports = {(app, it.key): resolve_report(draft, app, it) for app, it in report_documents(draft)}
    workflow = Workflow(automations, approvals, connectors, reports)
    # First: they tell of formulas through the draft.
    checked = [*check_documents(draft), *check_workflow(draft, workflow)]
    problems = in_place_order([*read.problems, *draft.problems, *checked])
    if any(problem.severity == "error" for problem in problems):
        return Resolution(None, problems, draft.typings)
    resolved = Resolved(
        sources=read.sources,
        tables=tables,
        roles=roles,
        views={(app, document.key): document for app, document in draft.views()},
        option_sets={(app, document.key): document for app, document in draft.option_sets()},
        apps=tuple(sorted(app for app, _ in draft.apps())),
        scope=Scope(draft.names, None, draft.roles, {}, draft.time_zone),
        parameters=values,
        automations=automations,
        approvals=approvals,
        connectors=connectors,
        reports=reports,
    )
    return Resolution(resolved, problems, draft.typings)


def start_draft(
    read: Read,
    sources: Mapping[DocumentKey, object],
    earlier: Typings | None,
    time_zone: str,
) -> Draft:
    """A draft that knows everything that stands in one document alone."""
    draft = Draft(
        documents=read.documents,
        typings=Typings(earlier),
        unread=frozenset(sources.keys() - read.documents.keys()),
        time_zone=time_zone,
    )
    for (app, _, _), document in read.documents.items():
        if isinstance(document, TableDocument):
            table = TableDraft(app, document)
            draft.tables[table.name] = table
    for app, sets in draft.option_sets():
        draft.sets[f"{app}.{sets.key}"] = to_options(sets.options)
    for app, role in draft.role_documents():
        name = f"{app}.{role.key}"
        draft.roles[name] = (name, *texts_of(role.key, label_texts(role.label, role.key)))
    for app, document in draft.apps():
        draft.parameters[app] = parameter_types(document)
    return draft


def parameter_values(draft: Draft, app: str, document: AppDocument) -> Mapping[str, object]:
    """The values of an app's parameters: their defaults."""
    place = Place(app, "app", app)
    return {
        parameter.key: parameter_value(draft, parameter, place.at("parameters", index))
        for index, parameter in enumerate(document.parameters)
    }


def parameter_value(draft: Draft, parameter: ParameterDocument, place: Place) -> object:
    """The value of a default: a formula that reads no record."""
    expected = PARAMETER_TYPES[parameter.type]
    typed = draft.typed(parameter.default, place.at("default"), None, Use.DEFAULT, expected)
    if typed is None:
        return None
    if typed.volatile or typed.contextual:
        draft.problems.append(Problem("not_constant", place.at("default")))
        return None
    try:
        return evaluate(typed, {}, Context(now=EPOCH))
    except FormulaValueError as error:
        problem = Problem("default_fails", place.at("default"), {"error": error.code})
        draft.problems.append(problem)
        return None


def in_place_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Each problem once, errors first, in the order of the documents."""

    def rank(problem: Problem) -> tuple[object, ...]:
        place = problem.place
        start = problem.span.start if problem.span else 0
        return (
            problem.severity != "error",
            place.app,
            place.kind,
            place.key,
            [("", int(s)) if s.isdigit() else (s, 0) for s in place.pointer.split("/")],
            start,
            problem.code,
        )

    unique: list[Problem] = []
    for problem in sorted(problems, key=rank):
        if problem not in unique[-20:]:
            unique.append(problem)
    return tuple(unique)
