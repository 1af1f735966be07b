"""Every way in which somebody could try to change 成交状态 without being allowed to.

`{mine}` is a customer that the front desk made itself and may edit. As with the probes, an
endpoint that writes is either in ATTEMPTS or in ELSEWHERE, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.scenarios.approval_probes import APPROVAL_ATTEMPTS, OWN_DELEGATIONS, STORIES
from tests.scenarios.outside_paths import WRITING
from tests.scenarios.reaching import (
    CUSTOMERS,
    DOCUMENT,
    FORM_LINK,
    FORMS,
    MARKET,
    RECORD,
    RECORDS,
    TABLES,
)
from tests.scenarios.run_probes import RUN_ATTEMPTS
from tests.scenarios.world import SOON, Probe

MINE = CUSTOMERS + "/{mine}"
NEW = {
    "name": "前台登记",
    "key_contact": "来访者",
    "stage": "first_contact",
    "next_follow_up": SOON,
}
WON = {"status": "won"}
POWERS = {"create": True, "read": True, "update": True, "delete": True}
GENEROUS = {
    "key": "front_desk",
    "label": "前台",
    "tables": {"customer": {**POWERS, "fields": {"*": "edit"}, "transitions": ["win"]}},
}
ROLES = {"roles": ["crm.front_desk", "crm.sales_manager"]}


def values(**more: object) -> Mapping[str, object]:
    """The body of a write."""
    return {"values": more}


def batch(**parts: object) -> Probe:
    """A batch on customers."""
    return Probe("POST", f"{CUSTOMERS}/batch", parts)


def moves(path: str) -> list[Probe]:
    """Every move of the state machine, and some that are none."""
    form = {"contract_amount": "5", "lost_reason": "x", "next_follow_up": SOON}
    keys = ("win", "lose_customer", "archive", "resume", "status", "following", "won")
    return [
        Probe("POST", f"{path}/transitions/{key}", {"form": parts})
        for key in keys
        for parts in (form, WON, {})
    ]


CHANGED = [{"id": "{mine}", "values": WON}]
ADDED = {"ref": "a", "values": {**NEW, **WON}}
ATTEMPTS: Mapping[tuple[str, str], Sequence[Probe]] = {
    ("POST", RECORDS): [
        Probe("POST", CUSTOMERS, values(**NEW, **WON)),
        Probe("POST", CUSTOMERS, values(**NEW, lost_reason="x")),
        Probe("POST", CUSTOMERS, values(**NEW, id="{mine}", status="won")),
        Probe(
            "POST",
            f"{TABLES}/contact/records",
            values(name="a", customer={"id": "{mine}", "status": "won"}),
        ),
    ],
    ("PATCH", RECORD): [
        *(Probe("PATCH", MINE, values(status=value)) for value in ("won", "lost", "已成交", None)),
        Probe("PATCH", MINE, values(成交状态="won")),
        Probe("PATCH", MINE, values(note="x", status="won")),
        Probe("PATCH", CUSTOMERS + "/{customer}", values(status="won")),
        Probe("PATCH", CUSTOMERS + "/{customer}", values(note="x")),
        Probe(
            "PATCH",
            MINE,
            values(contacts={"create": [{"name": "b", "customer": {"status": "won"}}]}),
        ),
        Probe("PATCH", MINE, values(contracts={"create": [{"number": "1"}]})),
    ],
    ("POST", RECORDS + "/batch"): [
        batch(update=CHANGED),
        batch(update=CHANGED, on_error="skip"),
        batch(create=[ADDED]),
        batch(create=[ADDED], update=CHANGED, on_error="skip"),
        batch(create=[{"values": {**NEW, "id": "{mine}"}}], update=CHANGED, on_error="skip"),
    ],
    ("DELETE", RECORD): [Probe("DELETE", MINE), Probe("DELETE", CUSTOMERS + "/{customer}")],
    ("POST", RECORD + "/restore"): [
        Probe("POST", f"{MINE}/restore", {}),
        Probe("POST", f"{MINE}/restore", {"values": WON}),
        Probe("POST", CUSTOMERS + "/{gone}/restore"),
    ],
    ("POST", RECORD + "/transitions/{transition}"): [
        *moves(MINE),
        *moves(CUSTOMERS + "/{customer}"),
    ],
    ("PUT", RECORD + "/states/{field}"): [
        Probe("PUT", f"{path}/states/{key}", {"state": "won", "reason": "x"})
        for path in (MINE, CUSTOMERS + "/{customer}")
        for key in ("status", "note")
    ],
    ("PUT", RECORD + "/checklist/{item}"): [Probe("PUT", f"{MINE}/checklist/won")],
    ("DELETE", RECORD + "/checklist/{item}"): [Probe("DELETE", f"{MINE}/checklist/won")],
    ("POST", "/api/v1/imports/at-once"): [
        Probe(
            "POST",
            "/imports/at-once?table=crm.customer&name=a.csv",
            "客户名称,关键联系人,当前阶段,下次跟进时间,成交状态\n导入,王,初步接触,2026-12-01,已成交\n".encode(),
        ),
        Probe(
            "POST",
            "/imports/at-once?table=crm.customer&name=a.csv&as=admin",
            b"name,status\na,won\n",
        ),
    ],
    ("PUT", DOCUMENT): [
        Probe("PUT", "/apps/crm/documents/role/front_desk", GENEROUS),
        Probe(
            "PUT",
            "/apps/crm/documents/table/customer",
            {"key": "customer", "label": "x", "title": "name", "fields": []},
        ),
    ],
    ("DELETE", DOCUMENT): [Probe("DELETE", "/apps/crm/documents/role/front_desk")],
    ("POST", "/api/v1/plans"): [
        Probe("POST", "/plans", {"app": "crm", "put": [{"kind": "role", "document": GENEROUS}]}),
        Probe("POST", "/plans", {"app": "crm", "delete": [{"kind": "role", "key": "front_desk"}]}),
        Probe(
            "POST",
            "/plans",
            {
                "app": "mine",
                "put": [
                    {
                        "kind": "app",
                        "document": {"format": 1, "key": "mine", "label": "x", "version": "1.0.0"},
                    }
                ],
            },
        ),
    ],
    ("POST", "/api/v1/plans/{plan}/apply"): [
        Probe("POST", "/plans/{plan}/apply", {}),
        Probe("POST", "/plans/{plan}/apply", {"accept": ["remove_document:crm.view.contact_all"]}),
    ],
    ("POST", "/api/v1/revisions/{revision}/undo"): [Probe("POST", "/revisions/1/undo")],
    ("POST", FORM_LINK): [Probe("POST", f"/apps/crm/forms/{it}/link") for it in FORMS],
    ("DELETE", FORM_LINK): [Probe("DELETE", f"/apps/crm/forms/{it}/link") for it in FORMS],
    ("PATCH", "/api/v1/people/users/{user}"): [
        Probe("PATCH", "/people/users/{front_desk}", ROLES),
        Probe("PATCH", "/people/users/{front_desk}", {"is_admin": True}),
        Probe("PATCH", "/people/users/{both}", {"password": "stolen password"}),
    ],
    ("POST", "/api/v1/people/users"): [
        Probe("POST", "/people/users", {"login": "evil", "name": "e", "is_admin": True}),
        Probe("POST", "/people/users", {"login": "evil", "name": "e", **ROLES}),
    ],
    ("POST", "/api/v1/people/invitations"): [
        Probe("POST", "/people/invitations", {}),
        Probe("POST", "/people/invitations", ROLES),
    ],
    ("POST", "/api/v1/first-run"): [
        Probe(
            "POST",
            "/first-run",
            {"code": "", "login": "evil", "name": "e", "password": "long enough"},
        )
    ],
    ("POST", "/api/v1/invitations/{token}"): [
        Probe(
            "POST",
            "/invitations/x",
            {"login": "evil", "name": "e", "password": "long enough"},
        )
    ],
    ("POST", MARKET + "/{package}/plan"): [
        Probe("POST", "/market/packages/crm/plan", {"action": "remove"})
    ],
    ("POST", MARKET + "/{package}/install"): [
        Probe("POST", "/market/packages/crm/install", {"demo": True})
    ],
    ("POST", MARKET + "/{package}/upgrade"): [Probe("POST", "/market/packages/crm/upgrade", {})],
    ("POST", MARKET + "/{package}/remove"): [Probe("POST", "/market/packages/crm/remove", {})],
    ("PATCH", "/api/v1/settings"): [Probe("PATCH", "/settings", {"name": "x"})],
    ("PUT", "/api/v1/settings/working-time"): [
        Probe(
            "PUT",
            "/settings/working-time",
            {"hours": [{"begin": "09:00", "end": "10:00"}], "days": [1]},
        )
    ],
    ("POST", "/api/v1/tokens"): [
        Probe("POST", "/tokens", {"label": "x", "login": "admin"}),
        Probe("POST", "/tokens", {"label": "x", "login": "both"}),
    ],
    ("PUT", "/api/v1/people/departments/{department}/members/{user}"): [
        Probe("PUT", "/people/departments/1/members/{front_desk}", {"is_head": True})
    ],
    ("POST", "/api/v1/people/departments"): [
        Probe("POST", "/people/departments", {"code": "x", "name": "x"})
    ],
    **RUN_ATTEMPTS,
    **APPROVAL_ATTEMPTS,
}
"""All of them must be refused."""

STEPS = "writes as its uploader may; tests/runtime/test_import_steps.py"
ABSENT = "tests/runtime/test_todos.py: for oneself, or with the power"
ELSEWHERE: Mapping[tuple[str, str], str] = {
    **WRITING,
    ("POST", "/api/v1/imports"): STEPS,
    ("PUT", "/api/v1/imports/{import}/mapping"): STEPS,
    ("POST", "/api/v1/imports/{import}/preview"): STEPS,
    ("POST", "/api/v1/imports/{import}/run"): STEPS,
    ("POST", "/api/v1/imports/{import}/cancel"): STEPS,
    ("POST", "/api/v1/imports/{import}/undo"): STEPS,
    ("POST", "/api/v1/approvals/decide"): STORIES,
    ("POST", "/api/v1/delegations"): OWN_DELEGATIONS,
    ("DELETE", "/api/v1/delegations/{delegation}"): OWN_DELEGATIONS,
    ("POST", "/api/v1/todos/{todo}/answer"): "tests/runtime/test_todos.py: only who is asked",
    ("POST", "/api/v1/notifications/read"): "marks what the caller was told",
    ("POST", "/api/v1/people/users/{user}/absences"): ABSENT,
    ("DELETE", "/api/v1/people/users/{user}/absences/{absence}"): ABSENT,
    ("POST", "/api/v1/sessions"): "signing in writes no record",
    ("DELETE", "/api/v1/sessions/current"): "signing out writes no record",
    ("DELETE", "/api/v1/tokens/{token}"): "the caller's own tokens",
    ("PATCH", "/api/v1/me"): "changes no role; tests/runtime/test_account.py",
    ("POST", "/api/v1/me/password"): "the caller's own password",
    ("DELETE", "/api/v1/sessions"): "the caller's own sessions",
    ("DELETE", "/api/v1/sessions/{session}"): "the caller's own sessions",
    ("PUT", "/api/v1/preferences/{key}"): "read by nobody but the caller",
    ("DELETE", "/api/v1/preferences/{key}"): "read by nobody but the caller",
    ("DELETE", "/api/v1/people/invitations/{invitation}"): "refused like inviting",
    ("POST", "/f/{token}"): "creates leads only; its role is tried in tests/runtime",
    ("POST", "/api/v1/files"): "a file is in no record until a record is written",
    ("POST", "/api/v1/keys"): "spells what the caller sent",
    ("POST", "/api/v1/query"): "reads",
    ("POST", "/api/v1/formulas/check"): "reads",
    ("POST", "/api/v1/formulas/evaluate"): "reads; nothing in a formula writes",
    ("POST", "/api/v1/formulas/conditions"): "reads",
    ("POST", "/api/v1/formulas/effect"): "reads; what would change is only counted",
    ("POST", RECORDS + "/draft"): "tries and stores nothing; tests/runtime/test_draft.py",
    ("PATCH", "/api/v1/people/departments/{department}"): "refused like adding one",
    ("DELETE", "/api/v1/people/departments/{department}/members/{user}"): "refused like joining",
}
