"""Credentials, connectors, channels and webhooks over HTTP: who may, and what is never shown."""

from dataclasses import asdict
from urllib.parse import urlencode

import pytest

from tests.engine.shop_app import SOURCES
from tests.engine.shops import Shop
from tests.runtime.asking import assert_problem, clock_of
from tests.runtime.sites import Caller, ServedShop
from tests.workflow.outside import wecom
from tests.workflow.outside.automations import hooked, placed
from tests.workflow.outside.stand_in import StandIn
from tests.workflow.outside.world import ERP, SYNC
from workflow.deliveries import deliver
from workflow.webhooks.signing import sign
from workflow.webhooks.wecom import signature_of
from workflow.worker import run_until_idle

SECRET = "tok-secret-123456"
BEARER = {"kind": "bearer", "parts": {"token": SECRET}}
HEAR = {"label": "there", "address": "https://example.com/hear", "events": ["shop.*"]}
HOOK = "/apps/shop/automations/hooked/hook"
WALKED: list[tuple[str, str, object]] = [
    ("GET", "/credentials", None),
    ("PUT", "/credentials/erp", BEARER),
    ("DELETE", "/credentials/erp", None),
    ("GET", "/connectors/shop/erp/calls", None),
    ("GET", "/connectors/shop/erp/refused", None),
    ("POST", "/connectors/shop/erp/probe", {}),
    ("POST", "/connectors/shop/erp/sync", {}),
    ("GET", "/channels", None),
    ("PUT", "/channels/mail", {"kind": "email", "options": {"host": "a", "from": "b"}}),
    ("DELETE", "/channels/mail", None),
    ("POST", "/channels/mail/try", {}),
    ("GET", "/settings/networks", None),
    ("PUT", "/settings/networks", {"networks": []}),
    ("GET", "/deliveries", None),
    ("GET", "/deliveries/1", None),
    ("POST", "/deliveries/1/retry", {}),
    ("GET", "/subscriptions", None),
    ("POST", "/subscriptions", HEAR),
    ("PATCH", "/subscriptions/1", {"enabled": False}),
    ("DELETE", "/subscriptions/1", None),
    ("POST", "/subscriptions/1/secret", {}),
    ("GET", "/subscriptions/1/messages", None),
    ("POST", "/subscriptions/1/messages/1/retry", {}),
    ("GET", HOOK, None),
    ("POST", HOOK, {}),
    ("DELETE", HOOK, None),
]


@pytest.fixture
def connected(served: ServedShop) -> ServedShop:
    """The shop with a connector that nobody answers, and an automation that is called."""
    erp = {**ERP, "base": "http://127.0.0.1:9/api", "syncs": [SYNC]}
    erp["probe"] = {"path": "/health"}
    sources = {**SOURCES, ("shop", "connector", "erp"): erp, **placed(hooked())}
    Shop(served.work).replace(sources)
    return served


def test_a_seller_may_nothing_of_it(connected: ServedShop, sue: Caller) -> None:
    assert connected
    for method, path, body in WALKED:
        assert_problem(sue(method, path, body), 403, 404)
    assert sue("GET", "/connectors").json() == {"connectors": []}


def test_values_go_in_and_never_come_out(connected: ServedShop, root: Caller) -> None:
    assert connected
    put = root("PUT", "/credentials/erp", BEARER)
    assert put.json()["parts"] == {"token": "••••56"}
    assert_problem(root("PUT", "/credentials/Erp!", BEARER), 422)
    assert_problem(root("PUT", "/credentials/erp", {"kind": "magic", "parts": {}}), 422)
    listed = root("GET", "/credentials")
    assert [it["name"] for it in listed.json()["credentials"]] == ["erp"]
    assert SECRET not in listed.text + put.text
    assert root("DELETE", "/credentials/erp").status_code == 204
    assert_problem(root("DELETE", "/credentials/erp"), 404)


def test_who_has_another_power_sees_no_credential(connected: ServedShop) -> None:
    assert_problem(connected.token("root", ["settings"])("GET", "/credentials"), 403)
    builder = connected.token("root", ["shop:build"])
    assert_problem(builder("PUT", "/credentials/erp", BEARER), 403)
    connected.token("root", ["credentials"])("PUT", "/credentials/erp", BEARER)
    names = builder("GET", "/credentials").json()["credentials"]
    assert names == [{"name": "erp", "kind": "bearer"}]


def test_a_connector_says_how_it_is(connected: ServedShop, root: Caller) -> None:
    before = root("GET", "/connectors?app=shop").json()["connectors"][0]
    assert (before["state"], before["syncs"][0]["lag"]) == ("unknown", None)
    probed = root("POST", "/connectors/shop/erp/probe", {}).json()
    assert probed["error"]["code"] == "credential_unknown"
    root("PUT", "/credentials/erp", BEARER)
    probed = root("POST", "/connectors/shop/erp/probe", {}).json()
    assert probed["error"]["code"] == "address_refused"
    assert root("PUT", "/settings/networks", {"networks": ["127.0.0.0/8"]}).status_code == 200
    probed = root("POST", "/connectors/shop/erp/probe", {}).json()
    assert (probed["state"], probed["error"]["code"]) == ("lost", "unreachable")
    calls = root("GET", "/connectors/shop/erp/calls").json()["calls"]
    assert [it["code"] for it in calls] == ["unreachable", "address_refused"]
    assert SECRET not in str(calls)
    begun = root("POST", "/connectors/shop/erp/sync", {"sync": "buyers"})
    assert (begun.status_code, begun.json()) == (202, {"begun": ["buyers"]})
    assert root("POST", "/connectors/shop/erp/sync", {}).json() == {"begun": []}
    assert_problem(root("POST", "/connectors/shop/erp/sync", {"sync": "no"}), 404)
    assert root("GET", "/connectors/shop/erp/refused").json() == {"refused": []}
    assert_problem(root("POST", "/connectors/shop/no/probe", {}), 404)
    assert connected


def test_a_channel_is_set_up_tried_and_its_failures_listed(
    connected: ServedShop, root: Caller
) -> None:
    mail = {"kind": "email", "options": {"host": "127.0.0.1", "from": "a@example.com"}}
    assert root("PUT", "/channels/mail", mail).json()["options"] == mail["options"]
    for bad in ({"kind": "pigeon"}, {"kind": "email"}, {**mail, "options": {"more": "x"}}):
        assert_problem(root("PUT", "/channels/mail", bad), 422)
    assert_problem(root("PUT", "/channels/inbox", mail), 422)
    browser = connected.browser("root")
    assert_problem(browser("POST", "/channels/no/try", {}), 404)
    tried = browser("POST", "/channels/mail/try", {})
    assert tried.status_code == 202
    one = f"/deliveries/{tried.json()['delivery']}"
    waiting = root("GET", one).json()
    assert (waiting["state"], waiting["attempts"], waiting["error"]) == ("waiting", 0, None)
    run_until_idle(connected.work)
    ended = root("GET", one).json()
    assert (ended["state"], ended["error"]["code"]) == ("failed", "no_email")
    assert ended["error"]["note"] is None
    assert_problem(root("GET", "/deliveries/1"), 404)
    (failed,) = root("GET", "/deliveries").json()["deliveries"]
    assert (failed["id"], failed["error"]["code"]) == (tried.json()["delivery"], "no_email")
    assert root("POST", f"/deliveries/{failed['id']}/retry", {}).status_code == 204
    assert_problem(root("POST", f"/deliveries/{failed['id']}/retry", {}), 404)
    assert root("DELETE", "/channels/mail").status_code == 204
    assert_problem(root("DELETE", "/channels/mail"), 404)


def test_what_the_other_side_said_is_told(connected: ServedShop, root: Caller) -> None:
    outside = StandIn()
    outside.on("POST", "/robot", {"errcode": 310000, "errmsg": "keywords not in content"})
    root("PUT", "/settings/networks", {"networks": ["127.0.0.0/8"]})
    robot = {"kind": "robot", "parts": {"address": f"{outside.url}/robot"}}
    root("PUT", "/credentials/group", robot)
    root("PUT", "/channels/group", {"kind": "dingtalk_robot", "credential": "group"})
    tried = connected.browser("root")("POST", "/channels/group/try", {}).json()["delivery"]
    run_until_idle(connected.work)
    outside.close()
    error = root("GET", f"/deliveries/{tried}").json()["error"]
    assert error["code"] == "provider_refused"
    assert "keywords not in content" in error["note"]


def test_what_a_message_says_is_not_listed(connected: ServedShop, root: Caller) -> None:
    work = connected.work
    user = connected.add_person("ada")
    work.database.write(
        lambda it: deliver(it, work, "no", user, title="t", text="between them", key="k")
    )
    run_until_idle(work)
    listed = root("GET", "/deliveries")
    assert len(listed.json()["deliveries"]) == 1
    assert "between them" not in listed.text
    (listed_one,) = listed.json()["deliveries"]
    assert listed_one["user_name"] == "Ada"
    assert "between them" not in root("GET", f"/deliveries/{listed_one['id']}").text


def test_a_subscription_shows_its_secret_once(connected: ServedShop, root: Caller) -> None:
    made = root("POST", "/subscriptions", HEAR)
    assert made.status_code == 201
    id, secret = made.json()["id"], made.json()["secret"]
    assert secret.startswith("whsec_")
    listed = root("GET", "/subscriptions")
    assert secret not in listed.text
    changed = root("PATCH", f"/subscriptions/{id}", {"enabled": False, "events": ["*"]}).json()
    assert changed["disabled_at"] is not None
    assert changed["events"] == ["*"]
    assert root("PATCH", f"/subscriptions/{id}", {"enabled": True}).json()["disabled_at"] is None
    assert root("POST", f"/subscriptions/{id}/secret", {}).json()["secret"] != secret
    assert root("GET", f"/subscriptions/{id}/messages").json() == {"messages": [], "next": None}
    assert_problem(root("POST", "/subscriptions", {**HEAR, "address": "file:///etc"}), 422)
    assert_problem(root("POST", "/subscriptions", {**HEAR, "events": ["NO!"]}), 400)
    assert root("DELETE", f"/subscriptions/{id}").status_code == 204
    assert_problem(root("GET", f"/subscriptions/{id}/messages"), 404)
    assert connected


def test_a_call_from_outside_needs_no_session(connected: ServedShop, root: Caller) -> None:
    assert root("GET", HOOK).json() == {"hook": None}
    made = root("POST", HOOK, {}).json()
    body = b'{"buyer": {"name": "ada"}}'
    signed = sign(made["secret"], "c1", clock_of(connected).now(), body)
    for started in (True, False):
        answer = connected.nobody("POST", made["path"], content=body, headers=signed)
        assert (answer.status_code, answer.json()) == (202, {"started": started})
    assert_problem(connected.nobody("POST", made["path"], content=body), 401)
    assert_problem(connected.nobody("POST", "/hooks/nobody", content=body), 404)
    shown = root("GET", HOOK)
    assert shown.json()["hook"]["signed"] is True
    assert made["path"] not in shown.text
    assert root("DELETE", HOOK).status_code == 204
    assert_problem(connected.nobody("POST", made["path"], content=body, headers=signed), 404)


def test_the_callback_of_wecom_is_proven_and_takes_messages(
    connected: ServedShop, root: Caller
) -> None:
    secret = asdict(wecom.SECRET)
    assert_problem(root("POST", HOOK, {"wecom": {**secret, "aes_key": "short"}}), 400)
    made = root("POST", HOOK, {"wecom": secret}).json()
    assert made["secret"] is None
    assert root("GET", HOOK).json()["hook"]["scheme"] == "wecom"
    now = clock_of(connected).now()
    told = wecom.sealed_call(b"<xml><MsgId>1</MsgId></xml>", now)
    path = f"{made['path']}?{urlencode(told.query)}"
    answer = connected.nobody("POST", path, content=told.body, headers=dict(told.headers))
    assert (answer.status_code, answer.content) == (200, b"")
    sealed, moment = wecom.seal(b"12345"), str(int(now.timestamp()))
    asked = {"timestamp": moment, "nonce": "1", "echostr": sealed}
    asked["msg_signature"] = signature_of(wecom.SECRET.token, moment, "1", sealed)
    answer = connected.nobody("GET", f"{made['path']}?{urlencode(asked)}")
    assert (answer.status_code, answer.content) == (200, b"12345")
    asked["nonce"] = "2"
    assert_problem(connected.nobody("GET", f"{made['path']}?{urlencode(asked)}"), 401)
