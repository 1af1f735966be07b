"""The shop of `tests.engine.machine_app` with short words for moving its jobs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from engine.actor import Actor, Origin
from engine.change_documents import change_documents
from engine.checklists import set_tick
from engine.database import Connection, Database
from engine.errors import WriteRefused
from engine.load_actor import load_actor
from engine.people_changes import UserDraft, add_user, grant_role
from engine.transitions import Prospect, look_ahead
from engine.workspace import Workspace
from engine.writing.change import Change, Kind, Outcome
from tests.clock import VirtualClock
from tests.engine.changing import ChangingShop
from tests.engine.machine_app import machine_sources
from tests.engine.shops import ADMIN, codes_of

JOB = "shop.job"


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

    def prospect(self, id: int, actor: Actor = ADMIN) -> Prospect:
        """What may happen next."""
        return look_ahead(self.work, actor, JOB, id)

    def wait(self, **span: float) -> None:
        """Time goes by."""
        self.clock.advance(timedelta(**span))


def open_jobs(database: Database, files: Path) -> Jobs:
    """The shop with its jobs, installed by a plan."""
    work = Workspace(database, VirtualClock(), files)
    change_documents(work, ADMIN, machine_sources())
    return Jobs(work)


def due_of(jobs: Jobs, id: int) -> object:
    """When the time of the job's state is over."""
    return jobs.read("job", id)["stage__due"]
