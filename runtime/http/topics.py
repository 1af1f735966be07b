"""The topics of a live stream: what a reader can ask to hear of, and which hints are for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from engine.access import Access, access_of
from engine.actor import Actor
from engine.errors import UnknownRecord, UnknownTable
from engine.read_records import get_record
from engine.workspace import Workspace
from runtime.errors import BadRequest, NotFound
from runtime.http.ids import read_id
from runtime.live import EVERYTHING
from workflow.approvals.reading import see_approval
from workflow.errors import ApprovalUnknown, RunUnknown
from workflow.run_pages import seen_run

MOST_TOPICS = 100
OWN = frozenset({"todos", "inbox"})
"""Topics about the reader alone."""
TOPIC = re.compile(
    r"me|todos|inbox|app:\w{1,50}|table:\w{1,50}\.\w{1,50}|record:\w{1,50}\.\w{1,50}:\d{1,19}"
    r"|(run|approval):\d{1,19}"
)
WANTED = "me, todos, inbox, app:APP, table:APP.TABLE, record:APP.TABLE:ID, run:ID, approval:ID"


@dataclass(frozen=True, slots=True)
class Rights:
    """What decides about what somebody sees, and how it is shown to them."""

    name: str
    roles: frozenset[tuple[str, str]]
    departments: tuple[int, ...]
    is_admin: bool
    language: str
    time_zone: str
    apps: tuple[str, ...]


def read_topics(text: str) -> frozenset[str]:
    """The topics that a request names, with commas between. Raises BadRequest."""
    names = frozenset(text.split(","))
    if len(names) > MOST_TOPICS or not all(TOPIC.fullmatch(name) for name in names):
        raise BadRequest("parameter_unusable", 400, {"parameter": "topics", "wanted": WANTED})
    return names


def known_topics(work: Workspace, actor: Actor, topics: Iterable[str]) -> frozenset[str]:
    """Those of the topics that are there for the actor (decision 43)."""
    access = access_of(work.catalog, actor)
    return frozenset(topic for topic in topics if is_known(work, actor, access, topic))


def is_known(work: Workspace, actor: Actor, access: Access, topic: str) -> bool:
    """Whether the actor sees what the topic is about."""
    kind, _, name = topic.partition(":")
    if kind == "me" or kind in OWN:
        return True
    if kind == "app":
        return name in access.catalog.resolved.apps and access.may_open(name)
    table, _, record = name.partition(":")
    if kind == "table":
        return table in access.tables and access.table(table).read is not False
    try:
        id = read_id(record or name)
        if kind == "run":
            work.database.read(lambda it: seen_run(it, work, actor, id))
        elif kind == "approval":
            work.database.read(lambda it: see_approval(it, work, actor, id))
        else:
            get_record(work, actor, table, id, fields=())
    except (UnknownTable, UnknownRecord, NotFound, RunUnknown, ApprovalUnknown):
        return False
    return True


def rights_of(work: Workspace, actor: Actor) -> Rights:
    """The actor's rights at this moment."""
    catalog = work.catalog
    access = access_of(catalog, actor)
    apps = tuple(app for app in catalog.resolved.apps if access.may_open(app))
    return Rights(
        name=actor.name,
        roles=actor.roles,
        departments=actor.departments,
        is_admin=actor.is_admin,
        language=actor.language,
        time_zone=str(work.time_zone),
        apps=apps,
    )


def concerned(topics: Iterable[str], heard: frozenset[str], person: object) -> set[str]:
    """The topics of the person that the hints are about; `me` is looked at whenever rights may be
    others."""
    if EVERYTHING in heard:
        return set(topics)
    found: set[str] = set()
    for topic in topics:
        kind, _, name = topic.partition(":")
        any_record = f"record:{name.partition(':')[0]}:*"
        if (
            topic in heard
            or (kind in OWN and f"{kind}:{person}" in heard)
            or (kind == "app" and "app" in heard)
            or (kind == "me" and "app" in heard)
            or (kind == "record" and any_record in heard)
        ):
            found.add(topic)
    return found
