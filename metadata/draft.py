"""The documents of a workspace while their names are being resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from formula.check import Checked
from formula.errors import Problem as FormulaProblem
from formula.errors import Span
from formula.scope import Scope, TableNames, Use
from formula.typed import Typed
from formula.types import Option, Type
from metadata.documents.app import AppDocument
from metadata.documents.approval import ApprovalDocument
from metadata.documents.automation import AutomationDocument
from metadata.documents.connector import ConnectorDocument
from metadata.documents.kinds import AnyDocument
from metadata.documents.option_set import OptionSetDocument
from metadata.documents.role import RoleDocument
from metadata.documents.table import TableDocument
from metadata.documents.view import DetailView, FormView, GridView, KanbanView, ViewDocument
from metadata.fields.built_in import BUILT_IN_TABLES
from metadata.fields.people import PEOPLE_TABLES
from metadata.problems import Place, Problem
from metadata.resolved import DocumentKey, Field
from metadata.scopes import roles_in
from metadata.typings import Typings


@dataclass(slots=True)
class TableDraft:
    """A table whose fields are resolved one after the other."""

    app: str
    document: TableDocument
    fields: dict[str, Field] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.app}.{self.document.key}"

    @property
    def place(self) -> Place:
        return Place(self.app, "table", self.document.key)


@dataclass(slots=True)
class Draft:
    """What is known so far. `names` is what formulas may name, `sets` the options of each shared
    set by `app.set`. `unread` are documents whose shape is wrong and `broken` the fields,
    as (table, key), whose type is not known because of a problem: what names them is not told a
    second time."""

    documents: Mapping[DocumentKey, AnyDocument]
    typings: Typings
    unread: frozenset[DocumentKey] = frozenset()
    time_zone: str = "Asia/Shanghai"
    problems: list[Problem] = field(default_factory=list)
    tables: dict[str, TableDraft] = field(default_factory=dict)
    names: dict[str, TableNames] = field(default_factory=lambda: dict(BUILT_IN_TABLES))
    sets: dict[str, tuple[Option, ...]] = field(default_factory=dict)
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    parameters: dict[str, Mapping[str, Type]] = field(default_factory=dict)
    broken: set[tuple[str, str]] = field(default_factory=set)

    def scope(
        self,
        app: str,
        table: str | None,
        variables: Mapping[str, Type] | None = None,
        *,
        remembers: bool = False,
    ) -> Scope:
        """What a formula of an app's document may name; `variables` and OLD are known in
        automations."""
        return Scope(
            tables=self.names,
            table=table,
            roles=roles_in(app, self.roles),
            parameters=self.parameters.get(app, {}),
            time_zone=self.time_zone,
            variables=variables or {},
            remembers=remembers,
        )

    def check(
        self,
        text: str,
        place: Place,
        table: str | None,
        use: Use,
        expected: Type | None = None,
    ) -> Checked:
        """The formula checked; its problems are the draft's."""
        return self.check_in(self.scope(place.app, table), text, place, use, expected)

    def check_in(
        self, scope: Scope, text: str, place: Place, use: Use, expected: Type | None = None
    ) -> Checked:
        """The formula checked in a scope of its own; its problems are the draft's."""
        checked = self.typings.check(text, scope, use, expected)
        self.tell(checked, place)
        return checked

    def tell(self, checked: Checked, place: Place, start: int = 0) -> None:
        """The problems of a formula are the draft's, unless it names a field that is broken; it
        begins at `start` of the text at `place`."""
        if not any((found.owner, found.key) in self.broken for found in checked.resolutions):
            told = (formula_problem(problem, place, start) for problem in checked.problems)
            self.problems += told

    def typed(
        self,
        text: str | None,
        place: Place,
        table: str | None,
        use: Use,
        expected: Type | None = None,
    ) -> Typed | None:
        """The typed tree of a formula that may be absent."""
        if text is None:
            return None
        return self.check(text, place, table, use, expected).typed

    def full_name(self, app: str, name: str) -> str:
        """The full name of a table as a document of `app` writes it."""
        if "." in name or name in PEOPLE_TABLES:
            return name
        return f"{app}.{name}"

    def is_unread(self, kind: str, full_name: str) -> bool:
        """Whether the document is there but cannot be read."""
        app, _, key = full_name.rpartition(".")
        return (app, kind, key) in self.unread

    def of_kind(self, kind: str) -> Iterator[tuple[str, AnyDocument]]:
        """(app, document) of every document of a kind."""
        for (app, found, _), document in self.documents.items():
            if found == kind:
                yield app, document

    def apps(self) -> Iterator[tuple[str, AppDocument]]:
        """(key, document) of every app."""
        for app, document in self.of_kind("app"):
            assert isinstance(document, AppDocument)
            yield app, document

    def option_sets(self) -> Iterator[tuple[str, OptionSetDocument]]:
        """(app, document) of every shared option set."""
        for app, document in self.of_kind("option_set"):
            assert isinstance(document, OptionSetDocument)
            yield app, document

    def role_documents(self) -> Iterator[tuple[str, RoleDocument]]:
        """(app, document) of every role."""
        for app, document in self.of_kind("role"):
            assert isinstance(document, RoleDocument)
            yield app, document

    def automations(self) -> Iterator[tuple[str, AutomationDocument]]:
        """(app, document) of every automation."""
        for app, document in self.of_kind("automation"):
            assert isinstance(document, AutomationDocument)
            yield app, document

    def approvals(self) -> Iterator[tuple[str, ApprovalDocument]]:
        """(app, document) of every approval."""
        for app, document in self.of_kind("approval"):
            assert isinstance(document, ApprovalDocument)
            yield app, document

    def connectors(self) -> Iterator[tuple[str, ConnectorDocument]]:
        """(app, document) of every connector."""
        for app, document in self.of_kind("connector"):
            assert isinstance(document, ConnectorDocument)
            yield app, document

    def views(self) -> Iterator[tuple[str, ViewDocument]]:
        """(app, document) of every view."""
        for app, document in self.of_kind("view"):
            assert isinstance(document, GridView | KanbanView | FormView | DetailView)
            yield app, document


def formula_problem(problem: FormulaProblem, place: Place, start: int = 0) -> Problem:
    """A formula's problem with its place in the documents, its span in the text there."""
    suggestion = problem.suggestions[0].text if problem.suggestions else None
    span = Span(problem.span.start + start, problem.span.end + start)
    return Problem(problem.code, place, problem.parameters, suggestion, span, problem.severity)
