"""Connectors at work: for those who build them, and for the power `settings`."""

from __future__ import annotations

from engine.access import access_of
from engine.database import Connection
from metadata.resolved_workflow import Connector
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.ids import LARGEST, read_number
from runtime.http.records import known_words
from workflow.connectors.due import sync_job
from workflow.connectors.pages import connector_pages, list_calls, list_refused
from workflow.connectors.probing import probe_connector
from workflow.errors import ConnectorUnknown
from workflow.jobs import enqueue

PATH = "/api/v1/connectors"
ONE = PATH + "/{app}/{connector}"
MOST = 200


class AskedSync(Body):
    """Which sync, all of them where none is named; `whole`: from the beginning."""

    sync: str | None = None
    whole: bool = False


def answer_connectors(call: Call) -> Answer:
    """The connectors that the caller looks after: contact, lag, the last error."""
    known_words(call, "app")
    app = call.query.get("app")
    found = [
        it
        for it in call.work.resolved.connectors.values()
        if app in (None, it.app) and looks_after(call, it.app)
    ]
    pages = call.work.database.read(lambda it: connector_pages(it, call.work, found, call.language))
    return Answer({"connectors": pages})


def looks_after(call: Call, app: str) -> bool:
    """Whether the caller may see how the app's connectors are."""
    access = access_of(call.work.catalog, call.actor)
    return access.may_build(app, "connector") or access.has_power("settings")


def find_connector(call: Call) -> Connector:
    """The connector of the path. Raises ConnectorUnknown where the caller may not know of it."""
    app, key = call.path["app"], call.path["connector"]
    found = call.work.resolved.connectors.get((app, key))
    if found is None or not looks_after(call, app):
        raise ConnectorUnknown({"connector": f"{app}.{key}"[:60]})
    return found


def answer_probe(call: Call) -> Answer:
    """The connector was probed at this moment; how it is."""
    connector = find_connector(call)
    probe_connector(call.work, connector)
    pages = call.work.database.read(
        lambda it: connector_pages(it, call.work, [connector], call.language)
    )
    return Answer(pages[0])


def answer_sync(call: Call) -> Answer:
    """The passes will begin at once; those that are under way are not begun twice."""
    connector = find_connector(call)
    asked = read_body_as(AskedSync, call)
    keys = [it.key for it in connector.document.syncs if asked.sync in (None, it.key)]
    if not keys:
        raise ConnectorUnknown({"connector": f"{connector.name} {asked.sync or ''}"[:60]})

    def put(connection: Connection) -> list[str]:
        jobs = {key: sync_job(connector, key, whole=asked.whole) for key in keys}
        return [
            key
            for key, (kind, payload, name) in jobs.items()
            if enqueue(connection, call.work, kind, payload, dedupe_key=name) is not None
        ]

    return Answer({"begun": call.work.database.write(put)}, 202)


def answer_calls(call: Call) -> Answer:
    """What the connector was asked, newest first, without anything secret."""
    known_words(call, "cursor", "limit")
    connector = find_connector(call)
    before = read_number(call.query, "cursor", LARGEST, LARGEST) or LARGEST
    most = read_number(call.query, "limit", 50, MOST) or 1
    found = call.work.database.read(lambda it: list_calls(it, connector.name, before, most))
    following = found[-1]["id"] if len(found) == most else None
    return Answer({"calls": found, "next": following})


def answer_refused(call: Call) -> Answer:
    """The items of the connector's syncs that no record could be made of, and why."""
    known_words(call, "limit")
    connector = find_connector(call)
    most = read_number(call.query, "limit", 50, MOST) or 1
    found = call.work.database.read(lambda it: list_refused(it, connector.name, most))
    return Answer({"refused": found})


CONNECTORS = (
    Endpoint("GET", PATH, answer_connectors, "How the connectors are", query={"app": "an app"}),
    Endpoint(
        "POST", ONE + "/probe", answer_probe, "Probe a connector at this moment", is_long=True
    ),
    Endpoint(
        "POST",
        ONE + "/sync",
        answer_sync,
        "Begin the syncs of a connector at this moment",
        body=schema_of(AskedSync),
        status=202,
    ),
    Endpoint(
        "GET",
        ONE + "/calls",
        answer_calls,
        "What a connector was asked",
        query={"cursor": "`next` of the page before", "limit": "1 to 200"},
    ),
    Endpoint(
        "GET",
        ONE + "/refused",
        answer_refused,
        "Items that no record could be made of",
        query={"limit": "1 to 200"},
    ),
)
