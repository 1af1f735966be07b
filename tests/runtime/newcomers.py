"""How people come who were not there: by a link."""

from __future__ import annotations

import httpx

from tests.runtime.asking import Json
from tests.runtime.sites import Caller, ServedShop


def invited(caller: Caller, **body: object) -> Json:
    """An invitation with its link."""
    answer = caller("POST", "/people/invitations", body)
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


def browser_of(served: ServedShop, answer: httpx.Response) -> Caller:
    """Whoever was signed in by the answer."""
    assert answer.status_code == 201, answer.text
    cookie = answer.headers["set-cookie"].split(";")[0]
    return Caller(served.client, {"Cookie": cookie, "X-CSRF-Token": answer.json()["csrf"]})
