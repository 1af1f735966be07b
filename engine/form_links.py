"""The links of public forms: texts that nobody guesses, made and taken back by those who build
the forms (decision 45)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from engine.actor import Actor, Origin
from engine.database import Connection
from engine.database.named import NamedStatements
from engine.form_role import form_role_key, table_of
from engine.system_tables import tg_form_link
from engine.workspace import Workspace
from metadata.documents.view import FormView, PublicFormDocument
from metadata.resolved import Resolved, Table

BYTES = 16
"""128 bits: short enough for a printed code that phones read, too many to try."""
LONGEST_TOKEN = 64

link = tg_form_link.c
OF_FORM = sa.and_(
    link.app == sa.bindparam("of_app", type_=link.app.type),
    link.view == sa.bindparam("of_view", type_=link.view.type),
)
STATEMENTS = NamedStatements(
    {
        "find": sa.select(link.app, link.view).where(
            link.token == sa.bindparam("of_token", type_=link.token.type)
        ),
        "of app": sa.select(link.view, link.token).where(
            link.app == sa.bindparam("of_app", type_=link.app.type)
        ),
        "drop": sa.delete(tg_form_link).where(OF_FORM),
        "add": sa.insert(tg_form_link),
    }
)


@dataclass(frozen=True, slots=True)
class PublicForm:
    """A form that strangers may fill in, at one revision."""

    app: str
    view: FormView
    public: PublicFormDocument
    table: Table

    @property
    def name(self) -> str:
        """Who writes, as events tell it."""
        return f"form:{self.app}.{self.view.key}"

    def actor(self, language: str) -> Actor:
        """Whoever fills in the form: nobody in particular, with the form's own role."""
        return Actor(
            user=None,
            name=self.name,
            roles=frozenset({form_role_key(self.app, self.view.key)}),
            origin=Origin.FORM,
            language=language,
            via=self.name,
        )


def public_form(resolved: Resolved, app: str, key: str) -> PublicForm | None:
    """The public form of that name, None where there is none."""
    view = resolved.views.get((app, key))
    if not isinstance(view, FormView) or view.public is None:
        return None
    return PublicForm(app, view, view.public, resolved.tables[table_of(app, view)])


def find_form(work: Workspace, token: str) -> PublicForm | None:
    """The form that the link opens, None where it opens none (any more)."""
    if not (0 < len(token) <= LONGEST_TOKEN and token.isascii()):
        return None
    statement = STATEMENTS.on(work.database.dialect, "find")
    rows = work.database.rows(statement, {"of_token": token})
    return public_form(work.resolved, str(rows[0][0]), str(rows[0][1])) if rows else None


def list_links(work: Workspace, app: str) -> Mapping[str, str]:
    """The token of each form of the app that has a link, by the key of its view."""
    rows = work.database.rows(STATEMENTS.on(work.database.dialect, "of app"), {"of_app": app})
    return {str(view): str(token) for view, token in rows}


def renew_link(work: Workspace, actor: Actor, app: str, view: str) -> str:
    """The token of the form's only link; one that was there before opens nothing any more."""
    token = secrets.token_urlsafe(BYTES)
    row = {"app": app, "view": view, "token": token, "at": work.now(), "user": actor.user}

    def renew(connection: Connection) -> None:
        drop(connection, app, view)
        connection.run(STATEMENTS.on(connection.dialect, "add"), row)

    work.database.write(renew)
    return token


def close_link(work: Workspace, app: str, view: str) -> None:
    """The form has no link."""
    work.database.write(lambda connection: drop(connection, app, view))


def drop(connection: Connection, app: str, view: str) -> None:
    """The form's link opens nothing any more."""
    given = {"of_app": app, "of_view": view}
    connection.run(STATEMENTS.on(connection.dialect, "drop"), given)
