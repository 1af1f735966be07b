"""A public form of the shop, and whoever fills it in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

import httpx

from tests.runtime.asking import Json
from tests.runtime.sites import Caller, ServedShop

FORM_TYPE = "application/x-www-form-urlencoded"
SHOWN = ("name", "phone", "area", "level", "tags", "vip", "license", "why_iron")
HIDDEN_INPUT = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
ERROR = re.compile(r'<p class="error">([^<]*)</p>')


def form_view(**public: object) -> Json:
    """A public form of the buyers."""
    fields = [{"field": key} for key in SHOWN]
    return {
        "key": "join",
        "label": {"zh": "登记", "en": "Join"},
        "type": "form",
        "table": "buyer",
        "sections": [{"fields": fields}],
        "public": {"from_url": {"utm_source": "area_code"}, **public},
    }


@dataclass
class Visitor:
    """Somebody at the form. `page` is what the browser shows, `typed` what stands in it."""

    shop: ServedShop
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    page: str = ""
    typed: dict[str, object] = field(default_factory=dict)

    def open(self, query: str = "") -> httpx.Response:
        """The form is in the browser."""
        answer = self.shop.client.request("GET", self.path + query, headers=self.headers)
        self.page = answer.text
        return answer

    def send(self, typed: Mapping[str, object], **headers: str) -> httpx.Response:
        """The page as it is, with this typed into it, is sent."""
        named = {f"f.{key}" if key in SHOWN else key: text for key, text in typed.items()}
        hidden = {name: unescape(text) for name, text in HIDDEN_INPUT.findall(self.page)}
        body = urlencode({**hidden, **named}, doseq=True).encode()
        sent = {"Content-Type": FORM_TYPE, **self.headers, **headers}
        answer = self.shop.client.request("POST", self.path, content=body, headers=sent)
        if answer.status_code != 303:
            self.page = answer.text
        return answer

    @property
    def errors(self) -> list[str]:
        """What the page says is wrong at its fields."""
        return ERROR.findall(self.page)


def open_visit(served: ServedShop, root: Caller, **public: object) -> Visitor:
    """A visitor with the link of a new form, the form before them."""
    put = root("PUT", "/apps/shop/documents/view/join", form_view(**public))
    assert put.status_code == 200, put.text
    made = root("POST", "/apps/shop/forms/join/link")
    assert made.status_code == 201, made.text
    visitor = Visitor(served, made.json()["path"])
    visitor.open()
    return visitor


def buyers(root: Caller) -> list[Json]:
    """The values of all buyers, the last first."""
    found = root("GET", "/apps/shop/tables/buyer/records?sort=-created_at")
    return [record["values"] for record in found.json()["records"]]
