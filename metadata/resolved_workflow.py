"""Automations, approvals and connectors whose names have become objects.

Made by `metadata.resolve_automations`, frozen and free of any database, as all of
`metadata.resolved`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from formula.typed import Typed
from formula.types import Type
from metadata.documents.approval import ApprovalDocument, ApprovalNodeDocument
from metadata.documents.automation import AutomationDocument
from metadata.documents.connector import ConnectorDocument
from metadata.documents.triggers import TriggerDocument
from metadata.step_kinds import StepDocument


@dataclass(frozen=True, slots=True)
class Template:
    """A text for people: its parts in order, words as they are and formulas typed."""

    parts: tuple[str | Typed, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an automation.

    `key` is its own, or its pointer where it has none; unique in the automation. `formulas` are by
    their pointer within the step, parts joined by `/` (`values/owner`, `rules/0/when`, `who`);
    `texts` likewise (`text`, `text/zh`); `blocks` the inner steps by the name of their outcome
    (`on_decline`, `branches/0/steps`). `results` are the types of `STEP.key` (under "") and
    `STEP.key.part`. `table` is the full name of the table it names, None where it names none.
    """

    key: str
    do: str
    pointer: str
    when: Typed | None
    formulas: Mapping[str, Typed]
    texts: Mapping[str, Template]
    blocks: Mapping[str, tuple[Step, ...]]
    results: Mapping[str, Type]
    table: str | None
    document: StepDocument


@dataclass(frozen=True, slots=True)
class Trigger:
    """What starts an automation. `table` is a full name; `formulas` are by property (`measure`,
    `filter`, `below`, `above`)."""

    event: str
    table: str | None
    formulas: Mapping[str, Typed]
    document: TriggerDocument


@dataclass(frozen=True, slots=True)
class Automation:
    """One automation. `table` is the full name of the table of the record it runs for, None where
    it runs for none. `variables` are the types of everything that `STEP.…` may name in it. `metric`
    decides its trial, where it is on trial."""

    app: str
    key: str
    labels: Mapping[str, str]
    table: str | None
    trigger: Trigger
    when: Typed | None
    steps: tuple[Step, ...]
    variables: Mapping[str, Type]
    document: AutomationDocument
    metric: Typed | None = None

    @property
    def name(self) -> str:
        """`app.key`."""
        return f"{self.app}.{self.key}"


@dataclass(frozen=True, slots=True)
class ApprovalNode:
    """One node of an approval; `formulas` by pointer within the node (`when`, `who`)."""

    key: str
    labels: Mapping[str, str]
    when: Typed | None
    formulas: Mapping[str, Typed]
    document: ApprovalNodeDocument


@dataclass(frozen=True, slots=True)
class Approval:
    """One approval. `table` is the full name of the table whose records it is about."""

    app: str
    key: str
    labels: Mapping[str, str]
    table: str
    nodes: tuple[ApprovalNode, ...]
    title: Mapping[str, Template]
    formulas: Mapping[str, Typed]
    document: ApprovalDocument

    @property
    def name(self) -> str:
        """`app.key`."""
        return f"{self.app}.{self.key}"


@dataclass(frozen=True, slots=True)
class Connector:
    """One connector. `formulas` are by pointer (`alarm`)."""

    app: str
    key: str
    labels: Mapping[str, str]
    formulas: Mapping[str, Typed] = field(default_factory=dict)
    document: ConnectorDocument = field(kw_only=True)

    @property
    def name(self) -> str:
        """`app.key`."""
        return f"{self.app}.{self.key}"
