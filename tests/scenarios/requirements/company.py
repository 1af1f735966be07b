"""A company whose clock the tests turn: packages installed, people of every role, served in this
process through the public API."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import cast

from engine.actor import SYSTEM
from engine.database.opening import open_database
from engine.workspace import Workspace
from runtime.http.app import create_app
from runtime.http.endpoints import ENDPOINTS
from runtime.http.in_process import InProcess
from runtime.http.site import Site
from runtime.migrations import upgrade
from templates_market.install import install
from tests.clock import VirtualClock
from tests.runtime.paperwork import upload
from tests.runtime.sites import LOCAL_KEY, Caller
from workflow.moments import tick
from workflow.worker import run_until_idle

Json = dict[str, object]
STEP = timedelta(minutes=10)
"""How far the clock goes before what is due is done: no figure below depends on less."""


@dataclass
class Company:
    """The company, and the ways to ask it."""

    work: Workspace
    clock: VirtualClock
    client: InProcess
    callers: dict[str, Caller] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def machine(self) -> Caller:
        """The command line of the machine."""
        return Caller(self.client, {"Authorization": f"Bearer {LOCAL_KEY}"})

    def ask(self, login: str, method: str, path: str, body: object = None) -> Json:
        """What the person is answered; it must be done."""
        answer = self.callers[login](method, path, body)
        assert answer.status_code < 300, f"{method} {path}: {answer.status_code} {answer.text}"
        return cast(Json, answer.json()) if answer.content else {}

    def refused(self, login: str, method: str, path: str, body: object = None) -> set[str]:
        """The codes of what keeps the person from it."""
        answer = self.callers[login](method, path, body)
        assert 400 <= answer.status_code < 500, f"{method} {path}: {answer.status_code}"
        said = cast(Json, answer.json())
        problems = cast(list[Json], said.get("problems") or [said])
        return {str(problem["code"]) for problem in problems}

    def create(self, login: str, table: str, **values: object) -> str:
        """The id of a new record, and everything that follows at once has happened."""
        app, _, key = table.partition(".")
        place = f"/apps/{app}/tables/{key}/records"
        made = str(self.ask(login, "POST", place, {"values": values})["id"])
        self.settle()
        return made

    def record(self, table: str, id: str, login: str = "root") -> Json:
        """The values of a record, as the person sees them."""
        app, _, key = table.partition(".")
        found = self.ask(login, "GET", f"/apps/{app}/tables/{key}/records/{id}")
        return cast(Json, found["values"])

    def change(self, login: str, table: str, id: str, **values: object) -> None:
        """The record has these values."""
        app, _, key = table.partition(".")
        self.ask(login, "PATCH", f"/apps/{app}/tables/{key}/records/{id}", {"values": values})
        self.settle()

    def move(self, login: str, table: str, id: str, transition: str, **form: object) -> Json:
        """The record has made the move; what the answer says."""
        reason = form.pop("reason", None)
        said = self.ask(login, "POST", move_path(table, id, transition), body_of(form, reason))
        self.settle()
        return said

    def move_refused(
        self, login: str, table: str, id: str, transition: str, **form: object
    ) -> set[str]:
        """The codes of what keeps the record from the move."""
        reason = form.pop("reason", None)
        return self.refused(login, "POST", move_path(table, id, transition), body_of(form, reason))

    def todos(self, login: str) -> list[Json]:
        """What waits for the person."""
        return cast(list[Json], self.ask(login, "GET", "/todos?state=open")["todos"])

    def answer(self, login: str, answer: str, about: str, comment: str | None = None) -> None:
        """The person answers the to-do that is about this."""
        [todo] = [each for each in self.todos(login) if about in str(each["title"])]
        body = {"answer": answer, **({"comment": comment} if comment else {})}
        self.ask(login, "POST", f"/todos/{todo['id']}/answer", body)
        self.settle()

    def heard(self, login: str) -> list[str]:
        """The titles and texts in the person's inbox, newest first."""
        found = cast(list[Json], self.ask(login, "GET", "/notifications")["notifications"])
        return [f"{each['title']} {each['text']}".strip() for each in found]

    def upload(self, login: str, name: str, content: bytes) -> str:
        """The id of a file that the person has sent."""
        return upload(self.callers[login], content, name)

    def tick_off(self, login: str, table: str, id: str, item: str) -> None:
        """An item of the present state's checklist is ticked."""
        app, _, key = table.partition(".")
        self.ask(login, "PUT", f"/apps/{app}/tables/{key}/records/{id}/checklist/{item}")

    def decide(self, login: str, verdict: str, comment: str | None = None) -> None:
        """The person decides the approval that waits for them longest."""
        found = self.ask(login, "GET", "/approvals?mine=to_decide")["approvals"]
        *_, waiting = cast(list[Json], found)
        body = {"verdict": verdict, **({"comment": comment} if comment else {})}
        self.ask(login, "POST", f"/approvals/{waiting['id']}/decide", body)
        self.settle()

    def settle(self) -> None:
        """Everything that is due at this moment is done."""
        tick(self.work)
        run_until_idle(self.work)

    def later(self, **span: float) -> None:
        """So much later, with everything done that was due meanwhile."""
        left = timedelta(**span)
        while left > timedelta(0):
            part = min(left, STEP)
            self.clock.advance(part)
            self.settle()
            left -= part


def move_path(table: str, id: str, transition: str) -> str:
    """Where a move of a record is asked for."""
    app, _, key = table.partition(".")
    return f"/apps/{app}/tables/{key}/records/{id}/transitions/{transition}"


def body_of(form: Json, reason: object) -> Json:
    """What is sent with a move."""
    return {"form": form, **({"reason": reason} if reason else {})}


@dataclass(frozen=True)
class Person:
    """Somebody in the company: `roles` are `app.role`, `chief` is who comes before them here and
    whom they report to."""

    login: str
    roles: Sequence[str] = ()
    department: str | None = None
    chief: str | None = None
    is_head: bool = False
    is_admin: bool = False


@contextmanager
def open_company(
    url: str, directory: Path, packages: Sequence[str], people: Sequence[Person]
) -> Iterator[Company]:
    """A company with these packages and people; nobody is there yet but them."""
    database = open_database(url)
    upgrade(database)
    clock = VirtualClock()
    work = Workspace(database, clock, directory / "files")
    for package in packages:
        install(work, SYSTEM, package)
    site = Site(work, local_key=LOCAL_KEY)
    client = InProcess(create_app(site, ENDPOINTS))
    company = Company(work, clock, client)
    with client:
        add_people(company, people)
        yield company
    site.close()
    work.close()


def add_people(company: Company, people: Sequence[Person]) -> None:
    """The people are there, each with a token, in their departments and roles; `root` is the
    administrator."""
    company.callers["machine"] = company.machine
    departments: dict[str, str] = {}
    for person in (Person("root", is_admin=True), *people):
        body: Json = {
            "login": person.login,
            "name": person.login.title(),
            "is_admin": person.is_admin,
            "roles": list(person.roles),
        }
        if person.chief is not None:
            body["supervisor"] = company.ids[person.chief]
        made = company.ask("machine", "POST", "/people/users", body)
        company.ids[person.login] = str(made["id"])
        token = company.ask("machine", "POST", "/tokens", {"label": "test", "login": person.login})
        headers = {"Authorization": f"Bearer {token['token']}"}
        company.callers[person.login] = Caller(company.client, headers)
        code = person.department
        if code is None:
            continue
        if code not in departments:
            named = {"code": code, "name": code}
            departments[code] = str(company.ask("root", "POST", "/people/departments", named)["id"])
        place = f"/people/departments/{departments[code]}/members/{company.ids[person.login]}"
        company.ask("root", "PUT", place, {"is_main": True, "is_head": person.is_head})
