"""Automations, approvals and connectors: names become objects, formulas and texts typed trees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from formula.scope import Use
from formula.typed import Typed
from formula.types import Number, Ref, Text, Type
from metadata.documents.approval import (
    ApprovalDocument,
    ApprovalNodeDocument,
    ChosenByApplicant,
    SupervisorChain,
)
from metadata.documents.automation import AutomationDocument
from metadata.documents.connector import ConnectorDocument
from metadata.documents.label import LANGUAGES, label_texts
from metadata.documents.triggers import (
    MetricWindow,
    TriggerDocument,
    WebhookReceived,
)
from metadata.documents.who import WhoDocument
from metadata.draft import Draft
from metadata.problems import Place
from metadata.resolve_steps import (
    RECORD,
    Ground,
    gather_results,
    resolve_parts,
    resolve_steps,
    resolve_texts,
)
from metadata.resolved_workflow import (
    Approval,
    ApprovalNode,
    Automation,
    Connector,
    Template,
    Trigger,
)
from metadata.step_kinds.step_kind import FormulaPart, Pointer, parts_of_text
from metadata.step_kinds.who_parts import USER, who_formulas

HOOK = "hook"
"""`STEP.hook.part`: what a webhook brought."""
METRIC = "metric"
"""`STEP.metric`: the measure of a window when it was out of its bound."""

EVENT_TRIGGERS = frozenset(
    {
        "record.created",
        "record.updated",
        "record.saved",
        "record.deleted",
        "state.entered",
        "state.left",
    }
)
"""What a change of a record starts: OLD and CHANGED tell of that change."""


def resolve_automation(draft: Draft, app: str, document: AutomationDocument) -> Automation:
    """The automation with everything in it typed; names that are not there are told by
    metadata.checks."""
    place = Place(app, "automation", document.key)
    ground = ground_of(draft, app, document)
    trigger = resolve_trigger(ground, document.on, place.at("on"))
    when = ground.typed(document.when, place.at("when"), ground.table, Use.CONDITION)
    steps = resolve_steps(ground, document.steps, place.at("steps"))
    return Automation(
        app=app,
        key=document.key,
        labels=label_texts(document.label, document.key),
        table=ground.table,
        trigger=trigger,
        when=when,
        steps=steps,
        variables=dict(ground.variables),
        document=document,
        metric=resolve_metric(draft, app, document, place.at("trial", "metric")),
    )


def resolve_metric(
    draft: Draft, app: str, document: AutomationDocument, place: Place
) -> Typed | None:
    """What a trial measures of each record: it knows no run, so no steps, and nobody who asks."""
    table = table_of(draft, app, document.on)
    if document.trial is None or table is None:
        return None
    return Ground(draft, app, table).typed(document.trial.metric, place, table, Use.FIELD)


def ground_of(draft: Draft, app: str, document: AutomationDocument) -> Ground:
    """What the automation's formulas may name, but for the items of lists it goes over."""
    table = table_of(draft, app, document.on)
    ground = Ground(draft, app, table, remembers=document.on.event in EVENT_TRIGGERS)
    ground.variables.update(given_by(document.on, table))
    if table is not None and table not in draft.names:
        ground.broken.add(RECORD)
    gather_results(ground, document.steps)
    return ground


def table_of(draft: Draft, app: str, trigger: TriggerDocument) -> str | None:
    """The full name of the table of the record that a run is for."""
    name = getattr(trigger, "table", None)
    return None if name is None else draft.full_name(app, name)


def given_by(trigger: TriggerDocument, table: str | None) -> Mapping[str, Type]:
    """What can be named of how the run started."""
    given: dict[str, Type] = {} if table is None else {RECORD: Ref(table)}
    if isinstance(trigger, WebhookReceived):
        given.update({f"{HOOK}.{part}": Text() for part in trigger.parts})
    if isinstance(trigger, MetricWindow):
        given[METRIC] = Number()
    return given


def resolve_trigger(ground: Ground, document: TriggerDocument, place: Place) -> Trigger:
    """The trigger with the formulas of its measure typed; bounds read no record."""
    formulas: dict[str, Typed] = {}
    if isinstance(document, MetricWindow):
        uses: Mapping[str, tuple[str | None, Use, Type | None]] = {
            "measure": (ground.table, Use.MEASURE, Number()),
            "filter": (ground.table, Use.FILTER, None),
            "below": (None, Use.DEFAULT, Number()),
            "above": (None, Use.DEFAULT, Number()),
        }
        for name, (table, use, expected) in uses.items():
            typed = ground.typed(getattr(document, name), place.at(name), table, use, expected)
            if typed is not None:
                formulas[name] = typed
    return Trigger(document.event, ground.table, formulas, document)


def resolve_approval(draft: Draft, app: str, document: ApprovalDocument) -> Approval:
    """The approval with everything in it typed; in its formulas, USER() is who asks for it."""
    place = Place(app, "approval", document.key)
    table = draft.full_name(app, document.table)
    ground = Ground(draft, app, table)
    nodes = tuple(
        resolve_node(ground, node, place.at("nodes", index))
        for index, node in enumerate(document.nodes)
    )
    return Approval(
        app=app,
        key=document.key,
        labels=label_texts(document.label, document.key),
        table=table,
        nodes=nodes,
        title=resolve_title(ground, document, place.at("title")),
        formulas=resolve_parts(ground, optional_who(("cc",), document.cc), place),
        document=document,
    )


def resolve_title(
    ground: Ground, document: ApprovalDocument, place: Place
) -> Mapping[str, Template]:
    """The title by language; a single text stands for all languages."""
    texts = resolve_texts(ground, parts_of_text((), document.title), place)
    return dict.fromkeys(LANGUAGES, texts[""]) if "" in texts else texts


def resolve_node(ground: Ground, document: ApprovalNodeDocument, place: Place) -> ApprovalNode:
    """One node of an approval."""
    formulas = resolve_parts(ground, node_formulas(document), place)
    return ApprovalNode(
        key=document.key,
        labels=label_texts(document.label, document.key),
        when=formulas.get("when"),
        formulas=formulas,
        document=document,
    )


def node_formulas(node: ApprovalNodeDocument) -> Iterator[FormulaPart]:
    """When the node counts, and everybody it names."""
    if node.when is not None:
        yield FormulaPart(("when",), node.when, Use.CONDITION)
    match node.who:
        case ChosenByApplicant(among=among):
            yield from optional_who(("who", "among"), among)
        case SupervisorChain(chain_of=text):
            if text is not None:
                yield FormulaPart(("who", "chain_of"), text, expected=USER)
        case who:
            yield from who_formulas(("who",), who)
    yield from optional_who(("empty_to",), node.empty_to)
    yield from optional_who(("cc",), node.cc)
    if node.timeout is not None:
        yield from optional_who(("timeout", "to"), node.timeout.to)


def optional_who(steps: Pointer, who: WhoDocument | None) -> Iterable[FormulaPart]:
    """The formulas of a `who` that may be absent."""
    return () if who is None else who_formulas(steps, who)


def resolve_connector(draft: Draft, app: str, document: ConnectorDocument) -> Connector:
    """The connector with the formulas of its alarm typed: they read no record."""
    ground = Ground(draft, app, None)
    place = Place(app, "connector", document.key)
    return Connector(
        app=app,
        key=document.key,
        labels=label_texts(document.label, document.key),
        formulas=resolve_parts(ground, optional_who(("alarm",), document.alarm), place),
        document=document,
    )
