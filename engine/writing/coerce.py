"""Step 1: JSON → typed values. Every unreadable value is reported at once; no database is asked."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from difflib import get_close_matches

from engine.access import TableAccess
from engine.catalog_table import CompiledTable
from engine.writing.batch import Batch, Draft
from engine.writing.change import Kind
from engine.writing.program import Program, program_of
from metadata.fields import SYSTEM_FIELDS
from metadata.fields.field_type import Unreadable

Refs = Mapping[str, tuple[str, int]]


def coerce_values(batch: Batch, mask: TableAccess, refs: Refs) -> None:
    """Every draft's `written` holds typed values, or the draft says which cannot be read. A field
    that the mask hides is unknown (decision 43).

    Done once: a batch that was coerced on the caller's thread is left as it is.
    """
    if batch.is_coerced:
        return
    batch.is_coerced = True
    program = program_of(batch.table)
    _, known = batch.table.made(("known", id(mask)), lambda: (mask, known_to(mask)))
    for draft in batch.drafts:
        if draft.writes_values:
            coerce_draft(draft, program, known, refs)
        elif draft.change.values:
            draft.refuse("values_not_taken")
        refuse_misuse(draft)


def known_to(mask: TableAccess) -> AbstractSet[str]:
    """The fields of which the mask lets the actor know."""
    return frozenset(mask.visible.keys() | mask.creatable | mask.editable.keys())


def coerce_draft(draft: Draft, program: Program, known: AbstractSet[str], refs: Refs) -> None:
    """The values of one change, and the reference to the parent it is saved with; the `ref` of a
    record made in the same write stands for its id."""
    readers = program.lenient_readers if draft.change.lenient else program.readers
    written, is_typed = draft.written, draft.change.typed
    for key, value in draft.change.values.items():
        read = readers.get(key)
        if read is None or key not in known:
            if key not in program.child_keys or key not in known:
                refuse_key(draft, program.table, key, known)
            continue
        found = value
        # A file's value may be known to be unreadable before.
        if not is_typed and type(value) is not Unreadable:
            target = program.fields[key].target if refs else None
            found = read(value if target is None else resolve_refs(value, target, refs))
        if type(found) is Unreadable and not is_typed:
            draft.refuse(found.code, key, found.parameters, suggestion=found.suggestion)
        else:
            written[key] = found
    if draft.parent is not None and draft.is_new:
        back, parent = draft.parent
        draft.written[back] = parent.id


def resolve_refs(value: object, target: str, refs: Refs) -> object:
    """The value with refs to records of `target` replaced by their ids."""
    if isinstance(value, str) and value in refs and refs[value][0] == target:
        return refs[value][1]
    if isinstance(value, list):
        return [resolve_refs(item, target, refs) for item in value]
    return value


def refuse_key(draft: Draft, table: CompiledTable, key: str, known: AbstractSet[str]) -> None:
    """Why this key cannot be written: the engine keeps it, computes it, or it is unknown."""
    if key in SYSTEM_FIELDS or (key in known and key in table.table.fields):
        draft.refuse("not_writable", key)
        return
    near = get_close_matches(key, known, n=1)
    draft.refuse("unknown_field", key, {"name": key}, suggestion=near[0] if near else None)


def refuse_misuse(draft: Draft) -> None:
    """What a kind of change needs and must not have."""
    change = draft.change
    if change.kind is Kind.CREATE:
        if change.id is not None or change.version is not None:
            draft.close("id_not_taken")
    elif change.id is None:
        draft.close("id_missing")
    if draft.table.table.log and change.kind is not Kind.CREATE:
        draft.close("log_append_only")
