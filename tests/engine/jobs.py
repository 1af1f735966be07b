"""The shop of `tests.engine.machine_app` with short words for moving its jobs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from engine.actor import Actor, Origin
from engine.change_documents import change_documents
from engine.checklists import set_tick
from engine.database import Connection, Database
from engine.errors import WriteRefused
from engine.grants import Grant, grants_of_record
from engine.load_actor import load_actor
from engine.people_changes import UserDraft, add_user, grant_role
from engine.state_limits import DueState, due_states
from engine.transitions import Prospect, look_ahead
from engine.workspace import Workspace
from engine.writing.change import Change, Kind, Outcome
from tests.clock import VirtualClock
from tests.engine.changing import ChangingShop
from tests.engine.machine_app import machine_sources
from tests.engine.shops import ADMIN, codes_of

JOB = "shop.job"
SHANGHAI = ZoneInfo("Asia/Shanghai")


def worker(user: int | None = 7) -> Actor:
    """A person who moves jobs."""
    return Actor(user, "worker", frozenset({("shop", "worker")}), origin=Origin.UI)


def foreman(user: int | None = 8) -> Actor:
    """A person who may do everything with jobs, and override."""
    return Actor(user, "foreman", frozenset({("shop", "foreman")}), origin=Origin.UI)


class Jobs(ChangingShop):
    """Jobs, to be moved."""

    def job(self, **values: object) -> int:
        """A new job."""
        given = {"name": "A", "price": 1, **values}
        made = self.write(Change(Kind.CREATE, JOB, values=given))
        assert made.id is not None
        return made.id

    def go(
        self, id: int, key: str, actor: Actor = ADMIN, reason: str | None = None, **form: object
    ) -> Outcome:
        """The outcome of a move."""
        change = Change(Kind.TRANSITION, JOB, id, form, transition=key, reason=reason)
        return self.write(change, actor)

    def refused(self, work: Callable[[], object]) -> set[str]:
        """The codes of what refuses it."""
        with pytest.raises(WriteRefused) as caught:
            work()
        return codes_of(caught.value)

    def ready(self) -> int:
        """A job that is ready."""
        id = self.job()
        self.go(id, "prepare", seen=True)
        return id

    def hire(self, login: str, role: str) -> Actor:
        """A new person with a role."""

        def add(connection: Connection) -> int:
            user = add_user(self.work, connection, UserDraft(login, login))
            grant_role(self.work, connection, user, ("shop", role), None)
            return user

        return load_actor(self.work, self.work.database.write(add), Origin.UI)

    def tick(self, id: int, item: str, actor: Actor = ADMIN) -> None:
        """An item of the checklist is ticked."""
        set_tick(self.work, actor, JOB, id, item, is_ticked=True)

    def ask(self, actor: Actor = ADMIN) -> tuple[int, Grant]:
        """A job that waits to be discarded, and its grant."""
        id = self.job(price=5)
        self.go(id, "discard", actor, reason="坏了", note="报废")
        return id, self.grants(id)[0]

    def grants(self, id: int) -> list[Grant]:
        """The grants of a job, the latest first."""
        database = self.work.database
        return grants_of_record(database, database.dialect, JOB, id)

    def due_now(self, since: datetime | None = None, limit: int = 100) -> list[DueState]:
        """What has come to a stage by now."""
        catalog, now = self.work.catalog, self.work.now()
        return self.work.database.read(lambda it: due_states(it, catalog, now, limit, since=since))

    def stages(self, since: datetime | None = None) -> list[tuple[int, str]]:
        """The same, by record and stage."""
        return [(it.record, it.stage) for it in self.due_now(since)]

    def prospect(self, id: int, actor: Actor = ADMIN) -> Prospect:
        """What may happen next."""
        return look_ahead(self.work, actor, JOB, id)

    def wait(self, **span: float) -> None:
        """Time goes by."""
        self.clock.advance(timedelta(**span))


def november(day: int, hour: int, minute: int = 0) -> datetime:
    """A local time of November 2026; the 20th is a Friday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


def open_jobs(database: Database, files: Path) -> Jobs:
    """The shop with its jobs, installed by a plan."""
    work = Workspace(database, VirtualClock(), files)
    change_documents(work, ADMIN, machine_sources())
    return Jobs(work)


def due_of(jobs: Jobs, id: int) -> object:
    """When the time of the job's state is over."""
    return jobs.read("job", id)["stage__due"]
