"""A served CRM with people of several roles, and records with secrets that some must not see."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import quote

import httpx
import orjson
from PIL import Image

from tests.scenarios.server import Caller, Server

SOON = "2026-12-01T09:00:00+08:00"

SECRETS = {
    "contact_info": "13987650001",
    "registered_mobile": "13987650002",
    "email": "yinmi.jia@secret-example.com",
    "wechat": "wx_yinmi_jia",
    "address": "秘密路一号",
    "key_contact": "秘先生甲",
}
"""How the customer is reached; finance sees none of it."""

FORMER = {"contact_info": "13987650003", "email": "yinmi.yi@secret-example.com"}
"""What stood there before: only the history knows it."""

GONE = "13987650004"
"""The contact details of a customer that was deleted."""

CONTACT = {
    "name": "密友丙",
    "mobile": "13987650005",
    "email": "yinmi.bing@secret-example.com",
    "wechat": "wx_yinmi_bing",
}
LEAD = {"company": "密源贸易", "contact": "密友丁", "mobile": "13987650006"}
OWN = "13987650009"
"""The contact details of a customer whose owner is `both`."""

HIDDEN = frozenset(
    {*SECRETS.values(), *FORMER.values(), GONE, *CONTACT.values(), *LEAD.values(), OWN}
)
"""Everything that must not reach finance."""


@dataclass(frozen=True)
class Probe:
    """One request; the body is JSON, or bytes that are sent as they are."""

    method: str
    path: str
    body: object = None


@dataclass
class World:
    """The server, who calls it, and the ids of what is in it."""

    server: Server
    admin: Caller
    finance: Caller
    front_desk: Caller
    both: Caller
    """Finance and salesperson in one: sees contact details of own customers only."""
    ids: dict[str, str]

    def named(self, text: str) -> str:
        """The text with `{name}` replaced by the id of that name."""
        for name, id in self.ids.items():
            text = text.replace("{" + name + "}", id)
        return text

    def add(self, name: str, table: str, values: Mapping[str, object]) -> None:
        """A record with these values is there; its id has a name."""
        path = f"/apps/crm/tables/{table}/records"
        self.ids[name] = str(self.admin.done("POST", path, {"values": values})["id"])

    def ask(self, caller: Caller, probe: Probe) -> httpx.Response:
        """What the caller is answered; names in path and body are replaced by ids."""
        if isinstance(probe.body, bytes):
            kind = {"Content-Type": "text/csv"}
            return caller(probe.method, self.named(probe.path), content=probe.body, headers=kind)
        body = None if probe.body is None else orjson.loads(self.named(dumped(probe.body)))
        return caller(probe.method, self.named(probe.path), body)

    def values(self, table: str, id: str) -> dict[str, object]:
        """A record's values as the administrator sees them."""
        found = self.admin.done("GET", f"/apps/crm/tables/{table}/records/{id}")
        return cast(dict[str, object], found["values"])


def dumped(value: object) -> str:
    """The value as JSON."""
    return orjson.dumps(value).decode()


def is_refused(answer: httpx.Response) -> bool:
    """Whether nothing was done: a problem, or a batch whose every change was refused."""
    if answer.status_code >= 400:
        return answer.status_code < 500
    found = answer.json()
    return isinstance(found, dict) and found.get("done") == 0


def plant(server: Server) -> World:
    """The people and the records are there."""
    admin = server.caller()
    roles = {
        "finance": ("crm.finance",),
        "front_desk": ("crm.front_desk",),
        "both": ("crm.finance", "crm.salesperson"),
    }
    ids = {login: server.add_person(admin, login, *roles[login]) for login in roles}
    callers = {login: server.caller(login) for login in roles}
    world = World(server, admin, callers["finance"], callers["front_desk"], callers["both"], ids)
    plant_records(world)
    return world


def pictured(secret: str) -> bytes:
    """A picture of one pixel in whose content the secret stands."""
    into = io.BytesIO()
    Image.new("RGB", (1, 1)).save(into, "PNG")
    return into.getvalue() + secret.encode()


def upload(caller: Caller, name: str, content: bytes) -> str:
    """The id of a file that nobody but the caller sees yet."""
    headers = {"Content-Type": "image/png", "X-File-Name": quote(name)}
    answer = caller("POST", "/files", content=content, headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def plant_records(world: World) -> None:
    """A customer with everything about it, one that is `both`'s own, and one that was deleted."""
    add = world.add
    first = {"name": "密云机械", "stage": "negotiating", "next_follow_up": SOON}
    add("customer", "customer", {**first, **SECRETS, **FORMER, "contract_amount": "880001.50"})
    path = f"/apps/crm/tables/customer/records/{world.ids['customer']}"
    world.admin.done("PATCH", path, {"values": SECRETS, "reason": "moved"})
    own = {**first, "name": "自家食品", "contact_info": OWN, "owner": world.ids["both"]}
    add("own", "customer", {**own, "key_contact": "李姐", "contract_amount": "1200"})
    gone = {**first, "name": "已删公司", "contact_info": GONE, "key_contact": "王姐"}
    add("gone", "customer", gone)
    world.admin.done("DELETE", f"/apps/crm/tables/customer/records/{world.ids['gone']}")
    link = {"customer": world.ids["customer"]}
    world.ids["card"] = upload(world.admin, "密友丙.png", pictured(CONTACT["mobile"]))
    world.ids["draft_card"] = upload(world.admin, "密友丁.png", pictured(LEAD["mobile"]))
    add("contact", "contact", {**CONTACT, **link, "card": [world.ids["card"]]})
    add("lead", "lead", {**LEAD, **link})
    add("opportunity", "opportunity", {"name": "一期", **link, "contact": world.ids["contact"]})
    contract = {"number": "HT-1", "name": "年度合同", "amount": "880001.50", **link}
    add("contract", "contract", {**contract, "opportunity": world.ids["opportunity"]})
    add("product", "product", {"name": "阀门", "code": "V-1", "price": "10", "cost": "6"})
    talk = {"kind": "demo", "conclusion": "谈妥", "next_action": "寄样", "result": "success"}
    add("follow_up", "follow_up", {**talk, "next_action_on": "2026-12-02", **link})
    add("task", "task", {"title": "回访", "assignee": world.ids["front_desk"], **link})
    body = {"app": "crm", "delete": [{"kind": "view", "key": "contact_deciders"}]}
    world.ids["plan"] = str(world.admin.done("POST", "/plans", body)["id"])
