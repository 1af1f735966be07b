"""Who may apply a plan: it is authorized by what it changes (decision 25)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.access import Access, Condition, TableAccess, access_of
from engine.actor import Actor
from engine.catalog import Catalog
from engine.changing.wanted import Wanted
from engine.errors import Forbidden
from engine.form_role import form_role, form_role_key
from metadata.documents.kinds import KINDS
from metadata.pieces import is_same
from metadata.resolved import DocumentKey, Resolved, Role, TablePowers

BUILD, GRANT = "build", "grant"
LEVELS = ("hidden", "read", "create", "edit")


def permit_wish(catalog: Catalog, actor: Actor, wanted: Wanted) -> None:
    """The actor may build every kind of document that the wish is about. Raises Forbidden. What a
    renamed label writes into other documents needs no right of its own."""
    access = access_of(catalog, actor)
    present = catalog.resolved.sources
    changed = {name for name, body in wanted.put.items() if not is_same(present.get(name), body)}
    permit_documents(access, {*changed, *wanted.delete})


def permit_documents(access: Access, names: set[DocumentKey]) -> None:
    """The documents' kinds may be built by the actor. Raises Forbidden."""
    for app, kind, key in sorted(names):
        folder = KINDS[kind].folder or kind if kind in KINDS else kind
        if not (access.may_build(app, kind) or access.may_build(app, folder)):
            raise Forbidden(BUILD, {"app": app, "kind": kind, "key": key})


def permit_changes(before: Catalog, actor: Actor, after: Resolved, *, is_undo: bool) -> None:
    """The plan's documents may be built, where nobody named them one by one, and no role gives
    what the actor does not have. Raises Forbidden."""
    access = access_of(before, actor)
    old = before.resolved.sources
    if is_undo:
        names = {
            name
            for name in old.keys() | after.sources.keys()
            if name not in old
            or name not in after.sources
            or not is_same(old[name], after.sources[name])
        }
        permit_documents(access, names)
    if access.is_admin:
        return
    for key, role in after.roles.items():
        was = before.resolved.roles.get(key)
        if was is None or was.document != role.document:
            refuse_gains(access, role, was)
    for app, view in after.views:
        key = form_role_key(app, view)
        if (role_of_form := form_role(after, key)) is not None:
            refuse_gains(access, role_of_form, form_role(before.resolved, key))


def refuse_gains(access: Access, role: Role, was: Role | None) -> None:
    """The role gives nothing new that its author does not have. Raises Forbidden."""
    for given in gains(access, role, was):
        raise Forbidden(GRANT, {"role": f"{role.app}.{role.key}", "gives": given})


def gains(access: Access, role: Role, was: Role | None) -> Iterator[str]:
    """What the role gives, did not give before, and its author does not have."""
    for power in sorted(role.powers - (was.powers if was else frozenset())):
        if not access.has_power(power):
            yield power
    if build_grows(role, was) and not access.may_build(role.app, "role"):
        yield BUILD
    kinds = KINDS if role.build is True else role.build or ()
    for kind in kinds:
        if not (was and may(was, kind)) and not access.may_build(role.app, kind):
            yield f"{BUILD} {kind}"
    for name, powers in role.tables.items():
        if name in access.catalog.resolved.tables:
            own = access.table(name) if name in access.tables else None
            yield from table_gains(name, powers, was.tables.get(name) if was else None, own)


def build_grows(role: Role, was: Role | None) -> bool:
    """Whether the role may build anything that it could not before."""
    return bool(role.build) and (was is None or was.build != role.build)


def may(role: Role, kind: str) -> bool:
    """Whether the role's holders may build documents of the kind."""
    return role.build is True or (role.build is not False and kind in role.build)


def table_gains(
    name: str, powers: TablePowers, was: TablePowers | None, own: TableAccess | None
) -> Iterator[str]:
    """What the powers over one table give, did not give before, and the author does not have."""
    rows = {
        "read": (powers.read, was.read if was else False, own.read if own else False),
        "update": (powers.update, was.update if was else False, own.update if own else False),
        "delete": (powers.delete, was.delete if was else False, own.delete if own else False),
    }
    for verb, (given, before, has) in rows.items():
        if not covers(before, given) and not covers(has, given):
            yield f"{name} {verb}"
    flags = {
        "create": (powers.create, bool(was and was.create), bool(own and own.create)),
        "export": (powers.export, bool(was and was.export), bool(own and own.export)),
        "import": (powers.import_, bool(was and was.import_), bool(own and own.import_)),
        "override": (powers.override, bool(was and was.override), bool(own and own.override)),
    }
    for verb, (flag, did, can) in flags.items():
        if flag and not did and not can:
            yield f"{name} {verb}"
    for key, level in powers.fields.items():
        before_level = was.fields.get(key, "hidden") if was else "hidden"
        if LEVELS.index(level) > max(LEVELS.index(before_level), level_of(own, key)):
            yield f"{name}.{key} {level}"
    moves = powers.transitions - (was.transitions if was else frozenset())
    yield from (f"{name} {move}" for move in moves if own is None or move not in own.transitions)


def covers(has: Condition, given: Condition) -> bool:
    """Whether the rows of `given` are among those of `has`, as far as can be told."""
    return has is True or given is False or has == given


def level_of(own: TableAccess | None, key: str) -> int:
    """How far the author's own power over a field goes, as an index of LEVELS. A field that is
    new in this plan holds nothing yet."""
    if own is None:
        return 0
    if key in own.editable or key not in own.table.fields:
        return LEVELS.index("edit")
    if key in own.creatable:
        return LEVELS.index("create")
    return LEVELS.index("read") if key in own.visible else 0
