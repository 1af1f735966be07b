"""What whoever is asked about a record may see and write of it besides what their roles allow: the
field rights of an approval's node."""

from __future__ import annotations

from collections.abc import Mapping

from engine.made_role import made_role
from metadata.resolved import Resolved, Role, TablePowers

PREFIX = "approval:"
"""Before the keys of approval and node, where the key of a role stands: no role can be called so,
and none can be given to a person."""


def approval_role_key(app: str, approval: str, node: str) -> tuple[str, str]:
    """What an actor holds for one question or write about the record that is asked about."""
    return app, f"{PREFIX}{approval}:{node}"


def approval_role(resolved: Resolved, key: tuple[str, str]) -> Role | None:
    """The role of a node: its `read` fields are seen, its `edit` fields written too. None where
    there is no such node."""
    app, name = key
    if not name.startswith(PREFIX):
        return None
    approval, _, wanted = name.removeprefix(PREFIX).partition(":")
    found = resolved.approvals.get((app, approval))
    nodes = () if found is None else found.nodes
    node = next((each for each in nodes if each.key == wanted), None)
    if found is None or node is None or found.table not in resolved.tables:
        return None
    table = resolved.tables[found.table]
    levels: Mapping[str, str] = node.document.fields
    edits = any(level == "edit" for level in levels.values())
    powers = TablePowers(
        create=False,
        read=any(level != "hidden" for level in levels.values()),
        update=edits,
        delete=False,
        export=False,
        import_=False,
        fields={field: levels.get(field, "hidden") for field in table.fields},
        exportable=frozenset(),
        transitions=frozenset(),
    )
    return made_role(key, table.name, powers, (node.key, node.document.label))
