"""The description of one app: true for its records, and silent about what is hidden."""

import pytest
from fastapi.openapi.models import OpenAPI
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types

from engine.access import access_of
from metadata.fields import FIELD_TYPES
from runtime.app_openapi import describe_app
from runtime.value_schemas import SCHEMAS
from tests.engine.shops import ADMIN
from tests.runtime.app_description import operations, validator
from tests.runtime.asking import Json, assert_problem
from tests.runtime.sites import BUYERS, Caller, ServedShop

PURCHASES = "/api/v1/apps/shop/tables/purchase/records"


@pytest.fixture
def described(root: Caller) -> Json:
    """The shop as the administrator may use it."""
    found: Json = root("GET", "/apps/shop/openapi.json").json()
    return found


def test_it_is_openapi_and_its_schemas_are_schemas(described: Json) -> None:
    assert OpenAPI.model_validate(described).openapi == "3.1.0"
    for schema in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    names = [it["operationId"] for it in operations(described)]
    assert len(names) == len(set(names)) > 0
    assert {it["description"] for each in operations(described) for it in each["parameters"]}


def test_every_field_type_has_a_schema() -> None:
    assert SCHEMAS.keys() == FIELD_TYPES.keys()


def test_what_the_server_answers_is_what_it_describes(root: Caller, described: Json) -> None:
    values = {"name": "anna", "phone": "13805127716", "area": "310000", "tags": ["new"]}
    made = root("POST", BUYERS, {"values": values}).json()
    bought = {"price": {"amount": 5}, "other": {"amount": "7", "currency": "USD"}}
    root("POST", PURCHASES, {"values": {**bought, "buyer": made["id"], "title": "a"}})
    root("POST", PURCHASES, {"values": {"lines": {"create": [{"item": "x"}]}}})
    for name, path in (("Buyer", BUYERS), ("Purchase", PURCHASES)):
        validator(described, f"{name}Page").validate(root("GET", path).json())
    validator(described, "BuyerRecord").validate(made)
    assert validator(described, "BuyerNew").is_valid(values)
    assert not validator(described, "BuyerNew").is_valid({"nam": "anna"})
    assert not validator(described, "BuyerNew").is_valid({"level": "lead"})


def test_its_examples_are_taken(root: Caller, described: Json) -> None:
    new = described["components"]["schemas"]["BuyerNew"]["properties"]
    values = {key: it["examples"][0] for key, it in new.items() if "examples" in it}
    values = {key: value for key, value in values.items() if key not in ("keeper", "number")}
    validator(described, "BuyerNew").validate(values)
    made = root("POST", BUYERS, {"values": values})
    assert made.status_code == 201, made.text


def test_moves_say_what_they_ask_for(described: Json) -> None:
    path = f"{PURCHASES}/{{record}}/transitions/lose"
    move = described["paths"][path]["post"]
    body = move["requestBody"]["content"]["application/json"]["schema"]
    assert move["summary"] == "丢失"
    assert body["properties"]["form"]["required"] == ["lost_reason"]


def test_it_holds_only_what_the_caller_may_do(sue: Caller, described: Json) -> None:
    seen = sue("GET", "/apps/shop/openapi.json").json()
    for name, schema in seen["components"]["schemas"].items():
        if name.endswith(("Values", "New", "Change")):
            whole = described["components"]["schemas"][name]["properties"]
            assert schema["properties"].keys() <= whole.keys()
    mine = {it["operationId"] for it in operations(seen)}
    assert mine < {it["operationId"] for it in operations(described)}


def test_an_app_that_is_not_there_has_none(root: Caller, served: ServedShop) -> None:
    assert_problem(root("GET", "/apps/nothing/openapi.json"), 404)
    assert_problem(served.nobody("GET", "/apps/shop/openapi.json"), 401)


def test_it_speaks_the_caller_s_language(served: ServedShop) -> None:
    access = access_of(served.work.catalog, ADMIN)
    shown = describe_app(access, "shop", "Shop", "zh")
    values = shown["components"]["schemas"]["BuyerValues"]["properties"]  # type: ignore[index]
    assert values["created_at"]["title"] == "创建时间"
    assert values["name"]["title"] == "名称"
