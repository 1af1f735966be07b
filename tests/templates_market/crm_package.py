"""The CRM package as plain JSON and CSV, for tests that look at what it says."""

from __future__ import annotations

import csv
import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import templates_market

PACKAGE = Path(templates_market.__path__[0]) / "packages" / "crm"

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Table:
    """One table document: its fields by key, with what tests ask of it."""

    key: str
    document: Json
    fields: Mapping[str, Json]

    @property
    def machines(self) -> list[Json]:
        return objects(self.document.get("state_machines"))

    def rules(self, kind: str) -> list[Json]:
        return [rule for rule in objects(self.document["rules"]) if rule["kind"] == kind]


def read_folder(folder: str) -> dict[str, Json]:
    """The documents of one folder of the package, by key."""
    return {path.stem: read_json(path) for path in sorted((PACKAGE / folder).glob("*.json"))}


def read_json(path: Path) -> Json:
    """The object that a JSON file holds."""
    return cast("Json", json.loads(path.read_text(encoding="utf-8")))


def read_tables() -> dict[str, Table]:
    """All tables of the package by key."""
    return {
        key: Table(key, document, {str(f["key"]): f for f in objects(document["fields"])})
        for key, document in read_folder("tables").items()
    }


def read_demo(table: str) -> list[dict[str, str]]:
    """The demo rows of a table."""
    with (PACKAGE / "demo" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def objects(value: object) -> list[Json]:
    """A JSON list of objects; none where the property is absent."""
    return cast("list[Json]", value or [])


def texts(value: object) -> list[str]:
    """A JSON list of texts; none where the property is absent."""
    return cast("list[str]", value or [])


def label_of(thing: Json) -> dict[str, str]:
    """The texts of a label by language."""
    return cast("dict[str, str]", thing["label"])


def labels_within(value: object) -> Iterator[object]:
    """Every label, message and help text in a document."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name in {"label", "message", "help", "description"}:
                yield part
            else:
                yield from labels_within(part)
    elif isinstance(value, list):
        for part in value:
            yield from labels_within(part)


def app() -> Json:
    """The app document."""
    return read_json(PACKAGE / "app.json")


def tables_of(role: str) -> dict[str, Json]:
    """What a role may do, by table."""
    tables = read_folder("roles")[role]["tables"]
    assert isinstance(tables, dict)
    return tables


def role_powers(role: str, table: str) -> dict[str, object]:
    """The powers of a role over the fields of a table."""
    fields = tables_of(role)[table]["fields"]
    assert isinstance(fields, dict)
    return fields


def values_of(row: dict[str, str]) -> list[tuple[str, str]]:
    """The filled cells of a row that are values of fields."""
    return [(key, text) for key, text in row.items() if key != "ref" and text]


def option_values(field: Json) -> set[str]:
    """The values that a select field takes."""
    options = field["options"]
    if isinstance(options, dict):
        options = read_folder("option_sets")[str(options["set"])]["options"]
    return {str(option["value"]) for option in objects(options)}


def shortest_path(machine: Json, goal: str) -> list[Json]:
    """The moves from the initial state to `goal`; the goal must be reachable."""
    waiting: deque[tuple[str, list[Json]]] = deque([(str(machine["initial"]), [])])
    while waiting:
        state, path = waiting.popleft()
        if state == goal:
            return path
        waiting.extend(
            (str(move["to"]), [*path, move])
            for move in objects(machine["transitions"])
            if state in texts(move["from"]) and len(path) < len(objects(machine["states"]))
        )
    raise AssertionError(f"{goal} cannot be reached")


def read_sources() -> dict[tuple[str, str, str], Json]:
    """All documents of the package as `metadata` names them: (app, kind, key)."""
    sources = {("crm", "app", "crm"): app()}
    for folder in ("tables", "option_sets", "views", "roles", "reports"):
        for key, document in read_folder(folder).items():
            sources["crm", folder.removesuffix("s"), key] = document
    return sources
