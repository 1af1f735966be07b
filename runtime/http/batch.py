"""Many records in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from engine.idempotency import Once
from engine.write_record import Written, write
from engine.writing.change import Change, Kind, Outcome
from runtime.errors import BodyProblem, InvalidBody
from runtime.http.body import Body, read_body_as, schema_of
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.errors import refusal_json
from runtime.http.ids import LARGEST
from runtime.http.records import MOST_REASON, RECORDS_PATH, once_of, table_of

Json = dict[str, object]
Id = Annotated[str, Field(pattern=r"^[0-9]{1,19}$")]

MOST_CHANGES = 1_000


class NewRecord(Body):
    """A record to be; other records of the batch may refer to it by `ref`."""

    values: dict[str, object]
    ref: Annotated[str, Field(min_length=1, max_length=100)] | None = None


class ChangedRecord(Body):
    """New values of a record; `version` is the one the caller saw."""

    id: Id
    values: dict[str, object]
    version: int | None = None


class GoneRecord(Body):
    """A record to be deleted."""

    id: Id
    version: int | None = None


class Batch(Body):
    """Changes to one table. `stop`: all or nothing; `skip`: refused ones are left out."""

    create: Annotated[list[NewRecord], Field(default_factory=list)]
    update: Annotated[list[ChangedRecord], Field(default_factory=list)]
    delete: Annotated[list[GoneRecord | Id], Field(default_factory=list)]
    on_error: Literal["stop", "skip"] = "stop"
    reason: Annotated[str, Field(max_length=MOST_REASON)] | None = None


def answer_batch(call: Call) -> Answer:
    """The changes are written in one transaction; one result for each."""
    asked = read_body_as(Batch, call)
    changes = list(changes_of(asked, table_of(call)))
    if not 0 < len(changes) <= MOST_CHANGES:
        code = "too_long" if changes else "too_short"
        limit = MOST_CHANGES if changes else 1
        raise InvalidBody([BodyProblem(code, "", {"limit": limit})])
    once: Once | None = once_of(call)
    written = write(
        call.work, call.actor, changes, skip_refused=asked.on_error == "skip", once=once
    )
    results = list(results_of(call, changes, written))
    refused = sum(1 for result in results if result["problems"])
    return Answer({"results": results, "done": len(results) - refused, "refused": refused})


def changes_of(asked: Batch, table: str) -> Iterator[Change]:
    """What the batch asks for, creations first."""
    for new in asked.create:
        yield Change(Kind.CREATE, table, values=new.values, ref=new.ref, reason=asked.reason)
    for changed in asked.update:
        yield Change(
            Kind.UPDATE,
            table,
            min(int(changed.id), LARGEST),
            changed.values,
            version=changed.version,
            reason=asked.reason,
        )
    for gone in asked.delete:
        record = GoneRecord(id=gone) if isinstance(gone, str) else gone
        id = min(int(record.id), LARGEST)
        yield Change(Kind.DELETE, table, id, version=record.version, reason=asked.reason)


def results_of(call: Call, changes: list[Change], written: Written) -> Iterator[Json]:
    """One result for each change, in the batch's order."""
    if written.is_repeated and isinstance(written.answer, list):
        for change, kept in zip(changes, written.answer, strict=True):
            yield {"action": change.kind.value, **kept}
        return
    for outcome in written.outcomes:
        yield result_of(outcome, call.language)


def result_of(outcome: Outcome, language: str) -> Json:
    """What became of one change."""
    return {
        "action": outcome.change.kind.value,
        "id": None if outcome.id is None else str(outcome.id),
        "version": None if outcome.refusals else outcome.version,
        "warnings": [refusal_json(it, language) for it in outcome.warnings],
        "problems": [refusal_json(it, language) for it in outcome.refusals],
    }


BATCH = (
    Endpoint(
        "POST",
        RECORDS_PATH + "/batch",
        answer_batch,
        "Write up to 1,000 records in one transaction",
        body=schema_of(Batch),
        is_long=True,
    ),
)
