"""The description of the interface is made of what is served, and says what was agreed."""

import re

import pytest

from runtime.http.endpoints import ENDPOINTS, INTERFACE
from runtime.openapi import describe
from tests.runtime.asking import Json
from tests.runtime.sites import ServedShop

AGREED = """
POST /sessions
DELETE /sessions/current
POST /tokens
GET /me
GET /apps
GET /apps/{app}
GET /apps/{app}/documents/{kind}/{key}
PUT /apps/{app}/documents/{kind}/{key}
DELETE /apps/{app}/documents/{kind}/{key}
POST /plans
POST /plans/{plan}/apply
GET /revisions
GET /revisions/{revision}
GET /revisions/{revision}/changes
POST /revisions/{revision}/undo
GET /schemas/{kind}.json
POST /formulas/check
POST /formulas/evaluate
GET /apps/{app}/tables/{table}/records
POST /apps/{app}/tables/{table}/records
GET /apps/{app}/tables/{table}/records/{record}
PATCH /apps/{app}/tables/{table}/records/{record}
DELETE /apps/{app}/tables/{table}/records/{record}
POST /apps/{app}/tables/{table}/records/{record}/restore
POST /apps/{app}/tables/{table}/records/batch
GET /apps/{app}/tables/{table}/records/{record}/history
GET /apps/{app}/tables/{table}/records/{record}/transitions
POST /apps/{app}/tables/{table}/records/{record}/transitions/{transition}
POST /query
GET /people/users
POST /people/users
PATCH /people/users/{user}
GET /people/departments
POST /people/departments
PATCH /people/departments/{department}
GET /people/roles
GET /health
"""


@pytest.fixture(scope="module")
def described() -> Json:
    """The description."""
    return describe(INTERFACE)


def test_what_was_agreed_is_served(described: Json) -> None:
    served = {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, methods in described["paths"].items()
        for method in methods
    }
    assert set(AGREED.split("\n")) - {""} <= served


def test_every_endpoint_is_described(described: Json) -> None:
    for endpoint in INTERFACE:
        operation = described["paths"][endpoint.path][endpoint.method.lower()]
        assert operation["summary"]
        parameters = {it["name"] for it in operation["parameters"] if it["in"] == "path"}
        assert parameters == set(re.findall(r"\{(\w+)\}", endpoint.path))
        assert str(endpoint.status) in operation["responses"]


def test_operations_have_names_of_their_own(described: Json) -> None:
    names = [
        operation["operationId"]
        for methods in described["paths"].values()
        for operation in methods.values()
    ]
    assert len(names) == len(set(names))


def test_every_reference_leads_somewhere(described: Json) -> None:
    known = described["components"]["schemas"]
    for name in re.findall(r"'#/components/schemas/(\w+)'", str(described)):
        assert name in known
    assert "#/$defs" not in str(described)


def test_each_method_of_each_path_stands_once() -> None:
    places = [(endpoint.method, endpoint.path) for endpoint in ENDPOINTS]
    assert len(places) == len(set(places))


def test_it_is_served_to_everybody(served: ServedShop) -> None:
    found = served.nobody("GET", "/openapi.json")
    assert found.json()["openapi"] == "3.1.0"
    health = served.nobody("GET", "/health").json()
    assert (health["status"], health["revision"]) == ("ready", 1)
