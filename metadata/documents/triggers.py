"""What starts an automation: one model for each trigger, told apart by `event`.

A `within` or `offset` is a duration literal (`72h`, `30min`, `3d`); with `time: "working"` only the
workspace's working time counts. workflow.md, "Triggers".
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from metadata.documents.label import Document, FieldKey, Formula, Key, Label, TableName

Duration = Annotated[
    str,
    StringConstraints(
        pattern=r"^-?[0-9]{1,6}(\.[0-9]{1,3})?(ms|s|min|h|d|w)$", min_length=2, max_length=16
    ),
]
Cron = Annotated[str, StringConstraints(pattern=r"^\S+( \S+){4}$", max_length=100)]
TimeZone = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]+(/[A-Za-z0-9_+-]+)*$")]
TimeKind = Literal["calendar", "working"]


class TableTrigger(Document):
    """What every trigger about records has."""

    event: str
    table: TableName


class RecordCreated(TableTrigger):
    event: Literal["record.created"]


class RecordUpdated(TableTrigger):
    """`fields` narrows to changes of these; without them any change does."""

    event: Literal["record.updated"]
    fields: Annotated[tuple[FieldKey, ...], Field(max_length=50)] = ()


class RecordSaved(TableTrigger):
    """Created or updated; `fields` as for an update."""

    event: Literal["record.saved"]
    fields: Annotated[tuple[FieldKey, ...], Field(max_length=50)] = ()


class RecordDeleted(TableTrigger):
    event: Literal["record.deleted"]


class StateEntered(TableTrigger):
    """The record came into one of `states` of the state field, at its creation too."""

    event: Literal["state.entered"]
    field: FieldKey
    states: Annotated[tuple[Key, ...], Field(min_length=1, max_length=100)]


class StateLeft(TableTrigger):
    event: Literal["state.left"]
    field: FieldKey
    states: Annotated[tuple[Key, ...], Field(min_length=1, max_length=100)]


class MomentReached(TableTrigger):
    """`offset` after (negative: before) the moment in a date or datetime field."""

    event: Literal["time.moment"]
    field: FieldKey
    offset: Duration = "0s"
    time: TimeKind = "calendar"


class Inactive(TableTrigger):
    """For `within` nothing has touched the record: no change of one of `fields`, or of any where
    none are named, and no new child of the `children` fields. It starts once for each silence."""

    event: Literal["time.inactive"]
    within: Duration
    fields: Annotated[tuple[FieldKey, ...], Field(max_length=50)] = ()
    children: Annotated[tuple[FieldKey, ...], Field(max_length=20)] = ()
    time: TimeKind = "calendar"


class Schedule(Document):
    """By the clock; with `table` once for every record that `when` finds, else once."""

    event: Literal["time.schedule"]
    cron: Cron
    time_zone: TimeZone | None = None
    table: TableName | None = None


class WebhookReceived(Document):
    """A signed call of `POST /hooks/{token}`; its body is `STEP.hook`, by the named parts."""

    event: Literal["webhook"]
    parts: Annotated[dict[Key, Annotated[str, StringConstraints(max_length=200)]], Field()] = Field(
        default_factory=dict, max_length=50
    )


class FormSubmitted(TableTrigger):
    """A public form (the key of a form view) was sent in."""

    event: Literal["form.submitted"]
    view: Key


class ButtonPressed(TableTrigger):
    """Somebody presses a button on a record; who may: those with `update` on it."""

    event: Literal["button"]
    label: Label | None = None


class Called(Document):
    """Only other automations, transitions and limits start it, for a record of `table` if named."""

    event: Literal["called"]
    table: TableName | None = None


class MetricWindow(TableTrigger):
    """`measure` over the records that `filter` finds, taken anew each `every`, was below (above)
    the bound `periods` times in a row. It starts once until the bound is held again. `STEP.metric`
    is what was measured last."""

    event: Literal["metric.window"]
    measure: Formula
    filter: Formula | None = None
    every: Duration
    below: Formula | None = None
    above: Formula | None = None
    periods: Annotated[int, Field(ge=1, le=1_000)] = 1


class Streak(TableTrigger):
    """The value of a field with history fell (rose) `times` in a row."""

    event: Literal["streak"]
    field: FieldKey
    direction: Literal["falling", "rising"]
    times: Annotated[int, Field(ge=2, le=100)]


class ConnectorChanged(Document):
    """Contact with an outside system is lost, or there again."""

    event: Literal["connector.lost", "connector.regained"]
    connector: Key


TriggerDocument = Annotated[
    RecordCreated
    | RecordUpdated
    | RecordSaved
    | RecordDeleted
    | StateEntered
    | StateLeft
    | MomentReached
    | Inactive
    | Schedule
    | WebhookReceived
    | FormSubmitted
    | ButtonPressed
    | Called
    | MetricWindow
    | Streak
    | ConnectorChanged,
    Field(discriminator="event"),
]
