"""The change of acceptance 3: the leads get a field 客户意向等级."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from tests.scenarios.server import Caller, Place
from tests.scenarios.traffic import LEADS

Json = dict[str, object]

INTENT: Json = {
    "key": "intent",
    "label": {"zh": "客户意向等级", "en": "Intent"},
    "type": "select",
    "options": [
        {"value": "red", "label": {"zh": "红", "en": "Red"}, "color": "red"},
        {"value": "yellow", "label": {"zh": "黄", "en": "Yellow"}, "color": "yellow"},
        {"value": "green", "label": {"zh": "绿", "en": "Green"}, "color": "green"},
    ],
}


def add_intent(admin: Caller) -> Json:
    """The plan that adds the field."""
    return plan_lead(admin, lambda document: fields_of(document).append(INTENT))


def plan_lead(admin: Caller, edit: Callable[[Json], object], base: int | None = None) -> Json:
    """The plan of an edit of the leads' document."""
    document = admin.done("GET", "/apps/crm/documents/table/lead")
    edit(document)
    body: Json = {"app": "crm", "put": [{"kind": "table", "document": document}]}
    return admin.done("POST", "/plans", body if base is None else {**body, "base": base})


def fields_of(document: Json) -> list[Json]:
    """The fields of a table document, to be edited."""
    return cast(list[Json], document["fields"])


def field_of(document: Json, key: str) -> Json:
    """One field of a table document, to be edited."""
    return next(field for field in fields_of(document) if field["key"] == key)


def apply(admin: Caller, plan: Json) -> int:
    """The revision of a plan, all of whose dangers are accepted."""
    accepted = [danger["code"] for danger in cast(list[Json], plan["dangers"])]
    body = {"accept": accepted, "note": "客户意向等级"}
    return int(str(admin.done("POST", f"/plans/{plan['id']}/apply", body)["revision"]))


def read_lead(caller: Caller, id: object) -> Json:
    """The values of a lead."""
    return cast(Json, caller.done("GET", f"{LEADS}/{id}")["values"])


def count_leads(caller: Caller) -> int:
    """How many leads the caller sees."""
    return int(str(caller.done("GET", f"{LEADS}?count=true&limit=1")["count"]))


def newest(admin: Caller) -> int:
    """The present revision."""
    (last,) = cast(list[Json], admin.done("GET", "/revisions?limit=1")["revisions"])
    return int(str(last["number"]))


def is_shown(fields: frozenset[str]) -> bool:
    """Whether a record with these fields has the new one."""
    return "intent" in fields


def is_hidden(fields: frozenset[str]) -> bool:
    """Whether it has not."""
    return "intent" not in fields


@dataclass(frozen=True)
class Repository:
    """A git repository with the app as it is now, committed."""

    place: Place
    folder: Path

    def create(self) -> None:
        """The repository is there with one commit."""
        exported = self.place.run("export", "crm", self.folder)
        assert exported.returncode == 0, exported.stdout + exported.stderr
        self.git("init", "--quiet")
        self.commit("as installed")

    def git(self, *words: str) -> None:
        """A git command has run in the repository."""
        who = ("-c", "user.name=dev", "-c", "user.email=dev@example.com")
        subprocess.run(("git", *who, *words), cwd=self.folder, check=True, capture_output=True)

    def commit(self, message: str) -> None:
        """Everything is committed."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def edit_lead(self, edit: Callable[[list[Json]], list[Json]]) -> None:
        """The fields of the leads are edited and committed."""
        file = self.folder / "tables" / "lead.json"
        document = json.loads(file.read_text(encoding="utf-8"))
        document["fields"] = edit(document["fields"])
        file.write_text(json.dumps(document, ensure_ascii=False, indent=2), encoding="utf-8")
        self.commit("leads")

    def tangram(self, command: str, *words: str, status: int = 0) -> Json:
        """What `tangram COMMAND FOLDER` says; it must end with that status."""
        done = self.place.run(command, self.folder, *words, "--json")
        assert done.returncode == status, done.stdout + done.stderr
        return cast(Json, json.loads(done.stdout))
