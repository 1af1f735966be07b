"""An approval: nodes one after the other, who decides in each, and how."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from metadata.documents.label import Document, FieldKey, Formula, Key, Label, TableName
from metadata.documents.triggers import Duration, TimeKind
from metadata.documents.who import WhoDocument

Votes = Literal["all", "any", "share", "sequence"]


class ChosenByApplicant(Document):
    """The applicant names the approvers when asking, at most `most` of `among`."""

    chosen: Literal[True]
    among: WhoDocument | None = None
    most: Annotated[int, Field(ge=1, le=50)] = 1


class SupervisorChain(Document):
    """One after the other who stands above the applicant, up to `levels`."""

    chain_of: Formula | None = None
    levels: Annotated[int, Field(ge=1, le=20)]


class TimeoutDocument(Document):
    """What happens when nobody has decided `within`: `remind` (again each time), `pass_on` and
    `escalate` (to the supervisor), `agree`, `refuse`."""

    within: Duration
    time: TimeKind = "working"
    then: Literal["remind", "pass_on", "escalate", "agree", "refuse"]
    to: WhoDocument | None = None


class ApprovalNodeDocument(Document):
    """`votes`: all agree (会签), any decides (或签), `share` of them agree, or in sequence (依次).
    A node `when` does not hold for is passed over. `fields` says what the node's people see of the
    record: hidden, read or edit; what is not named they see as their roles allow. `empty` must be
    chosen: nobody to ask is agreed, goes to `empty_to`, or keeps the approval from starting."""

    key: Key
    label: Label
    when: Formula | None = None
    who: WhoDocument | ChosenByApplicant | SupervisorChain
    votes: Votes = "all"
    share: Annotated[float, Field(gt=0, le=1)] | None = None
    empty: Literal["agree", "ask", "refuse_to_start"]
    empty_to: WhoDocument | None = None
    applicant: Literal["decides", "skips", "supervisor"] = "supervisor"
    repeated: Literal["asks", "agrees_next", "agrees"] = "agrees_next"
    fields: dict[FieldKey, Literal["hidden", "read", "edit"]] = Field(
        default_factory=dict, max_length=200
    )
    comment: Literal["optional", "on_refusal", "always"] = "on_refusal"
    signature: bool = False
    may: tuple[Literal["transfer", "add", "return"], ...] = ("transfer", "add", "return")
    timeout: TimeoutDocument | None = None
    cc: WhoDocument | None = None


class RevokeDocument(Document):
    """What was agreed can be taken back when its applicant asks for it (撤销), at any time or
    `within` so long after its end. That takes a new approval by the same nodes, or by these
    `nodes` alone. When they agree, `transition` is the move that leads back, and asks for nothing;
    without one the record stays as it is. `on_revoked` runs then."""

    nodes: Annotated[tuple[Key, ...], Field(min_length=1, max_length=50)] | None = None
    within: Duration | None = None
    time: TimeKind = "calendar"
    transition: Key | None = None
    on_revoked: Key | None = None


class ApprovalDocument(Document):
    """`freezes`: the fields whose change ends what was agreed (all without a list); it must be
    asked for again (`renew`), or the change is refused while it is pending (`refuse`). Without
    `revoke` what was agreed is not taken back."""

    key: Key
    label: Label
    description: Label | None = None
    table: TableName
    title: Label | None = None
    nodes: Annotated[tuple[ApprovalNodeDocument, ...], Field(min_length=1, max_length=50)]
    freezes: tuple[FieldKey, ...] | None = None
    changed: Literal["renew", "refuse"] = "renew"
    withdraw: Literal["until_first", "until_end", "never"] = "until_first"
    cc: WhoDocument | None = None
    on_agreed: Key | None = None
    on_rejected: Key | None = None
    revoke: RevokeDocument | None = None
