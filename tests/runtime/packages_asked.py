"""What tests of the market ask."""

from __future__ import annotations

from tests.runtime.asking import Json
from tests.runtime.sites import Caller

PACKAGES = "/market/packages"
SERVICE = f"{PACKAGES}/service"
TICKETS = "/apps/service/tables/ticket/records?limit=500&count=true"


def card(caller: Caller, key: str) -> Json:
    """What the market shows of a package."""
    found = caller("GET", PACKAGES).json()["packages"]
    return next(it for it in found if it["key"] == key)


def install(caller: Caller, **body: object) -> Json:
    """The service package is installed, whatever the plan says."""
    plan = caller("POST", f"{SERVICE}/plan", {"parameters": body.get("parameters", {})}).json()
    accept = [danger["code"] for danger in plan["dangers"]]
    done = caller("POST", f"{SERVICE}/install", {"accept": accept, **body})
    assert done.status_code == 200, done.text
    made: Json = done.json()
    return made
