"""The documents of an app as a caller may know them: hidden is unknown (decision 43).

Whoever may build a kind of document sees those whole. Others see what their forms and lists are
made of: the fields open to them, formulas that read nothing hidden, the moves allowed to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.access import Access, TableAccess
from engine.reading.knowing import known_keys, may_know
from formula.check import check
from formula.scope import Use
from metadata.fields import SYSTEM_FIELDS
from metadata.resolved import DocumentKey, Table
from runtime.http.seen_machines import listed, seen_machines, without_secrets

Json = dict[str, object]
Document = Mapping[str, object]


def seen_documents(access: Access, app: str) -> Iterator[tuple[DocumentKey, Document]]:
    """The documents of the app, each as far as the caller may see it."""
    sources = access.catalog.resolved.sources
    for name in sorted(key for key in sources if key[0] == app):
        found = seen_document(access, name)
        if found is not None:
            yield name, found


def seen_document(access: Access, name: DocumentKey) -> Document | None:
    """The document as far as the caller may see it; None where they may not know of it."""
    app, kind, key = name
    source = access.catalog.resolved.sources.get(name)
    if source is None or access.may_build(app, kind):
        return source
    match kind:
        case "app":
            return seen_app(access, app, source)
        case "table":
            full = f"{app}.{key}"
            return seen_table(access, access.table(full), source) if full in access.tables else None
        case "view":
            return seen_view(access, app, source)
        case "option_set":
            return source if f"{app}.{key}" in seen_option_sets(access) else None
        case _:
            return None


def seen_app(access: Access, app: str, source: Document) -> Document | None:
    """The app with the navigation to views that are seen."""
    if not access.may_open(app):
        return None
    navigation = []
    for group in listed(source.get("navigation")):
        items = [
            item
            for item in listed(group.get("items"))
            if seen_document(access, (app, "view", str(item["view"]))) is not None
        ]
        if items:
            navigation.append({**group, "items": items})
    shown = {name: part for name, part in source.items() if name != "parameters"}
    return {**shown, "navigation": navigation}


def seen_table(access: Access, mask: TableAccess, source: Document) -> Document:
    """The table without fields, rules and moves that are not the caller's."""
    table = mask.table
    keys = known_keys(mask)
    fields = [
        without_secrets(access, field, [table.fields[str(field["key"])].formula], ("formula",))
        for field in listed(source.get("fields"))
        if field["key"] in keys
    ]
    shown: Json = {**source, "fields": fields, "rules": list(seen_rules(access, mask, source))}
    machines = list(seen_machines(access, mask, source))
    if "state_machines" in source:
        shown["state_machines"] = machines
    if "search" in source:
        shown["search"] = [key for key in texts(source["search"]) if key in keys]
    if source.get("title") not in keys:
        shown.pop("title", None)
    return shown


def seen_rules(access: Access, mask: TableAccess, source: Document) -> Iterator[Document]:
    """The rules over seen fields that read nothing hidden."""
    rules = {rule.key: rule for rule in mask.table.rules}
    for document in listed(source.get("rules")):
        rule = rules[str(document["key"])]
        formulas = [it for it in (rule.when, rule.expression) if it is not None]
        is_known = all(may_know(access, formula) for formula in formulas)
        if is_known and known_keys(mask).issuperset(rule.fields):
            yield document


def seen_option_sets(access: Access) -> frozenset[str]:
    """The full names of the option sets that seen fields take their options from."""
    found = set()
    for name in access.tables:
        mask = access.table(name)
        for key in known_keys(mask):
            options = getattr(mask.table.fields[key].document, "options", None)
            if (used := getattr(options, "set", None)) is not None:
                found.add(used if "." in used else f"{mask.table.app}.{used}")
    return frozenset(found)


# -- views


def seen_view(access: Access, app: str, source: Document) -> Document | None:
    """The view over seen fields; None where its table, or every field of it, is hidden."""
    table = str(source["table"])
    full = table if "." in table else f"{app}.{table}"
    if full not in access.tables:
        return None
    mask = access.table(full)
    # What strangers write, and into which fields, is the builders' affair.
    shown: Json = {name: part for name, part in source.items() if name != "public"}
    is_board = source["type"] == "kanban"
    if is_board and not knows(mask, str(source["field"])):
        return None
    for name in ("sections", "children") if is_board else ("columns", "sections", "children"):
        if name in source:
            shown[name] = seen_places(access, mask, listed(source[name]))
    for name in ("sort", "group", "header", "cards"):
        if name in source:
            shown[name] = [key for key in texts(source[name]) if knows(mask, key.removeprefix("-"))]
    if "filter" in source and not is_clear(access, full, source["filter"]):
        return None
    if "colors" in source:
        colors = listed(source["colors"])
        shown["colors"] = [it for it in colors if is_clear(access, full, it["when"])]
    if "total" in source and not is_clear(access, full, source["total"], Use.MEASURE):
        shown.pop("total")
    parts = ("columns", "sections", "children", "header")
    return shown if is_board or any(shown.get(name) for name in parts) else None


def seen_places(access: Access, mask: TableAccess, places: list[Json]) -> list[Json]:
    """Columns, sections and child lists with the fields that are seen."""
    found = []
    for place in places:
        if "field" in place and not knows(mask, str(place["field"])):
            continue
        if "fields" in place:
            inner = [it for it in listed(place["fields"]) if knows(mask, str(it["field"]))]
            if inner:
                found.append({**place, "fields": inner})
        elif "columns" in place:
            found += seen_child_list(access, mask.table, place)
        else:
            found.append(place)
    return found


def seen_child_list(access: Access, table: Table, place: Json) -> list[Json]:
    """A child list with the columns that are seen, in a list; empty where none is."""
    target = table.fields[str(place["field"])].target
    if target is None or target not in access.tables:
        return []
    columns = seen_places(access, access.table(target), listed(place["columns"]))
    return [{**place, "columns": columns}] if columns else []


def knows(mask: TableAccess, key: str) -> bool:
    """Whether the caller may know of the field."""
    return key in SYSTEM_FIELDS or key in known_keys(mask)


def is_clear(access: Access, table: str, text: object, use: Use = Use.FILTER) -> bool:
    """Whether the formula names nothing that the caller may not see."""
    return check(str(text), access.scope_of(table), use).typed is not None


def texts(value: object) -> list[str]:
    """The texts of a list in a document."""
    return [str(each) for each in value] if isinstance(value, list | tuple) else []
