"""The page that makes the first administrator (decision 45)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from engine.database import Connection
from engine.people_changes import UserDraft
from engine.settings_store import NAME, workspace_name, write_setting
from runtime.errors import NotAllowed, NotFound
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.identity import answer_signed_in, browser_of, refuse_cross_site
from runtime.http.records import known_words
from runtime.http.workspace_settings import WorkspaceName
from runtime.identity.first_run import is_code, is_first_run, make_first_admin
from runtime.identity.passwords import hash_password
from runtime.identity.sessions import SignedIn, open_session

PATH = "/api/v1/first-run"
COUNTED_AS = "first-run/"
"""Under what wrong codes are counted; no login looks like it."""


class FirstAdmin(Body):
    """The first administrator, with the code that the console printed."""

    code: Annotated[str, Field(max_length=100)]
    login: Annotated[str, Field(max_length=200)]
    name: Annotated[str, Field(max_length=200)]
    password: Annotated[str, Field(max_length=1_000)]
    language: str = "zh"
    workspace: WorkspaceName | None = None


def answer_state(call: Call) -> Answer:
    """Whether the page is open, and what the workspace is called already."""
    known_words(call)
    is_open, name = call.work.database.read(lambda it: (is_first_run(it), workspace_name(it)))
    return Answer({"open": is_open, "workspace": name})


def answer_first_run(call: Call) -> Answer:
    """The administrator is here and signed in."""
    refuse_cross_site(call)
    asked = read_body_as(FirstAdmin, call)
    if not call.work.database.read(is_first_run):
        raise NotFound("first_run_closed")
    call.site.tries.begin(COUNTED_AS, call.address, call.work.now())
    if not call.work.database.read(lambda connection: is_code(connection, asked.code)):
        raise NotAllowed("first_run_code_wrong")
    call.site.tries.forget(COUNTED_AS, call.address)
    hashed = hash_password(asked.password)
    draft = UserDraft(asked.login, asked.name, is_admin=True, language=asked.language)

    def make(connection: Connection) -> SignedIn:
        user = make_first_admin(call.work, connection, draft, hashed)
        if asked.workspace is not None:
            write_setting(connection, call.work.clock, NAME, asked.workspace.strip(), user)
        return open_session(call.work, connection, user, browser_of(call))

    return answer_signed_in(call, call.work.database.write(make))


FIRST_RUN = (
    Endpoint(
        "GET",
        PATH,
        answer_state,
        "Whether the first administrator is still to be made",
        is_public=True,
    ),
    Endpoint(
        "POST",
        PATH,
        answer_first_run,
        "Make the first administrator with the code of the console, and sign in",
        body=schema_of(FirstAdmin),
        status=201,
        is_public=True,
        is_long=True,
        most_body=10_000,
    ),
)
