"""JSON values → models; everything wrong with their shapes, with pointer and suggestion."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from pydantic import ValidationError

from formula.nearest import nearest
from metadata.documents.kinds import KINDS, AnyDocument
from metadata.problems import Place, Problem
from metadata.resolved import DocumentKey
from metadata.schema.models import properties_at
from metadata.shape_problems import shape_problems

DEEPEST = 40
MOST_VALUES = 500_000
DOUBTFUL = re.compile(r"\\u(0000|d[89a-f])", re.IGNORECASE)
"""A NUL, or half a character (or both halves of an emoji), somewhere in a JSON text."""


@dataclass(frozen=True, slots=True)
class Read:
    """The documents that could be read, their canonical JSON, and what is wrong with the others.

    Canonical: properties in the order of the model, only those that were written.
    """

    documents: Mapping[DocumentKey, AnyDocument]
    sources: Mapping[DocumentKey, Mapping[str, object]]
    problems: tuple[Problem, ...]


def read_documents(sources: Mapping[DocumentKey, object], earlier: Read | None = None) -> Read:
    """Every document of `sources` is a model or has its problems told. One that is the very object
    that `earlier` gave is not read again."""
    documents: dict[DocumentKey, AnyDocument] = {}
    canonical: dict[DocumentKey, Mapping[str, object]] = {}
    problems: list[Problem] = []
    for name, source in sorted(sources.items()):
        known = earlier.documents.get(name) if earlier is not None else None
        if earlier is not None and known is not None and source is earlier.sources.get(name):
            documents[name] = known
            canonical[name] = earlier.sources[name]
            continue
        document, wrong = read_document(name, source)
        problems += wrong
        if document is not None:
            documents[name] = document
            canonical[name] = canonical_json(name[1], document)
    return Read(documents, canonical, tuple(problems))


def read_document(
    name: DocumentKey, source: object
) -> tuple[AnyDocument | None, Sequence[Problem]]:
    """The model of one document, or None and its problems."""
    app, kind, key = name
    place = Place(app, kind, key)
    if kind not in KINDS:
        suggestion = next(iter(nearest(kind, KINDS)), None)
        return None, [Problem("unknown_kind", place, {"value": kind}, suggestion)]
    if not isinstance(source, Mapping):
        return None, [Problem("wrong_type", place, {"expected": "object"})]
    text = json_text(source)
    unfit = unfit_values(source, place) if text is None or DOUBTFUL.search(text) else []
    if unfit or text is None:
        return None, unfit or [Problem("not_json", place, {"value": key})]
    try:
        document = KINDS[kind].adapter.validate_json(text)
    except ValidationError as error:
        unfit = unfit_values(source, place)
        return None, unfit or shape_problems(error, source, place, properties_at)
    if document.key != key or (kind == "app" and document.key != app):
        found = {"key": document.key, "expected": key}
        return None, [Problem("key_differs", place.at("key"), found)]
    return document, ()


def json_text(source: object) -> str | None:
    """The document as JSON; None where it holds what JSON cannot say."""
    try:
        return json.dumps(source, allow_nan=False)
    except (ValueError, TypeError, RecursionError):
        return None


def canonical_json(kind: str, document: AnyDocument) -> Mapping[str, object]:
    """The document as it is stored and exported."""
    value = KINDS[kind].adapter.dump_python(document, mode="json", exclude_unset=True)
    return cast("Mapping[str, object]", value)


def unfit_values(source: object, place: Place) -> list[Problem]:
    """What no document may hold anywhere: NUL, half characters, infinities, endless nesting."""
    problems: list[Problem] = []
    waiting: list[tuple[object, Place, int]] = [(source, place, 0)]
    seen = 0
    while waiting:
        value, where, depth = waiting.pop()
        seen += 1
        if seen > MOST_VALUES:
            return [Problem("document_too_large", place, {"max": MOST_VALUES})]
        if depth > DEEPEST:
            return [Problem("too_deep", place, {"max": DEEPEST})]
        if isinstance(value, Mapping):
            for key, item in value.items():
                problems += unfit_text(key, where)
                waiting.append((item, where.at(str(key)), depth + 1))
        elif isinstance(value, list | tuple):
            waiting += [(item, where.at(index), depth + 1) for index, item in enumerate(value)]
        elif isinstance(value, float) and not math.isfinite(value):
            problems.append(Problem("not_finite", where))
        else:
            problems += unfit_text(value, where)
    return problems


def unfit_text(value: object, place: Place) -> list[Problem]:
    """NUL and lone surrogates, which neither database stores."""
    if not isinstance(value, str) or (value.isascii() and "\x00" not in value):
        return []
    if "\x00" in value:
        return [Problem("nul", place)]
    try:
        value.encode()
    except UnicodeEncodeError:
        return [Problem("broken_text", place)]
    return []
