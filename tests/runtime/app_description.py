"""The description of one app, taken apart."""

from __future__ import annotations

from collections.abc import Iterator

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types

from tests.runtime.asking import Json


def validator(described: Json, name: str) -> Draft202012Validator:
    """What accepts the values of one of the description's types."""
    return Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
    )


def operations(described: Json) -> Iterator[Json]:
    """Every operation."""
    for methods in described["paths"].values():
        yield from (it for name, it in methods.items() if name != "parameters")
