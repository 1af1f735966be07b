"""The office of tests.workflow.office, served, with its people as callers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from runtime.http.app import create_app
from runtime.http.endpoints import ENDPOINTS
from runtime.http.in_process import InProcess
from runtime.http.site import Site
from tests.runtime.sites import LOCAL_KEY, Caller
from tests.workflow.office import Office

Json = dict[str, Any]
BILLS = "/apps/office/tables/bill/records"


@dataclass
class ServedOffice:
    """The office, and who calls it by their logins."""

    office: Office
    site: Site
    client: InProcess

    def caller(self, login: str, scopes: list[str] | None = None) -> Caller:
        """The person with a token of theirs."""
        machine = Caller(self.client, {"Authorization": f"Bearer {LOCAL_KEY}"})
        body = {"label": "test", "login": login, **({"scopes": scopes} if scopes else {})}
        made = machine("POST", "/tokens", body)
        assert made.status_code == 201, made.text
        return Caller(self.client, {"Authorization": f"Bearer {made.json()['token']}"})

    def ask(self, login: str, method: str, path: str, body: object = None) -> Json:
        """What the person is answered, who must not be refused."""
        answer = self.caller(login)(method, path, body)
        assert answer.status_code < 400, answer.text
        return cast(Json, answer.json()) if answer.content else {}

    def refused(self, login: str, method: str, path: str, body: object = None) -> tuple[int, str]:
        """The status and the code of a refusal."""
        answer = self.caller(login)(method, path, body)
        assert answer.status_code >= 400, answer.text
        return answer.status_code, str(answer.json()["code"])


def serve_office(office: Office) -> ServedOffice:
    """The office is served in this process."""
    site = Site(office.work, local_key=LOCAL_KEY)
    return ServedOffice(office, site, InProcess(create_app(site, ENDPOINTS)))
