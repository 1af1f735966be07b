"""What somebody would try to learn hidden values: for each endpoint, requests that reach for them.

`{customer}` and the like are ids of `tests.scenarios.world`. The path table is walked by
`test_every_path`: an endpoint is either in PROBES or in `tests.scenarios.no_record_data`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.scenarios.approval_probes import APPROVAL_PROBES
from tests.scenarios.formula_probes import (
    CHECKED,
    CONDITIONED,
    DRAFTED,
    EFFECTS,
    EVALUATED,
    QUERIES,
)
from tests.scenarios.reaching import (
    APP_OPENAPI,
    CONTRACT,
    CONTRACTS,
    CUSTOMER,
    CUSTOMERS,
    DOCUMENT,
    FILE,
    FILED,
    FORM_LINK,
    FORMS,
    GONE,
    HIDDEN_TABLES,
    IN_HIDDEN,
    MARKET,
    MOBILE,
    ON_CONTRACTS,
    ON_CUSTOMERS,
    OPPORTUNITIES,
    OPPORTUNITY,
    RECORD,
    RECORDS,
    TABLES,
    cursor,
    get,
)
from tests.scenarios.report_probes import REPORT_PROBES
from tests.scenarios.run_probes import RUN_PROBES
from tests.scenarios.world import CONTACT, LEAD, SECRETS, Probe

LISTS = [
    get(CUSTOMERS, count="true", limit="500"),
    get(CUSTOMERS, fields="name,contact_info"),
    get(CUSTOMERS, rights="true"),
    get(CUSTOMERS, due="true"),
    *(get(CUSTOMERS, colors=view) for view in ("customer_all", "lead_all", "nothing")),
    *(get(CUSTOMERS, fields=key) for key in SECRETS),
    *(get(CUSTOMERS, sort=f"-{key}") for key in SECRETS),
    *(get(CUSTOMERS, filter=text, count="true") for text in ON_CUSTOMERS),
    *(get(CUSTOMERS, search=text, count="true") for text in ("秘先生", "13987650", "wx_yin", "密")),
    *(get(CUSTOMERS, view=view) for view in ("customer_all", "customer_mine", "customer_silent")),
    get(CUSTOMERS, expand="contacts,leads,follow_ups,opportunities,contracts,owner"),
    get(CUSTOMERS, sort="contact_info", cursor=cursor("contact_info", MOBILE[:5], "1")),
    get(CUSTOMERS, sort="name", cursor=cursor("name", "", "1")),
    get(CONTRACTS, expand="customer,opportunity,owner"),
    get(CONTRACTS, fields="name,customer.contact_info"),
    get(CONTRACTS, sort="customer.email"),
    *(get(CONTRACTS, filter=text, count="true") for text in ON_CONTRACTS),
    get(CONTRACTS, search="密友"),
    get(CONTRACTS, view="contract_unpaid"),
    get(OPPORTUNITIES, expand="customer,contact,contracts,follow_ups"),
    get(OPPORTUNITIES, filter="LEFT(主要联系人.手机,3)='139'"),
    *(get(f"{TABLES}/{table}/records", count="true") for table in HIDDEN_TABLES),
    *(get(f"{TABLES}/{table}/records", search="密友") for table in HIDDEN_TABLES),
]
ONE = [
    get(CUSTOMER),
    get(CUSTOMER, fields=",".join(SECRETS)),
    get(CUSTOMER, expand="contacts,leads,follow_ups,owner"),
    get(GONE),
    get(CONTRACT, expand="customer,opportunity"),
    get(OPPORTUNITY, expand="contact,customer"),
    *map(get, IN_HIDDEN),
]
WHOLE = [CUSTOMER, GONE, CONTRACT, OPPORTUNITY, *IN_HIDDEN]


def change(values: Mapping[str, object]) -> Mapping[str, object]:
    """The body of a write."""
    return {"values": values, "reason": "look"}


CREATES = [
    Probe("POST", CUSTOMERS, change({"name": "新", "contact_info": MOBILE[:-1] + "7"})),
    Probe("POST", CONTRACTS, change({"number": "HT-1", "customer": "{customer}"})),
    Probe("POST", f"{TABLES}/product/records", change({"code": "V-1"})),
    *(Probe("POST", f"{TABLES}/{it}/records", change({})) for it in HIDDEN_TABLES),
]
UPDATES = [
    Probe("PATCH", CUSTOMER, change({"contact_info": "x"})),
    Probe("PATCH", CUSTOMER, change({"name": "y"})),
    Probe("PATCH", CUSTOMER, change({"contacts": {"update": [{"id": "{contact}", "name": "z"}]}})),
    Probe("PATCH", CONTRACT, change({"files": ["{card}"]})),
    Probe("PATCH", CONTRACT, change({"files": ["{draft_card}"]})),
    Probe("PATCH", CONTRACT, change({"note": "核对"})),
    Probe("PATCH", CONTRACT, change({"paid": "99999999999"})),
    Probe("PATCH", CONTRACT, change({"customer": "{own}"})),
    *(Probe("PATCH", f"{TABLES}/{it}/records/{{{it}}}", change({})) for it in HIDDEN_TABLES),
]
BATCHES = [
    Probe(
        "POST",
        f"{CUSTOMERS}/batch",
        {
            "create": [{"values": {"name": "新"}}],
            "update": [{"id": "{customer}", "values": {"contact_info": "x"}}],
            "delete": ["{customer}"],
            "on_error": "skip",
        },
    ),
    Probe(
        "POST", f"{CONTRACTS}/batch", {"update": [{"id": "{contract}", "values": {"note": "b"}}]}
    ),
]
MOVES = [
    Probe("POST", f"{CUSTOMER}/transitions/win", {"form": {}}),
    Probe("POST", f"{CONTRACT}/transitions/receive_part", {"form": {"paid": "5"}}),
    Probe("POST", f"{CONTRACT}/transitions/sign", {"form": {}}),
    Probe("POST", f"{OPPORTUNITY}/transitions/confirm_needs", {"form": {}}),
]


REASONS = [
    *(get(f"{CUSTOMER}/why", field=key) for key in ("name", "status", "completeness", *SECRETS)),
    *(get(f"{CONTRACT}/why", field=key) for key in ("name", "customer", "unpaid", "status")),
    *(get(f"{path}/why", field="name") for path in (GONE, OPPORTUNITY, *IN_HIDDEN)),
]


SEARCHES = [
    *(get("/search", q=text) for text in (*SECRETS.values(), *CONTACT.values(), *LEAD.values())),
    *(get("/search", q=text, app="crm") for text in ("密", "秘", "13", "139", "my", "mxs", "wx")),
]

WRITTEN = {"key": "customer", "label": "x", "title": "name", "fields": []}
PLANNED = [
    Probe("POST", "/plans", {"app": "crm", "put": [{"kind": "table", "document": WRITTEN}]}),
    Probe("POST", "/plans", {"app": "crm", "delete": [{"kind": "table", "key": "contact"}]}),
]
IMPORTED = b"\xe5\xae\xa2\xe6\x88\xb7\xe5\x90\x8d\xe7\xa7\xb0,contact_info\n\xe5\xaf\x86,1\n"
KINDS = {"table": ("customer", "contact", "lead"), "view": ("customer_all", "contact_all")}

EXPORTED = [
    *(get(f"{CUSTOMERS}/export", format=it) for it in ("csv", "jsonl")),
    *(get(f"{CONTRACTS}/export", format=it) for it in ("csv", "jsonl")),
    *(get(f"{TABLES}/{it}/records/export") for it in (*HIDDEN_TABLES, "opportunity")),
    *(get(f"{CUSTOMERS}/export", fields=f"name,{key}") for key in SECRETS),
    *(get(f"{CUSTOMERS}/export", filter=text) for text in ON_CUSTOMERS),
    *(get(f"{CONTRACTS}/export", filter=text) for text in ON_CONTRACTS),
    get(f"{CUSTOMERS}/export", view="customer_all", search="密"),
    get(f"{CUSTOMERS}/export", sort="contact_info", fields="name"),
]

PROBES: Mapping[tuple[str, str], Sequence[Probe]] = {
    ("GET", RECORDS): LISTS,
    ("GET", RECORDS + "/export"): EXPORTED,
    ("POST", RECORDS): CREATES,
    ("GET", RECORD): ONE,
    ("PATCH", RECORD): UPDATES,
    ("DELETE", RECORD): [Probe("DELETE", path) for path in WHOLE],
    ("POST", RECORD + "/restore"): [Probe("POST", f"{path}/restore") for path in WHOLE],
    ("POST", RECORDS + "/batch"): BATCHES,
    ("GET", RECORD + "/history"): [get(f"{path}/history", limit="500") for path in WHOLE],
    ("GET", RECORD + "/why"): REASONS,
    ("GET", RECORD + "/assignments"): [
        get(f"{path}/assignments") for path in (CUSTOMER, GONE, CONTRACT, OPPORTUNITY, *IN_HIDDEN)
    ],
    ("GET", "/api/v1/todos"): [get("/todos"), get("/todos", state="done")],
    ("GET", "/api/v1/notifications"): [get("/notifications")],
    ("GET", RECORD + "/transitions"): [
        *(get(f"{path}/transitions") for path in WHOLE),
        get(f"{CUSTOMER}/transitions", transition="win", form='{"contract_amount":"5"}'),
        get(f"{CONTRACT}/transitions", transition="receive_part", form='{"paid":"5"}'),
    ],
    ("POST", RECORD + "/transitions/{transition}"): MOVES,
    ("PUT", RECORD + "/checklist/{item}"): [Probe("PUT", f"{it}/checklist/a") for it in WHOLE],
    ("DELETE", RECORD + "/checklist/{item}"): [
        Probe("DELETE", f"{it}/checklist/a") for it in WHOLE
    ],
    ("PUT", RECORD + "/states/{field}"): [
        Probe("PUT", f"{it}/states/{key}", {"state": "won", "reason": "x"})
        for it in WHOLE
        for key in ("status", "contact_info")
    ],
    ("POST", "/api/v1/query"): QUERIES,
    ("POST", "/api/v1/formulas/evaluate"): EVALUATED,
    ("POST", "/api/v1/formulas/check"): CHECKED,
    ("POST", "/api/v1/formulas/conditions"): CONDITIONED,
    ("POST", "/api/v1/formulas/effect"): EFFECTS,
    ("GET", "/api/v1/apps/{app}/tables/{table}/rights"): [
        get(f"{TABLES}/{it}/rights") for it in ("customer", "contract", *HIDDEN_TABLES)
    ],
    ("POST", RECORDS + "/draft"): DRAFTED,
    ("GET", FILE): [get(path) for path in FILED],
    ("GET", FILE + "/thumbnail"): [get(f"{path}/thumbnail") for path in FILED],
    ("GET", "/api/v1/apps"): [get("/apps")],
    ("GET", "/api/v1/apps/{app}"): [get("/apps/crm")],
    ("GET", DOCUMENT): [
        get(f"/apps/crm/documents/{kind}/{key}") for kind, keys in KINDS.items() for key in keys
    ],
    ("PUT", DOCUMENT): [Probe("PUT", "/apps/crm/documents/table/customer", WRITTEN)],
    ("DELETE", DOCUMENT): [Probe("DELETE", "/apps/crm/documents/table/contact")],
    ("GET", APP_OPENAPI): [get("/apps/crm/openapi.json")],
    ("GET", "/api/v1/apps/{app}/forms"): [get("/apps/crm/forms")],
    ("POST", FORM_LINK): [Probe("POST", f"/apps/crm/forms/{it}/link") for it in FORMS],
    ("DELETE", FORM_LINK): [Probe("DELETE", f"/apps/crm/forms/{it}/link") for it in FORMS],
    ("POST", "/api/v1/plans"): PLANNED,
    ("POST", "/api/v1/plans/{plan}/apply"): [Probe("POST", "/plans/{plan}/apply", {})],
    ("GET", "/api/v1/revisions"): [get("/revisions"), get("/revisions", app="crm")],
    ("GET", "/api/v1/revisions/{revision}"): [get("/revisions/1"), get("/revisions/2")],
    ("GET", "/api/v1/revisions/{revision}/changes"): [
        get("/revisions/1/changes"),
        get("/revisions/2/changes", since="0"),
    ],
    ("POST", "/api/v1/revisions/{revision}/undo"): [Probe("POST", "/revisions/1/undo")],
    **{
        ("POST", f"/api/v1/imports{way}"): [
            Probe("POST", f"/imports{way}?table=crm.{table}&name=a.csv", IMPORTED)
            for table in ("customer", "contact")
        ]
        for way in ("", "/at-once")
    },
    ("GET", "/api/v1/people/users"): [get("/people/users")],
    ("GET", "/api/v1/people/roles"): [get("/people/roles")],
    ("GET", "/api/v1/me"): [get("/me")],
    ("POST", MARKET + "/{package}/plan"): [
        Probe("POST", "/market/packages/crm/plan", {"action": action})
        for action in ("install", "upgrade", "remove")
    ],
    ("POST", MARKET + "/{package}/upgrade"): [Probe("POST", "/market/packages/crm/upgrade", {})],
    ("POST", MARKET + "/{package}/remove"): [Probe("POST", "/market/packages/crm/remove", {})],
    ("GET", "/api/v1/drift"): [get("/drift")],
    ("GET", "/api/v1/search"): SEARCHES,
    **RUN_PROBES,
    **APPROVAL_PROBES,
    **REPORT_PROBES,
}

REVEALING = frozenset(
    {
        ("GET", RECORDS),
        ("GET", "/api/v1/search"),
        ("GET", RECORDS + "/export"),
        ("GET", RECORD),
        ("GET", RECORD + "/history"),
        ("GET", FILE),
        ("POST", "/api/v1/query"),
        ("POST", "/api/v1/formulas/evaluate"),
        ("POST", "/api/v1/formulas/check"),
        ("GET", "/api/v1/apps/{app}"),
        ("GET", APP_OPENAPI),
        ("GET", DOCUMENT),
        ("GET", "/api/v1/apps/{app}/reports/{report}"),
    }
)
"""Where the same requests show the administrator hidden values or names: probes can find them."""

SELECTING = (
    get(CUSTOMERS, search=SECRETS["key_contact"], count="true"),
    get(CUSTOMERS, filter=f"客户联系方式='{MOBILE}'", count="true"),
    get(CUSTOMERS, filter=f"邮箱='{SECRETS['email']}'", count="true"),
    get(CUSTOMERS, filter=f"微信号='{SECRETS['wechat']}'", count="true"),
    get(CONTRACTS, filter=f"客户.客户联系方式='{MOBILE}'", count="true"),
    get(OPPORTUNITIES, filter=f"主要联系人.手机='{CONTACT['mobile']}'", count="true"),
    get(f"{TABLES}/contact/records", search=CONTACT["name"], count="true"),
    get(f"{TABLES}/lead/records", filter=f"手机='{LEAD['mobile']}'", count="true"),
)
"""Requests that find one record by a hidden value, for those who see it."""
