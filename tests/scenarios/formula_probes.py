"""What somebody would try to learn hidden values by formulas: totals, values, hints, drafts."""

from __future__ import annotations

from collections.abc import Mapping

from tests.scenarios.reaching import (
    CONTRACTS,
    CUSTOMERS,
    HIDDEN_TABLES,
    MOBILE,
    ON_CONTRACTS,
    ON_CUSTOMERS,
    OPPORTUNITIES,
    TABLES,
)
from tests.scenarios.world import SECRETS, Probe


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


EFFECTS = [
    effect("customer", "completeness", "LEN(客户联系方式)"),
    effect("customer", "contact_info", "1"),
    effect("contract", "unpaid", "LEN(客户.邮箱)"),
    effect("contract", "unpaid", "1"),
    effect("contact", "name", "1"),
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
