"""Changes on their way through the eight steps: drafts, and batches of drafts of one table."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from engine.catalog import Catalog
from engine.catalog_table import CompiledTable, Values
from engine.errors import UnknownTable
from engine.writing.change import Change, Kind, Refusal
from formula.errors import FormulaValueError
from metadata.fields.reference import read_id as read_reference
from metadata.resolved import Field, Table
from metadata.resolved_states import Transition

NewId = Callable[[], int]

CHILD_VERBS = ("create", "update", "delete")
MOST_DEPTH = 5
"""Children of children of … in one save."""


@dataclass(slots=True, eq=False)
class Draft:
    """One record being written.

    `root` is the position of the caller's change that asked for it; `is_main` tells that change
    from its children and from what a deletion takes along. `written` are the typed values to be
    written, `old` the record before (None for a new one), `new` after; `changed` the keys that
    differ. `hidden` are the fields a visible rule hides. `moves` are the transitions taken, by
    state field; `pending` the open grants, `asking` the moves that will wait for an approval, with
    what was sent in for their `form`. `deletion` is shared by what goes together. A draft
    `is_closed` when nothing more can be said of it: there is no such record, or the actor may not
    change it.
    """

    change: Change
    table: CompiledTable
    root: int
    id: int
    pointer: str = ""
    is_main: bool = True
    is_caused: bool = False
    parent: tuple[str, Draft] | None = None
    has_children: bool = False
    written: Values = field(default_factory=dict)
    old: Values | None = None
    new: Values = field(default_factory=dict)
    changed: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    moves: dict[str, Transition] = field(default_factory=dict)
    pending: Mapping[str, int] = field(default_factory=dict)
    asking: dict[str, Transition] = field(default_factory=dict)
    form: Mapping[str, object] = field(default_factory=dict)
    powers: Mapping[str, bool] = field(default_factory=dict)
    deletion: int | None = None
    is_closed: bool = False
    refusals: list[Refusal] = field(default_factory=list)
    warnings: list[Refusal] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        """What the change does."""
        return self.change.kind

    @property
    def is_new(self) -> bool:
        """Whether the record is being created."""
        return self.change.kind is Kind.CREATE

    @property
    def writes_values(self) -> bool:
        """Whether field values are written, as opposed to the record going or coming back."""
        return self.change.kind not in {Kind.DELETE, Kind.RESTORE}

    def refuse(
        self,
        code: str,
        key: str | None = None,
        parameters: Mapping[str, str | int] | None = None,
        message: Mapping[str, str] | None = None,
        suggestion: str | None = None,
    ) -> None:
        """The draft will not be stored, for this reason among others."""
        self.refusals.append(self.refusal(code, key, parameters, message, suggestion))

    def close(self, code: str, parameters: Mapping[str, str | int] | None = None) -> None:
        """This alone is what keeps the draft from being stored."""
        self.refusals.clear()
        self.refuse(code, parameters=parameters)
        self.is_closed = True

    def refusal(
        self,
        code: str,
        key: str | None = None,
        parameters: Mapping[str, str | int] | None = None,
        message: Mapping[str, str] | None = None,
        suggestion: str | None = None,
    ) -> Refusal:
        """A refusal or warning that points at the draft, or at one of its fields."""
        place = self.pointer if key is None else f"{self.pointer}/{key}"
        return Refusal(code, key, place, parameters or {}, message, suggestion)


@dataclass(slots=True, eq=False)
class Batch:
    """Drafts of one table; one draft is a batch of one."""

    table: CompiledTable
    drafts: list[Draft] = field(default_factory=list)
    ids: set[int] = field(default_factory=set)
    is_coerced: bool = False

    def add(self, draft: Draft) -> None:
        """The draft is one of the batch."""
        self.drafts.append(draft)
        self.ids.add(draft.id)

    @property
    def open(self) -> list[Draft]:
        """The drafts of which all that is wrong shall be said, unreadable values or not."""
        return [draft for draft in self.drafts if not draft.is_closed]

    @property
    def alive(self) -> list[Draft]:
        """The drafts that nothing refuses so far."""
        return [draft for draft in self.drafts if not draft.refusals]


@dataclass(slots=True)
class Plan:
    """All batches of one write in order, the new records' ids by their `ref`, and the draft of
    each of the caller's changes by its position."""

    batches: list[Batch] = field(default_factory=list)
    refs: dict[str, tuple[str, int]] = field(default_factory=dict)
    mains: dict[int, Draft] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drafting:
    """What drafts are made with."""

    catalog: Catalog
    new_id: NewId


def draft_changes(
    catalog: Catalog,
    changes: Sequence[Change],
    new_id: NewId,
    excluded: Container[int] = (),
) -> Plan:
    """The changes as batches by table: parents before the children saved with them, and no record
    twice in one batch. Those whose positions are `excluded` are left out. No database is asked.
    UnknownTable where a table does not exist."""
    drafting = Drafting(catalog, new_id)
    plan = Plan()
    for root, change in enumerate(changes):
        if root in excluded:
            continue
        main = plan.mains[root] = draft_change(drafting, change, root)
        if change.ref is not None:
            plan.refs[change.ref] = (change.table, main.id)
        add_draft(plan.batches, main)
    for batch in list(plan.batches):
        for draft in batch.drafts:
            if draft.has_children:
                add_children(drafting, plan.batches, draft, depth=1)
    return plan


def draft_change(drafting: Drafting, change: Change, root: int) -> Draft:
    """A draft of a change as the caller gave it."""
    table = drafting.catalog.tables.get(change.table)
    if table is None:
        raise UnknownTable(change.table)
    draft = Draft(change, table, root, change.id if change.id is not None else drafting.new_id())
    children = table.made("child keys", lambda: frozenset(child_keys(table.table)))
    draft.has_children = draft.writes_values and not children.isdisjoint(change.values)
    return draft


def child_keys(table: Table) -> tuple[str, ...]:
    """The keys of the table's children fields."""
    return tuple(key for key, found in table.fields.items() if found.type == "children")


def add_draft(batches: list[Batch], draft: Draft) -> None:
    """The draft is in the last batch where that fits, else in a new one."""
    last = batches[-1] if batches else None
    if last is None or last.table is not draft.table or draft.id in last.ids:
        last = Batch(draft.table)
        batches.append(last)
    last.add(draft)


def add_children(drafting: Drafting, batches: list[Batch], parent: Draft, depth: int) -> None:
    """The changes inside the parent's children fields are drafts of their own (decision 35)."""
    for key in child_keys(parent.table.table):
        if key not in parent.change.values:
            continue
        found = parent.table.table.fields[key]
        if depth > MOST_DEPTH:
            parent.refuse("children_too_deep", key, {"max": MOST_DEPTH})
            continue
        for draft in read_children(drafting, parent, found):
            add_draft(batches, draft)
            if draft.has_children:
                add_children(drafting, batches, draft, depth + 1)


def read_children(drafting: Drafting, parent: Draft, found: Field) -> Iterable[Draft]:
    """The drafts that the JSON of one children field asks for; what is malformed is a refusal of
    the parent."""
    value = parent.change.values[found.key]
    if value is None:
        return
    if not isinstance(value, Mapping) or not set(value) <= set(CHILD_VERBS):
        parent.refuse("children_malformed", found.key)
        return
    for verb in CHILD_VERBS:
        items = value.get(verb, ())
        if not isinstance(items, list | tuple):
            parent.refuse("children_malformed", found.key)
            continue
        for position, item in enumerate(items):
            draft = draft_child(drafting, parent, found, Kind(verb), item)
            if draft is None:
                place = f"{parent.pointer}/{found.key}/{verb}/{position}"
                parent.refusals.append(Refusal("children_malformed", found.key, place))
            else:
                draft.pointer = f"{parent.pointer}/{found.key}/{verb}/{position}"
                yield draft


def draft_child(
    drafting: Drafting, parent: Draft, found: Field, kind: Kind, item: object
) -> Draft | None:
    """The draft of one child; None where the JSON is no such thing."""
    assert found.target is not None
    assert found.back is not None
    if kind is Kind.DELETE and not isinstance(item, Mapping):
        item = {"id": item}
    if not isinstance(item, Mapping):
        return None
    values = {key: value for key, value in item.items() if key not in {"id", "version"}}
    version, record = item.get("version"), read_id(item.get("id"))
    if (kind is not Kind.CREATE and record is None) or not isinstance(version, int | None):
        return None
    change = Change(
        kind,
        found.target,
        id=None if kind is Kind.CREATE else record,
        values=values,
        version=version,
        reason=parent.change.reason,
        typed=parent.change.typed,
    )
    draft = draft_change(drafting, change, parent.root)
    draft.is_main = False
    draft.parent = (found.back, parent)
    return draft


def read_id(value: object) -> int | None:
    """A record id out of JSON, None where it is none."""
    found = read_reference(value)
    return found if isinstance(found, int) else None


def changed_keys(draft: Draft) -> frozenset[str]:
    """The fields whose value differs from the one before."""
    old = draft.old
    if old is None:
        return frozenset(key for key, value in draft.new.items() if value is not None)
    get = old.get
    # Most values are the very ones from before, which costs no comparison.
    return frozenset(
        key
        for key, value in draft.new.items()
        if (before := get(key)) is not value and not is_same(before, value)
    )


def is_same(one: object, other: object) -> bool:
    """Whether two stored values are the same; two errors are by their code."""
    if isinstance(one, FormulaValueError) and isinstance(other, FormulaValueError):
        return one.code == other.code
    return one == other
