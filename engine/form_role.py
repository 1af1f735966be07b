"""What somebody may do who has the link of a public form and nothing else (decision 45)."""

from __future__ import annotations

from engine.made_role import made_role
from metadata.documents.view import FormView
from metadata.resolved import Resolved, Role, TablePowers

PREFIX = "form:"
"""Before the key of the view, where the key of a role stands: no role can be called so, and none
can be given to a person."""


def form_role_key(app: str, view: str) -> tuple[str, str]:
    """What an actor holds who fills in the form."""
    return app, PREFIX + view


def form_role(resolved: Resolved, key: tuple[str, str]) -> Role | None:
    """The role of a public form: it creates records, with the form's own fields, and sees nothing.
    None where there is no such form, or it is public no longer."""
    app, name = key
    view = resolved.views.get((app, name.removeprefix(PREFIX)))
    if not (name.startswith(PREFIX) and isinstance(view, FormView) and view.public is not None):
        return None
    table = resolved.tables.get(table_of(app, view))
    if table is None:
        return None
    written = written_fields(view)
    powers = TablePowers(
        create=True,
        read=False,
        update=False,
        delete=False,
        export=False,
        import_=False,
        fields={field: "create" if field in written else "hidden" for field in table.fields},
        exportable=frozenset(),
        transitions=frozenset(),
    )
    return made_role(key, table.name, powers, (view.key, view.label))


def table_of(app: str, view: FormView) -> str:
    """The full name of the form's table."""
    return view.table if "." in view.table else f"{app}.{view.table}"


def shown_fields(view: FormView) -> tuple[str, ...]:
    """The fields that stand in the form."""
    return tuple(place.field for section in view.sections for place in section.fields)


def written_fields(view: FormView) -> frozenset[str]:
    """Every field that the form may give a value."""
    public = view.public
    assert public is not None
    return frozenset((*shown_fields(view), *public.from_url.values(), *public.values))
