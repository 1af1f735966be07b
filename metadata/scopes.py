"""What formulas of resolved documents may name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from formula.scope import Scope
from formula.types import Boolean, Date, Duration, Number, Text, Type
from metadata.documents.app import AppDocument
from metadata.documents.kinds import KINDS
from metadata.resolved import Resolved

PARAMETER_TYPES: Mapping[str, Type] = {
    "text": Text(),
    "number": Number(),
    "integer": Number(0),
    "percent": Number(6),
    "boolean": Boolean(),
    "date": Date(),
    "duration": Duration(),
}


def parameter_types(document: AppDocument) -> Mapping[str, Type]:
    """The types of `PARAM.key` in the formulas of an app."""
    return {parameter.key: PARAMETER_TYPES[parameter.type] for parameter in document.parameters}


def roles_in(app: str, roles: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """The roles by `app.role` as formulas of an app name them: those of other apps by nothing but
    that, for two apps may have a role of one name."""
    return {key: names if key.startswith(f"{app}.") else names[:1] for key, names in roles.items()}


def scope_of(resolved: Resolved, app: str, table: str | None) -> Scope:
    """What a formula of an app's document, or one typed by a person into that app, may name:
    every table and field; whoever hides some takes them out of it. `table` is the full name of
    the formula's own table."""
    roles = roles_in(app, resolved.scope.roles)
    source = resolved.sources.get((app, "app", app))
    if source is None:
        return replace(resolved.scope, table=table, roles=roles)
    document = KINDS["app"].adapter.validate_json(json.dumps(source))
    assert isinstance(document, AppDocument)
    return replace(resolved.scope, table=table, roles=roles, parameters=parameter_types(document))
