"""A report as its reader may see it (decision 43): all counts, and examples of records and fields
that the reader sees; people by name, words in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from engine.access import Access, access_of
from engine.actor import Actor
from engine.database import Connection
from engine.messages import refusal_words
from engine.reading.telling import Telling
from engine.workspace import Workspace
from engine.writing.change import Refusal
from engine.writing.transaction import open_transaction
from metadata.documents.label import text_in
from metadata.fields.date import show_datetime
from metadata.fields.field_type import Showing
from workflow.backtest.asking import base_revision, changes_of
from workflow.backtest.store import Backtest, read_report
from workflow.jobs import Json
from workflow.messages import WORDS, words
from workflow.people import Everybody, everybody
from workflow.run_sight import sees_field
from workflow.texts import ReaderRecords


@dataclass(frozen=True, slots=True)
class Sight:
    """What one reader sees, and in which language."""

    known: Everybody
    access: Access
    records: ReaderRecords
    telling: Telling
    language: str

    def person(self, id: object) -> Json | None:
        """A person by name."""
        if id is None:
            return None
        found = self.known.users.get(int(cast(str, id)))
        return {"id": str(id), "name": str(id) if found is None else found.name}

    def sees_all(self, names: object) -> bool:
        """Whether the reader sees these fields of every record."""
        pairs = cast("Sequence[tuple[str, str]]", names)
        return all(sees_field(self.access, table, key) for table, key in pairs)

    def label(self, labels: object, otherwise: object) -> str:
        """A label in the reader's language."""
        texts = cast("Mapping[str, str]", labels or {})
        return text_in(texts, self.language) if texts else str(otherwise)


def backtest_json(work: Workspace, actor: Actor, backtest: Backtest) -> Json:
    """A backtest without its report."""
    put, gone = changes_of(backtest)
    known = work.database.read(lambda it: everybody(work, it))
    user = None if backtest.user is None else known.users.get(backtest.user)
    error = backtest.error
    return {
        "id": str(backtest.id),
        "app": backtest.app,
        "by": None if user is None else {"id": str(user.id), "name": user.name},
        "at": show_datetime(backtest.at),
        "state": backtest.state,
        "progress": backtest.progress,
        "days": backtest.days,
        "table": None if backtest.table is None else backtest.table.partition(".")[2],
        "revision": base_revision(backtest),
        "changes": put,
        "deletes": gone,
        "sha256": backtest.sha256,
        "ended_at": show_datetime(backtest.ended_at),
        "error": None if error is None else error_json(error, actor.language),
    }


def error_json(error: Json, language: str) -> Json:
    """Why there is no report, in words."""
    code = str(error["code"])
    parameters = cast("Mapping[str, str | int]", error.get("parameters") or {})
    message = words(code, parameters, language) if code in WORDS else code
    return {"code": code, "message": message}


def shown_report(work: Workspace, actor: Actor, backtest: Backtest) -> Json | None:
    """What the backtest found, as the actor may see it; None while it is not done."""

    def read(connection: Connection) -> Json | None:
        kept = read_report(connection, backtest.id)
        return None if kept is None else masked(kept, sight_of(work, actor, connection))

    return work.database.read(read)


def sight_of(work: Workspace, actor: Actor, connection: Connection) -> Sight:
    """What the actor sees."""
    catalog = work.catalog
    transaction = open_transaction(work, connection, actor, catalog, is_writing=False)
    records = ReaderRecords(transaction)
    telling = Telling(records, Showing(actor.language, work.time_zone))
    access = access_of(catalog, actor)
    return Sight(everybody(work, connection), access, records, telling, actor.language)


def masked(kept: Json, sight: Sight) -> Json:
    """The report for that reader."""
    shown = {name: kept[name] for name in ("since", "until", "events", "records", "seconds")}
    return {
        **shown,
        "rules": [rule_json(each, sight) for each in parts(kept, "rules")],
        "fields": [field_json(each, sight) for each in parts(kept, "fields")],
        "automations": [automation_json(each, sight) for each in parts(kept, "automations")],
        "limits": [limit_json(each, sight) for each in parts(kept, "limits")],
        "notes": [error_json(each, sight.language) for each in parts(kept, "notes")],
    }


def parts(found: Json, name: str) -> list[Json]:
    """The objects of a list."""
    return cast("list[Json]", found.get(name) or [])


def head_of(found: Json, sight: Sight, otherwise: object) -> Json:
    """A part of the report without what it depends on, its label in words."""
    kept = {name: value for name, value in found.items() if name not in {"labels", "reads"}}
    return {**kept, "label": sight.label(found.get("labels"), otherwise)}


def examples_of(found: Json, sight: Sight, table: str | None) -> list[Json]:
    """The examples that the reader may see, with the titles of their records: none where the
    reader does not see all that they follow from."""
    if not sight.sees_all(found["reads"]):
        return []
    shown: list[Json] = []
    for example in parts(found, "examples"):
        if example["record"] is None:
            shown.append({**example, "title": None})
            continue
        id = int(cast(str, example["record"]))
        if table is None or sight.records.record(table, id) is None:
            continue
        shown.append({**example, "title": sight.telling.title(table, id)})
    return shown


def rule_json(found: Json, sight: Sight) -> Json:
    """One rule, or one move."""
    examples = examples_of(found, sight, cast(str, found["table"]))
    told = [
        {
            **{name: value for name, value in each.items() if name != "parameters"},
            "by": sight.person(each["by"]),
            "message": refusal_message(each, sight.language),
        }
        for each in examples
    ]
    return {**head_of(found, sight, found["key"]), "examples": told}


def refusal_message(found: Json, language: str) -> str:
    """Why something would be refused."""
    refusal = Refusal(
        str(found["code"]),
        cast("str | None", found.get("field")),
        parameters=cast("Mapping[str, str | int]", found.get("parameters") or {}),
        message=cast("Mapping[str, str] | None", found.get("message")),
    )
    return refusal_words(refusal, language)


def field_json(found: Json, sight: Sight) -> Json:
    """One formula field; of one that the reader may not see only how often it differs."""
    table = cast(str, found["table"])
    head = head_of(found, sight, found["field"])
    if sight.sees_all(found["reads"]):
        return {**head, "examples": examples_of(found, sight, table)}
    return {
        **head,
        "now": without_means(found["now"]),
        "then": without_means(found["then"]),
        "moves": [],
        "examples": [],
    }


def without_means(shift: object) -> Json:
    """The counts, and nothing of the values."""
    found = cast(Json, shift)
    return {name: None if name.startswith("mean_") else it for name, it in found.items()}


def automation_json(found: Json, sight: Sight) -> Json:
    """One automation."""
    table = cast("str | None", found.get("table"))
    people = {
        name: [{**each, "person": sight.person(each["person"])} for each in parts(found, name)]
        for name in ("told", "asked")
    }
    refused = [
        {
            **{name: it for name, it in each.items() if name not in {"parameters", "field"}},
            "message": refusal_message(each, sight.language),
        }
        for each in parts(found, "refused")
    ]
    return {
        **head_of(found, sight, found["automation"]),
        "assigned": [given_json(each, sight) for each in parts(found, "assigned")],
        **people,
        "refused": refused,
        "examples": [
            {
                **each,
                "at_present": side_json(cast(Json, each["at_present"]), sight),
                "of_draft": side_json(cast(Json, each["of_draft"]), sight),
            }
            for each in examples_of(found, sight, table)
        ],
    }


def given_json(found: Json, sight: Sight) -> Json:
    """From whom to whom; nothing where the reader does not see the field."""
    place = [(cast(str, found["table"]), cast(str, found["field"]))]
    moves = [
        {**each, "from": sight.person(each["from"]), "to": sight.person(each["to"])}
        for each in parts(found, "moves")
    ]
    people = [{**each, "person": sight.person(each["person"])} for each in parts(found, "people")]
    if not sight.sees_all(place):
        moves, people = [], []
    return {**found, "people": people, "moves": moves}


def side_json(found: Json, sight: Sight) -> Json:
    """What one side did in an example."""
    people = {
        name: [sight.person(id) for id in cast("list[str]", found[name])]
        for name in ("assigned", "told")
    }
    return {**found, **people}


def limit_json(found: Json, sight: Sight) -> Json:
    """One stage of one limit."""
    examples = examples_of(found, sight, cast(str, found["table"]))
    return {**head_of(found, sight, found["state"]), "examples": examples}
