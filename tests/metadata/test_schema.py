"""The published schemas: they are current, and they accept and refuse what the models do."""

from collections.abc import Mapping

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types

from metadata.documents.kinds import KINDS
from metadata.problems import Place
from metadata.read_documents import read_document
from metadata.schema.files import FOLDER, find_schema_problems, published_schema, schema_text
from tests.metadata.bad_documents import BAD
from tests.metadata.shop import bent, shop

SHAPES = [
    (name, key)
    for name, (changes, _) in BAD.items()
    for key in {("shop", *place.split(" ")[:2]) for place in changes}
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_file_says_what_the_model_says(kind: str) -> None:
    written = (FOLDER / f"{kind}.schema.json").read_text(encoding="utf-8")
    assert written == schema_text(kind), "run python -m metadata.schema"


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_a_schema(kind: str) -> None:
    schema = published_schema(kind)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize(("name", "key"), SHAPES)
def test_schema_and_model_agree(name: str, key: tuple[str, str, str]) -> None:
    changes, _ = BAD[name]
    source = bent(changes)[key]
    found, problems = read_document(key, source)
    # What no schema can say: texts that no database stores, and the name of the file.
    by_shape = [p for p in problems if p.code not in {"nul", "broken_text", "key_differs"}]
    assert bool(find_schema_problems(Place(*key), source)) == bool(by_shape)
    assert (found is None) == bool(problems)


def test_a_foreign_document_is_refused_at_its_place() -> None:
    source = bent({"table order /fields/5/decimals": 9, "table order /labl": 1})
    problems = find_schema_problems(
        Place("shop", "table", "order"), source["shop", "table", "order"]
    )
    assert sorted(problem.place.pointer for problem in problems) == ["", "/fields/5/decimals"]


def test_the_shop_fits_its_schemas() -> None:
    documents: Mapping[tuple[str, str, str], object] = shop()
    assert [
        problem
        for name, source in documents.items()
        for problem in find_schema_problems(Place(*name), source)
    ] == []
