"""How people come who were not there: by a link."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import httpx

from runtime.http.app import create_app
from runtime.http.endpoints import ENDPOINTS
from runtime.http.in_process import InProcess
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


def all_at_once(served: ServedShop, path: str, bodies: Sequence[Json]) -> list[httpx.Response]:
    """The answers to bodies posted at the same time, the one that was done first."""

    def post(body: Json) -> httpx.Response:
        with InProcess(create_app(served.site, ENDPOINTS)) as client:
            return Caller(client)("POST", path, body)

    with ThreadPoolExecutor(len(bodies)) as threads:
        return sorted(threads.map(post, bodies), key=lambda answer: answer.status_code)
