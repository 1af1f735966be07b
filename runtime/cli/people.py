"""`tangram user …`: who may sign in."""

from __future__ import annotations

import sys
from typing import Annotated, cast

import typer

from runtime.cli.client import Client, open_client
from runtime.cli.options import AsJson, Data, Login
from runtime.cli.output import help_text, refuse, reporting, say, show
from runtime.identity.passwords import generate_password
from runtime.settings import read_settings

Json = dict[str, object]
Password = Annotated[str | None, typer.Option("--password", help=help_text("password"))]

user = typer.Typer(no_args_is_help=True, help=help_text("user"))


@user.command("add", help=help_text("user add"))
def add(
    login: Login,
    *,
    name: Annotated[str | None, typer.Option("--name", help=help_text("name"))] = None,
    email: Annotated[str | None, typer.Option("--email", help=help_text("email"))] = None,
    admin: Annotated[bool, typer.Option("--admin", help=help_text("admin"))] = False,
    role: Annotated[list[str] | None, typer.Option("--role", help=help_text("role"))] = None,
    password: Password = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """A person is here, with a password that was given or made."""
    chosen = read_password(password)
    body = {
        "login": login,
        "name": name or login,
        "email": email,
        "is_admin": admin,
        "roles": role or [],
        "password": chosen,
    }
    with reporting(as_json), open_client(read_settings(data)) as client:
        made = client.call("POST", "/people/users", body)
        lines = [say("added", login=login)]
        if password is None:
            made["password"] = chosen
            lines.append(say("password", password=chosen))
        show(made, lambda: lines, as_json)


def read_password(given: str | None) -> str:
    """The password that was given, read, or else made."""
    if given == "-":
        return sys.stdin.readline().rstrip("\r\n")
    return given or generate_password()


@user.command("list", help=help_text("user list"))
def list_people(data: Data = None, as_json: AsJson = False) -> None:
    """Everybody is listed."""
    with reporting(as_json), open_client(read_settings(data)) as client:
        answer = client.call("GET", "/people/users")
        show(answer, lambda: [person_line(it) for it in people_in(answer)], as_json)


def people_in(answer: Json) -> list[Json]:
    """The persons of an answer."""
    return cast(list[Json], answer["users"])


def person_line(person: Json) -> str:
    """One person in a line."""
    marks = ["admin"] if person["is_admin"] else []
    marks += cast(list[str], person["roles"])
    marks += ["disabled"] if person["disabled_at"] else []
    return f"{person['login']}\t{person['name']}\t{', '.join(marks)}"


@user.command("disable", help=help_text("user disable"))
def disable(
    login: Login,
    enable: Annotated[bool, typer.Option("--enable", help=help_text("enable"))] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """The person cannot sign in, or can again."""
    with reporting(as_json), open_client(read_settings(data)) as client:
        changed = change(client, login, {"disabled": not enable}, as_json)
        code = "enabled" if enable else "disabled"
        show(changed, lambda: [say(code, login=login)], as_json)


@user.command("password", help=help_text("user password"))
def set_password(
    login: Login, password: Password = None, data: Data = None, as_json: AsJson = False
) -> None:
    """The person has a new password, given or made."""
    chosen = read_password(password)
    with reporting(as_json), open_client(read_settings(data)) as client:
        changed = change(client, login, {"password": chosen}, as_json)
        lines = [say("password set", login=login)]
        if password is None:
            changed["password"] = chosen
            lines.append(say("password", password=chosen))
        show(changed, lambda: lines, as_json)


def change(client: Client, login: str, body: Json, as_json: bool) -> Json:
    """The person of that login, changed."""
    wanted = login.strip().lower()
    for person in people_in(client.call("GET", "/people/users")):
        if person["login"] == wanted:
            return client.call("PATCH", f"/people/users/{person['id']}", body)
    refuse({"code": "unknown_person", "detail": say("unknown login", login=login)}, as_json)
    return {}


@user.command("token", help=help_text("user token"))
def token(
    login: Login,
    *,
    label: Annotated[str, typer.Option("--label", help=help_text("label"))] = "command line",
    scope: Annotated[list[str] | None, typer.Option("--scope", help=help_text("scope"))] = None,
    expires: Annotated[str | None, typer.Option("--expires", help=help_text("expires"))] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """An API token is printed, once."""
    body = {"login": login, "label": label, "scopes": scope or None, "expires": expires}
    with reporting(as_json), open_client(read_settings(data)) as client:
        made = client.call("POST", "/tokens", body)
        show(made, lambda: [str(made["token"])], as_json)
