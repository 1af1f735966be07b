"""Plans, applying them, revisions and undoing them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, cast

from pydantic import Field

from engine.access import Access, access_of
from engine.change_documents import apply_plan, make_plan, undo_plan
from engine.changing.stored_plan import StoredPlan
from engine.compare_revisions import compare_revisions
from engine.errors import RevisionUnknown
from engine.revisions import Revision, list_revisions, read_revision
from metadata.documents.kinds import KINDS
from metadata.documents.label import text_in
from metadata.resolved_workflow import Automation
from runtime.errors import NotAllowed, NotFound
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.errors import document_json
from runtime.http.identity import moment
from runtime.http.ids import LARGEST, read_id, read_number
from runtime.http.once import answer_once
from runtime.http.records import known_words
from workflow.messages import words
from workflow.old_runs import count_old_runs
from workflow.run_sight import AUTOMATION

Json = dict[str, object]
Name = Annotated[str, Field(min_length=1, max_length=100)]

MOST_DOCUMENTS = 5_000
MOST_REVISIONS = 500
MOST_NOTE = 2_000


class PutDocument(Body):
    """A document as it is to be."""

    kind: Name
    document: dict[str, object]


class DeleteDocument(Body):
    """A document that is to go."""

    kind: Name
    key: Name


class AskedPlan(Body):
    """What is to change; `base` is the revision that it was written against."""

    app: Name
    base: Annotated[int, Field(ge=0)] | None = None
    put: Annotated[list[PutDocument], Field(default_factory=list, max_length=MOST_DOCUMENTS)]
    delete: Annotated[list[DeleteDocument], Field(default_factory=list, max_length=MOST_DOCUMENTS)]


class Consent(Body):
    """The dangers accepted, each by its code, and why it is done."""

    accept: Annotated[list[str], Field(default_factory=list, max_length=10_000)]
    note: Annotated[str, Field(max_length=MOST_NOTE)] | None = None


def answer_plan(call: Call) -> Answer:
    """The plan of what would change. It changes nothing, and is kept for 24 hours."""
    asked = read_body_as(AskedPlan, call)
    access = access_of(call.work.catalog, call.actor)
    # Which documents, the plan asks. Whoever builds nothing could guess at hidden ones by it.
    if not any(access.may_build(asked.app, kind) for kind in KINDS):
        raise NotAllowed("build_needed", {"app": asked.app})
    plan = make_plan(
        call.work,
        call.actor,
        asked.app,
        [(it.kind, it.document) for it in asked.put],
        [(it.kind, it.key) for it in asked.delete],
        base=asked.base,
    )
    shown = plan_json(plan, call.language)
    if plan.is_valid:
        changed = changed_automations(call, asked)
        shown["findings"] = [*cast("list[Json]", shown["findings"]), *waiting_json(call, changed)]
    return Answer(shown, 201)


def changed_automations(call: Call, asked: AskedPlan) -> list[Automation]:
    """The present automations that would be others, or gone."""
    resolved = call.work.resolved
    given = {it.document.get("key"): it.document for it in asked.put if it.kind == AUTOMATION}
    given |= {it.key: {} for it in asked.delete if it.kind == AUTOMATION}
    found = (resolved.automations.get((asked.app, str(key))) for key in given)
    return [
        each
        for each in found
        if each is not None
        and resolved.sources.get((each.app, AUTOMATION, each.key)) != given[each.key]
    ]


def waiting_json(call: Call, automations: Sequence[Automation]) -> list[Json]:
    """How many of their runs wait, which go on by the version that they started with."""
    counted = count_old_runs(call.work, automations)
    found: list[Json] = []
    for automation in automations:
        count = counted[automation.name]
        name = text_in(automation.labels, call.language)
        sentence = words("runs_wait", {"name": name, "count": count}, call.language)
        if count:
            code = f"runs_wait:{automation.name}"
            found.append({"code": code, "sentence": sentence, "rows": count, "blocks": False})
    return found


def plan_json(plan: StoredPlan, language: str) -> Json:
    """The plan with its problems, in words."""
    problems = [document_json(problem, language) for problem in plan.problems]
    return {**plan.told(language), "problems": problems}


def answer_apply(call: Call) -> Answer:
    """The plan is carried out, whole."""
    asked = read_body_as(Consent, call)
    plan = read_id(call.path["plan"], "unknown_plan", "plan")

    def carry_out() -> Answer:
        revision = apply_plan(call.work, call.actor, plan, asked.accept, note=asked.note)
        return Answer({"revision": revision})

    return answer_once(call, carry_out)


def answer_revisions(call: Call) -> Answer:
    """Revisions, newest first."""
    known_words(call, "app", "limit", "before")
    app = call.query.get("app")
    limit = read_number(call.query, "limit", 100, MOST_REVISIONS) or 1
    before = read_number(call.query, "before", None, LARGEST)
    access = access_of(call.work.catalog, call.actor)
    if app is not None and not access.may_open(app):
        raise NotFound("unknown_app", {"app": app[:50]})
    found = call.work.database.read(
        lambda connection: list_revisions(connection, app=app, before=before, limit=limit)
    )
    shown = [revision_json(it) for it in found if may_know(access, it)]
    is_last = len(found) < limit
    return Answer({"revisions": shown, "next": None if is_last else found[-1].number})


def answer_changes(call: Call) -> Answer:
    """What leads from one revision to another, in words."""
    known_words(call, "app", "since")
    number = read_seen(call, call.path["revision"]).number
    since = read_number(call.query, "since", number - 1, LARGEST) or 0
    if since:
        read_seen(call, str(since))
    app = call.query.get("app")
    access = access_of(call.work.catalog, call.actor)
    if app is not None and not access.may_open(app):
        raise NotFound("unknown_app", {"app": app[:50]})
    changes = [
        {"code": change.code, "sentence": change.sentence(call.language)}
        for change in compare_revisions(call.work, since, number)
        if app in (None, change.place.app) and may_know_app(access, change.place.app)
    ]
    return Answer({"since": since, "revision": number, "changes": changes})


def may_know(access: Access, revision: Revision) -> bool:
    """Whether the caller builds, or audits, what the revision changed."""
    return may_know_app(access, revision.app)


def may_know_app(access: Access, app: str | None) -> bool:
    """Whether the caller builds the app, or audits; None stands for several apps."""
    if access.is_admin or access.has_power("audit"):
        return True
    return app is not None and access.may_build(app, "table")


def answer_revision(call: Call) -> Answer:
    """One revision, with the plan that made it."""
    known_words(call)
    revision = read_seen(call, call.path["revision"])
    plan = in_words(revision.plan, call.language)
    return Answer({**revision_json(revision), "plan": plan})


def read_seen(call: Call, text: str) -> Revision:
    """The revision of this number. Raises RevisionUnknown where the caller may not know of it."""
    number = read_id(text, "unknown_revision", "revision")
    found = call.work.database.read(lambda connection: read_revision(connection, number))
    if not may_know(access_of(call.work.catalog, call.actor), found):
        raise RevisionUnknown({"number": number})
    return found


def revision_json(revision: Revision) -> Json:
    """A revision without its plan."""
    return {
        "number": revision.number,
        "app": revision.app,
        "user": None if revision.user is None else str(revision.user),
        "user_name": revision.user_name,
        "origin": revision.origin,
        "at": moment(revision.at),
        "note": revision.note,
        "undoes": revision.undoes,
    }


def in_words(value: object, language: str) -> object:
    """The JSON value with every `sentence` in the language."""
    if isinstance(value, list | tuple):
        return [in_words(each, language) for each in value]
    if not isinstance(value, dict):
        return value
    shown = {name: in_words(each, language) for name, each in value.items()}
    sentence = value.get("sentence")
    if isinstance(sentence, dict):
        shown["sentence"] = sentence.get(language) or next(iter(sentence.values()), "")
    return shown


def answer_undo(call: Call) -> Answer:
    """The plan that takes the revision back; it changes nothing yet."""
    revision = read_seen(call, call.path["revision"])
    plan = undo_plan(call.work, call.actor, revision.number)
    return Answer(plan_json(plan, call.language), 201)


PLANS = (
    Endpoint(
        "POST",
        "/api/v1/plans",
        answer_plan,
        "What would change, at what cost and danger",
        body=schema_of(AskedPlan),
        status=201,
        is_long=True,
    ),
    Endpoint(
        "POST",
        "/api/v1/plans/{plan}/apply",
        answer_apply,
        "Carry a plan out",
        body=schema_of(Consent),
        is_long=True,
    ),
    Endpoint(
        "GET",
        "/api/v1/revisions",
        answer_revisions,
        "What was changed, newest first",
        query={"app": "of one app", "limit": "1 to 500", "before": "`next` of the page before"},
    ),
    Endpoint("GET", "/api/v1/revisions/{revision}", answer_revision, "One revision"),
    Endpoint(
        "GET",
        "/api/v1/revisions/{revision}/changes",
        answer_changes,
        "What changed from another revision to this one",
        query={
            "since": "the other revision, older or newer; the one before if not given",
            "app": "of one app",
        },
        is_long=True,
    ),
    Endpoint(
        "POST",
        "/api/v1/revisions/{revision}/undo",
        answer_undo,
        "The plan that takes a revision back",
        status=201,
        is_long=True,
    ),
)
