"""The committed schema files, and foreign documents held against them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

# jsonschema ships no type information.
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from jsonschema.exceptions import best_match  # type: ignore[import-untyped]

from metadata.documents.kinds import KINDS
from metadata.problems import Place, Problem
from metadata.schema.models import model_schema

FOLDER = Path(__file__).parent


def schema_text(kind: str) -> str:
    """The schema of a document kind as its file must be."""
    return json.dumps(model_schema(kind), ensure_ascii=False, indent=2) + "\n"


def write_schemas() -> list[Path]:
    """Every schema file says what the models say; gives the files that had to be changed."""
    changed = []
    for kind in KINDS:
        path = FOLDER / f"{kind}.schema.json"
        text = schema_text(kind)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


@cache
def published_schema(kind: str) -> Mapping[str, object]:
    """The committed schema of a document kind."""
    loaded = json.loads((FOLDER / f"{kind}.schema.json").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


@cache
def validator(kind: str) -> Draft202012Validator:
    """What holds documents against the committed schema."""
    return Draft202012Validator(published_schema(kind))


def find_schema_problems(place: Place, document: object) -> list[Problem]:
    """What the published schema says against a foreign document, one problem for each place."""
    problems = {}
    for error in validator(place.kind).iter_errors(document):
        deepest = best_match([error]) or error
        where = place.at(*deepest.absolute_path)
        problems[where] = Problem("schema", where, {"detail": deepest.message[:300]})
    return list(problems.values())
