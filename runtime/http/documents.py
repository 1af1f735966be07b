"""Apps, their documents, and the schemas of documents."""

from __future__ import annotations

from collections.abc import Sequence

from engine.access import access_of
from engine.change_documents import apply_plan, make_plan
from engine.errors import ConsentNeeded
from metadata.documents.kinds import KINDS
from metadata.documents.label import text_in
from metadata.errors import InvalidDocuments
from metadata.resolved import DocumentKey
from metadata.schema.files import published_schema
from runtime.app_openapi import describe_app
from runtime.errors import BodyProblem, InvalidBody, NotAllowed, NotFound
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.opened_app import access_to
from runtime.http.records import known_words
from runtime.http.seen_documents import Document, seen_document, seen_documents

Json = dict[str, object]

DOCUMENT_PATH = "/api/v1/apps/{app}/documents/{kind}/{key}"
ANY_DOCUMENT = {"type": "object", "description": "as GET /schemas/{kind}.json says"}


def answer_apps(call: Call) -> Answer:
    """The apps of which anything is open to the caller."""
    known_words(call)
    access = access_of(call.work.catalog, call.actor)
    found = [
        app_json(app, seen_document(access, (app, "app", app)), call.language)
        for app in call.work.resolved.apps
        if access.may_open(app)
    ]
    return Answer({"apps": found})


def app_json(app: str, document: Document | None, language: str) -> Json:
    """What an app is called."""
    shown = document or {}
    return {
        "key": app,
        "label": words_of(shown.get("label", app), app, language),
        "description": words_of(shown.get("description", ""), "", language),
        "version": shown.get("version"),
        "icon": shown.get("icon"),
        "color": shown.get("color"),
    }


def words_of(label: object, key: str, language: str) -> str:
    """A label of a document as the caller reads it."""
    if isinstance(label, dict):
        return text_in({str(at): str(text) for at, text in label.items()}, language)
    return label if isinstance(label, str) else key


def answer_app(call: Call) -> Answer:
    """The documents of one app at the present revision, as far as the caller may see them."""
    known_words(call)
    app = call.path["app"]
    access = access_to(call, app)
    documents = list(seen_documents(access, app))
    own = next((found for name, found in documents if name[1] == "app"), None)
    return Answer(
        {
            **app_json(app, own, call.language),
            "revision": call.work.catalog.number,
            "documents": [
                {"kind": kind, "key": key, "document": found} for (_, kind, key), found in documents
            ],
        }
    )


def answer_app_openapi(call: Call) -> Answer:
    """OpenAPI 3.1 of the app's tables, as the caller may use them."""
    known_words(call)
    app = call.path["app"]
    access = access_to(call, app)
    label = app_json(app, seen_document(access, (app, "app", app)), call.language)["label"]
    return Answer(describe_app(access, app, str(label), call.language))


def answer_document(call: Call) -> Answer:
    """One document, with the present revision as `ETag`."""
    known_words(call)
    catalog = call.work.catalog
    found = seen_document(access_of(catalog, call.actor), name_of(call))
    if found is None:
        raise NotFound("unknown_document", {"kind": call.path["kind"], "key": call.path["key"]})
    return Answer(found, headers={"ETag": f'"{catalog.number}"'})


def name_of(call: Call) -> DocumentKey:
    """The document that the path names. Raises NotFound for a kind that does not exist."""
    require_kind(call.path["kind"])
    return (call.path["app"], call.path["kind"], call.path["key"])


def require_kind(kind: str) -> None:
    """There are documents of that kind."""
    if kind not in KINDS:
        raise NotFound("unknown_kind", {"kind": kind[:50], "options": ", ".join(KINDS)})


def answer_put(call: Call) -> Answer:
    """The document is as the body says, where that is harmless; else 409 with the plan."""
    app, kind, key = name_of(call)
    document = call.object()
    if document.get("key") != key:
        raise InvalidBody([BodyProblem("not_one_of", "/key", {"options": key})])
    return change(call, app, [(kind, document)], [])


def answer_delete(call: Call) -> Answer:
    """The document is gone, where that is harmless; else 409 with the plan."""
    app, kind, key = name_of(call)
    if seen_document(access_of(call.work.catalog, call.actor), (app, kind, key)) is None:
        raise NotFound("unknown_document", {"kind": kind, "key": key})
    return change(call, app, [], [(kind, key)])


def change(
    call: Call,
    app: str,
    put: Sequence[tuple[str, Json]],
    delete: Sequence[tuple[str, str]],
) -> Answer:
    """The change is applied at once when it is harmless (decision 19). Raises ConsentNeeded, which
    carries the plan, when it is not."""
    access = access_of(call.work.catalog, call.actor)
    if not all(access.may_build(app, kind) for kind, _ in (*put, *delete)):
        raise NotAllowed("build_needed", {"app": app[:50]})
    plan = make_plan(call.work, call.actor, app, put, delete, base=call.if_match())
    if not plan.is_valid:
        raise InvalidDocuments(plan.problems)
    if not plan.is_harmless:
        raise ConsentNeeded(plan, plan.dangers)
    revision = apply_plan(call.work, call.actor, plan.id, ())
    return Answer({"revision": revision}, headers={"ETag": f'"{revision}"'})


def answer_schema(call: Call) -> Answer:
    """The JSON Schema of a document kind."""
    kind = call.path["kind"]
    require_kind(kind)
    return Answer(published_schema(kind), media_type="application/schema+json")


DOCUMENTS = (
    Endpoint("GET", "/api/v1/apps", answer_apps, "The installed apps"),
    Endpoint(
        "GET", "/api/v1/apps/{app}", answer_app, "One app's documents at the present revision"
    ),
    Endpoint(
        "GET",
        "/api/v1/apps/{app}/openapi.json",
        answer_app_openapi,
        "OpenAPI 3.1 of the app's tables, fields by name and type",
    ),
    Endpoint("GET", DOCUMENT_PATH, answer_document, "One document"),
    Endpoint(
        "PUT",
        DOCUMENT_PATH,
        answer_put,
        "Put a document: applied at once when harmless, else 409 with the plan",
        body=ANY_DOCUMENT,
        is_long=True,
    ),
    Endpoint(
        "DELETE",
        DOCUMENT_PATH,
        answer_delete,
        "Remove a document: applied at once when harmless, else 409 with the plan",
        is_long=True,
    ),
    Endpoint(
        "GET", "/api/v1/schemas/{kind}.json", answer_schema, "The JSON Schema of a document kind"
    ),
)
