"""The colours that a view's rules give to records: asked for beside a page of a list.

Every rule is evaluated on the masked tables, as a filter is; a rule that names what the reader
does not see is left out, as it is from the document (decision 43).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import sqlalchemy as sa

from engine.access import Access, access_of
from engine.actor import Actor
from engine.catalog import Catalog
from engine.database.statements import Prepared, one_of, prepare
from engine.errors import InvalidQuery, QueryProblem
from engine.formula_context import request_parameters
from engine.reading.masking import MaskedTables
from engine.reading.shape import is_visible
from engine.workspace import Workspace
from formula.check import check
from formula.scope import Use
from formula.sql import to_condition
from formula.typed import Typed
from metadata.documents.view import ColorRuleDocument, GridView, KanbanView

WHOLE_ROW = ""


@dataclass(frozen=True)
class CompiledColors:
    """What gives each record whether the rules hold, in their order: `(field, colour)`."""

    statement: Prepared
    rules: tuple[tuple[str, str], ...]


def record_colors(
    work: Workspace, actor: Actor, table: str, view: str, ids: Iterable[int]
) -> Mapping[int, Mapping[str, str]]:
    """`{field: colour}` for each of the records that a rule of the grid view holds for; `""` is
    the whole row, and of several rules for one field the first that holds counts. InvalidQuery
    where there is no such view."""
    catalog = work.catalog
    access = access_of(catalog, actor)
    rules = tuple(rules_of(access, table, view))
    wanted = list(ids)
    if not rules or not wanted:
        return {}
    compiled = catalog.cache(
        ("colors", access, table, view), lambda: compile_colors(catalog, access, table, rules)
    )
    given = request_parameters(work, actor, compiled.statement)
    rows = work.database.rows(compiled.statement, {**given, "ids": wanted})
    return {cast(int, id): colors for id, *held in rows if (colors := colors_held(compiled, held))}


def rules_of(access: Access, table: str, view: str) -> Iterable[tuple[ColorRuleDocument, Typed]]:
    """The view's rules that name nothing hidden, with their conditions."""
    app, name = table.split(".")
    found = access.catalog.resolved.views.get((app, view))
    if not isinstance(found, GridView | KanbanView) or found.table not in {name, table}:
        raise InvalidQuery([QueryProblem("unknown_view", "colors", {"view": view})])
    mask, scope = access.table(table), access.scope_of(table)
    for rule in found.colors:
        if rule.field is not None and not is_visible(mask, rule.field):
            continue
        typed = check(rule.when, scope, Use.FILTER).typed
        if typed is not None:
            yield rule, typed


def compile_colors(
    catalog: Catalog,
    access: Access,
    table: str,
    rules: Sequence[tuple[ColorRuleDocument, Typed]],
) -> CompiledColors:
    """One statement for all rules of a view."""
    tables = MaskedTables(catalog.sql_tables, access, catalog.sql_context(table.partition(".")[0]))
    source = tables.source(table)
    held = [
        sa.case((to_condition(typed, tables, source, tables.context), 1), else_=0)
        for _, typed in rules
    ]
    query = sa.select(source.id, *held).where(one_of(source.id, "ids"))
    if source.alive is not None:
        query = query.where(source.alive)
    shown = tuple((rule.field or WHOLE_ROW, rule.color) for rule, _ in rules)
    return CompiledColors(prepare(query, catalog.dialect), shown)


def colors_held(compiled: CompiledColors, held: Sequence[object]) -> Mapping[str, str]:
    """The colours of one record.

    >>> from typing import cast
    >>> rules = (("score", "red"), ("score", "grey"), ("", "blue"))
    >>> colors_held(CompiledColors(cast(Prepared, None), rules), [1, 1, 0])
    {'score': 'red'}
    """
    colors: dict[str, str] = {}
    for (field, color), is_held in zip(compiled.rules, held, strict=True):
        if is_held:
            colors.setdefault(field, color)
    return colors
