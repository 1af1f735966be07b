"""What somebody would try to learn hidden values: for each endpoint, requests that reach for them.

`{customer}` and the like are ids of `tests.scenarios.world`. The path table is walked by
`test_every_path`: an endpoint is either in PROBES or in NO_RECORD_DATA, with the reason.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from urllib.parse import quote

import orjson

from tests.scenarios.world import CONTACT, LEAD, SECRETS, Probe

RECORDS = "/api/v1/apps/{app}/tables/{table}/records"
RECORD = RECORDS + "/{record}"
DOCUMENT = "/api/v1/apps/{app}/documents/{kind}/{key}"
APP_OPENAPI = "/api/v1/apps/{app}/openapi.json"
FILE = "/api/v1/files/{file}"
FORM_LINK = "/api/v1/apps/{app}/forms/{view}/link"
FORMS = ("lead_public", "lead_form", "contact_form")
MARKET = "/api/v1/market/packages"
TABLES = "/apps/crm/tables"
MOBILE = SECRETS["contact_info"]


def get(path: str, **query: str) -> Probe:
    """A reading request."""
    words = "&".join(f"{name}={quote(text)}" for name, text in query.items())
    return Probe("GET", f"{path}?{words}" if words else path)


def cursor(sort: str, *values: object) -> str:
    """A cursor that the server did not make."""
    return urlsafe_b64encode(orjson.dumps([sort, *values])).decode().rstrip("=")


CUSTOMERS = f"{TABLES}/customer/records"
CONTRACTS = f"{TABLES}/contract/records"
OPPORTUNITIES = f"{TABLES}/opportunity/records"
CUSTOMER = CUSTOMERS + "/{customer}"
GONE = CUSTOMERS + "/{gone}"
CONTRACT = CONTRACTS + "/{contract}"
OPPORTUNITY = OPPORTUNITIES + "/{opportunity}"
FILED = ("/files/{card}", "/files/{draft_card}")
"""The card of a hidden contact, and a file that only its uploader sees."""
HIDDEN_TABLES = ("contact", "lead", "follow_up", "task")

ON_CUSTOMERS = (
    "LEFT(客户联系方式,6)='139876'",
    "LEFT(邮箱,5)='yinmi'",
    "NOT ISBLANK(微信号)",
    "COUNTIF(联系人, LEFT(手机,3)='139')>0",
    "资料完整度>10",
    "contact_info>'1'",
)
"""Filters over hidden fields of the customer itself."""

ON_CONTRACTS = (
    "LEFT(客户.客户联系方式,6)='139876'",
    "LEFT(客户.邮箱,5)='yinmi'",
    "COUNTIF(客户.联系人, LEFT(手机,3)='139')>0",
    "LEFT(商机.主要联系人.手机,3)='139'",
    "客户.关键联系人>''",
    "COUNT(商机.主要联系人.名片)>0",
)
"""Filters that reach hidden fields of the customer along paths."""

LISTS = [
    get(CUSTOMERS, count="true", limit="500"),
    get(CUSTOMERS, fields="name,contact_info"),
    get(CUSTOMERS, rights="true"),
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
IN_HIDDEN = [f"{TABLES}/{table}/records/{{{table}}}" for table in HIDDEN_TABLES]
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


def totals(table: str, **parts: object) -> Probe:
    """A query for totals."""
    return Probe("POST", "/query", {"app": "crm", "table": table, **parts})


def measured(table: str, formula: str) -> Probe:
    """Totals with one measure."""
    return totals(table, measures=[{"as": "m", "formula": formula}])


COUNTED = [{"as": "n", "formula": "COUNT()"}]
QUERIES = [
    *(totals("customer", group_by=[key], measures=COUNTED) for key in SECRETS),
    *(measured("customer", f"COUNTIF({text})") for text in ON_CUSTOMERS),
    *(totals("customer", filter=text, measures=COUNTED) for text in ON_CUSTOMERS),
    *(totals("contract", filter=text, measures=COUNTED) for text in ON_CONTRACTS),
    measured("customer", "MAX(客户联系方式)"),
    measured("customer", "JOIN(邮箱, ',')"),
    measured("contract", "MAX(客户.邮箱)"),
    totals("customer", group_by=["contract_amount"], order=["-contact_info"], measures=COUNTED),
    totals("contract", group_by=["customer", "opportunity"], measures=COUNTED),
    *(totals(table, group_by=["id"], measures=COUNTED) for table in HIDDEN_TABLES),
]


def evaluated(table: str, text: str, **row: object) -> Probe:
    """A formula, evaluated with all its parts."""
    return Probe("POST", "/formulas/evaluate", {"app": "crm", "table": table, "text": text, **row})


READING = ("客户联系方式", "邮箱", "微信号", "关键联系人", "联系地址", "健康度", "联系人.手机")
EVALUATED = [
    *(evaluated("customer", text, record="{customer}") for text in READING),
    evaluated("customer", "客户联系方式", record="{gone}"),
    evaluated("customer", "JOIN(联系人.手机, ',')", record="{customer}"),
    *(evaluated("contract", f"客户.{text}", record="{contract}") for text in READING),
    *(evaluated("contract", f"客户.{text}", values={"customer": "{customer}"}) for text in READING),
    evaluated("opportunity", "主要联系人.手机", record="{opportunity}"),
    evaluated("opportunity", "主要联系人", record="{opportunity}"),
    evaluated("contact", "手机", record="{contact}"),
    evaluated("lead", "手机 & 联系人", record="{lead}"),
]


def checked(table: str, text: str, use: str = "filter") -> Probe:
    """A formula as it is being written, the cursor at its end."""
    body = {"app": "crm", "table": table, "text": text, "use": use, "cursor": len(text)}
    return Probe("POST", "/formulas/check", body)


CHECKED = [
    *(checked("customer", text) for text in ("客户联", "客户联系方", "contact_inf", "联系", "邮")),
    *(
        checked("contract", text)
        for text in ("客户.", "客户.客户联系方式x", "商机.主要", "客户.联")
    ),
    *(checked("contract", "客户.微信", use) for use in ("field", "measure", "scope", "text")),
    checked("contact", "手"),
    checked("customer", "关键联系人='"),
]


def effect(table: str, field: str, text: str) -> Probe:
    """What another formula would change."""
    asked = {"app": "crm", "table": table, "field": field, "text": text}
    return Probe("POST", "/formulas/effect", asked)


REASONS = [
    *(get(f"{CUSTOMER}/why", field=key) for key in ("name", "status", "completeness", *SECRETS)),
    *(get(f"{CONTRACT}/why", field=key) for key in ("name", "customer", "unpaid", "status")),
    *(get(f"{path}/why", field="name") for path in (GONE, OPPORTUNITY, *IN_HIDDEN)),
]


def drafted(path: str, values: Mapping[str, object], **parts: object) -> Probe:
    """A form that is being filled in."""
    return Probe("POST", f"{path}/draft", {"values": values, **parts})


DRAFTED = [
    drafted(CUSTOMERS, {"name": "新", "contact_info": MOBILE[:-1] + "7"}),
    drafted(CUSTOMERS, {"name": "y"}, id="{customer}"),
    drafted(CUSTOMERS, {"owner": "{both}"}, id="{customer}"),
    drafted(CUSTOMERS, {"contacts": {"update": [{"id": "{contact}"}]}}, id="{customer}"),
    drafted(CONTRACTS, {"number": "HT-1", "customer": "{customer}"}),
    drafted(CONTRACTS, {"number": "HT-2", "customer": "{own}", "opportunity": "{opportunity}"}),
    drafted(CONTRACTS, {"note": "核对", "customer": "{own}"}, id="{contract}"),
    drafted(OPPORTUNITIES, {"contact": "{contact}", "customer": "{customer}"}),
    *(drafted(f"{TABLES}/{it}/records", {}) for it in HIDDEN_TABLES),
    *(drafted(f"{TABLES}/{it}/records", {}, id=f"{{{it}}}") for it in HIDDEN_TABLES),
]


def conditions(table: str, **parts: object) -> Probe:
    """A filter that is taken apart or put together."""
    return Probe("POST", "/formulas/conditions", {"app": "crm", "table": table, **parts})


CONDITIONED = [
    *(conditions("customer", text=text) for text in ON_CUSTOMERS),
    *(conditions("contract", text=text) for text in ON_CONTRACTS),
    *(
        conditions("customer", conditions=[{"field": key, "operator": "blank"}])
        for key in ("contact_infos", *SECRETS)
    ),
    conditions("customer", conditions=[{"field": "name", "operator": "like", "value": "1"}]),
    conditions("contact", text="手机='1'"),
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
    ("GET", RECORD + "/transitions"): [get(f"{path}/transitions") for path in WHOLE],
    ("POST", RECORD + "/transitions/{transition}"): MOVES,
    ("POST", "/api/v1/query"): QUERIES,
    ("POST", "/api/v1/formulas/evaluate"): EVALUATED,
    ("POST", "/api/v1/formulas/check"): CHECKED,
    ("POST", "/api/v1/formulas/conditions"): CONDITIONED,
    ("POST", "/api/v1/formulas/effect"): [
        effect("customer", "completeness", "LEN(客户联系方式)"),
        effect("customer", "contact_info", "1"),
        effect("contract", "unpaid", "LEN(客户.邮箱)"),
        effect("contract", "unpaid", "1"),
        effect("contact", "name", "1"),
    ],
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
        for action in ("install", "remove")
    ],
    ("POST", MARKET + "/{package}/remove"): [Probe("POST", "/market/packages/crm/remove", {})],
    ("GET", "/api/v1/drift"): [get("/drift")],
    ("GET", "/api/v1/search"): SEARCHES,
}

STEPS = "tests/runtime/test_import_steps.py: an import is its uploader's alone"
NO_RECORD_DATA: Mapping[tuple[str, str], str] = {
    ("GET", "/api/v1/imports/{import}"): STEPS,
    ("PUT", "/api/v1/imports/{import}/mapping"): STEPS,
    ("POST", "/api/v1/imports/{import}/preview"): STEPS,
    ("POST", "/api/v1/imports/{import}/run"): STEPS,
    ("POST", "/api/v1/imports/{import}/cancel"): STEPS,
    ("GET", "/api/v1/imports/{import}/report"): STEPS,
    ("POST", "/api/v1/imports/{import}/undo"): STEPS,
    ("GET", "/api/v1/health"): "whether the server lives",
    ("GET", "/f/{token}"): "a blank form: its role reads nothing",
    ("POST", "/f/{token}"): "the answer holds nothing of any record",
    ("GET", "/f/{token}/thanks"): "a fixed page",
    ("GET", "/f/form.css"): "a fixed file",
    ("GET", "/api/v1/openapi.json"): "made from the code",
    ("GET", "/api/v1/schemas/{kind}.json"): "made from the code",
    ("GET", "/api/v1/field-types"): "made from the code",
    ("GET", "/api/v1/formulas/functions"): "made from the code",
    ("POST", "/api/v1/sessions"): "signing in",
    ("POST", "/api/v1/files"): "answers what the caller sent",
    ("POST", "/api/v1/keys"): "spells what the caller sent",
    ("GET", "/api/v1/regions"): "what everybody may know",
    ("GET", "/api/v1/sessions/current"): "who has signed in",
    ("DELETE", "/api/v1/sessions/current"): "signing out",
    ("GET", "/api/v1/live"): "names of topics that the caller gave; see test_live_events",
    ("GET", MARKET): "packages as they are shipped",
    ("GET", MARKET + "/{package}"): "packages as they are shipped",
    ("GET", MARKET + "/{package}/assets/{name}"): "packages as they are shipped",
    ("POST", MARKET + "/{package}/install"): "answers how many sample records came",
    ("GET", "/api/v1/first-run"): "whether there is an administrator",
    ("POST", "/api/v1/first-run"): "makes the first administrator",
    ("PATCH", "/api/v1/me"): "the caller's own account",
    ("POST", "/api/v1/me/password"): "the caller's own account",
    ("GET", "/api/v1/sessions"): "the caller's own sessions",
    ("DELETE", "/api/v1/sessions"): "the caller's own sessions",
    ("DELETE", "/api/v1/sessions/{session}"): "the caller's own sessions",
    ("GET", "/api/v1/preferences"): "what the caller has put there",
    ("GET", "/api/v1/preferences/{key}"): "what the caller has put there",
    ("PUT", "/api/v1/preferences/{key}"): "what the caller puts there",
    ("DELETE", "/api/v1/preferences/{key}"): "what the caller has put there",
    ("GET", "/api/v1/settings"): "the name of the workspace",
    ("PATCH", "/api/v1/settings"): "the name of the workspace",
    ("GET", "/api/v1/people/invitations"): "people are no records of an app",
    ("POST", "/api/v1/people/invitations"): "people are no records of an app",
    ("DELETE", "/api/v1/people/invitations/{invitation}"): "people are no records of an app",
    ("GET", "/api/v1/invitations/{token}"): "names of roles, for whoever has the link",
    ("POST", "/api/v1/invitations/{token}"): "makes the person who was invited",
    ("POST", "/api/v1/tokens"): "the caller's own tokens",
    ("GET", "/api/v1/tokens"): "the caller's own tokens",
    ("DELETE", "/api/v1/tokens/{token}"): "the caller's own tokens",
    ("POST", "/api/v1/people/users"): "people are no records of an app",
    ("GET", "/api/v1/people/users/{user}"): "people are no records of an app",
    ("PATCH", "/api/v1/people/users/{user}"): "people are no records of an app",
    ("GET", "/api/v1/people/departments"): "departments are no records of an app",
    ("POST", "/api/v1/people/departments"): "departments are no records of an app",
    ("GET", "/api/v1/people/departments/{department}"): "departments are no records of an app",
    ("PATCH", "/api/v1/people/departments/{department}"): "departments are no records of an app",
    ("PUT", "/api/v1/people/departments/{department}/members/{user}"): "who is in a department",
    ("DELETE", "/api/v1/people/departments/{department}/members/{user}"): "who is in a department",
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
