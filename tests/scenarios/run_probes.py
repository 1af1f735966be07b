"""What somebody would try to learn hidden values by way of runs, buttons and dry runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.scenarios.reaching import CONTRACT, CUSTOMER, CUSTOMERS, GONE, IN_HIDDEN, RECORD, get
from tests.scenarios.world import Probe

WHOLE = [CUSTOMER, GONE, CONTRACT, *IN_HIDDEN]
AUTOMATION = "/api/v1/apps/{app}/automations/{automation}"
TRIALS = "/api/v1/apps/{app}/trials"
VERDICT = {"verdict": "keep", "reason": "好"}
KEYS = ("assign_lead", "nothing")
BACKTESTS = "/api/v1/apps/{app}/backtests"
SPYING: Mapping[str, object] = {
    "key": "spy",
    "label": "spy",
    "on": {"event": "record.created", "table": "customer"},
    "when": "微信号='x'",
    "steps": [{"do": "stop"}],
}
DRAFTS = [
    Probe("POST", "/apps/crm/backtests", {"put": put, "days": 30})
    for put in ([], [{"kind": "automation", "document": SPYING}])
]
"""An automation that looks at what is hidden, tried on what was recorded."""
RECORDS = ("{customer}", "{gone}", "{contract}")
OF_RECORDS = [
    Probe("GET", f"/runs?app=crm&table={table}&record={record}")
    for table in ("customer", "contract", "contact")
    for record in RECORDS
]
RUN_ATTEMPTS: Mapping[tuple[str, str], Sequence[Probe]] = {
    **{
        ("POST", f"/api/v1/runs/{{run}}/{act}"): [Probe("POST", f"/runs/1/{act}", {"step": "skip"})]
        for act in ("resume", "cancel", "restart")
    },
    ("POST", AUTOMATION + "/try/{record}"): [
        Probe("POST", "/apps/crm/automations/assign_lead/try/{mine}")
    ],
    ("DELETE", AUTOMATION + "/breaker"): [
        Probe("DELETE", "/apps/crm/automations/assign_lead/breaker")
    ],
    ("POST", BACKTESTS): DRAFTS,
    ("DELETE", BACKTESTS + "/{backtest}"): [Probe("DELETE", "/apps/crm/backtests/1")],
    ("POST", TRIALS + "/{trial}/end"): [Probe("POST", "/apps/crm/trials/1/end", VERDICT)],
    ("POST", AUTOMATION + "/old-runs"): [
        Probe("POST", "/apps/crm/automations/assign_lead/old-runs", {"do": "cancel"})
    ],
    ("POST", RECORD + "/buttons/{automation}"): [
        Probe("POST", f"{path}/buttons/nothing") for path in (CUSTOMER, CUSTOMERS + "/{mine}")
    ],
}
"""Ways in which somebody could have others write for them: all are refused."""

RUN_PROBES: Mapping[tuple[str, str], Sequence[Probe]] = {
    ("GET", "/api/v1/runs"): [
        get("/runs"),
        get("/runs", app="crm"),
        get("/runs", app="crm", automation="assign_lead", state="done"),
        *OF_RECORDS,
    ],
    ("GET", "/api/v1/runs/{run}"): [get("/runs/{customer}"), get("/runs/1")],
    **{
        ("POST", f"/api/v1/runs/{{run}}/{act}"): [Probe("POST", f"/runs/1/{act}", {"step": "skip"})]
        for act in ("resume", "cancel", "restart")
    },
    ("POST", AUTOMATION + "/try/{record}"): [
        Probe("POST", f"/apps/crm/automations/{key}/try/{record}")
        for key in KEYS
        for record in RECORDS
    ],
    ("DELETE", AUTOMATION + "/breaker"): [
        Probe("DELETE", f"/apps/crm/automations/{key}/breaker") for key in KEYS
    ],
    ("GET", "/api/v1/apps/{app}/breakers"): [get("/apps/crm/breakers")],
    ("GET", TRIALS): [get("/apps/crm/trials"), get("/apps/crm/trials", state="kept")],
    ("GET", TRIALS + "/{trial}"): [get("/apps/crm/trials/1"), get("/apps/crm/trials/{customer}")],
    ("POST", TRIALS + "/{trial}/end"): [Probe("POST", "/apps/crm/trials/1/end", VERDICT)],
    ("GET", AUTOMATION + "/old-runs"): [
        get(f"/apps/crm/automations/{key}/old-runs") for key in KEYS
    ],
    ("POST", AUTOMATION + "/old-runs"): [
        Probe("POST", f"/apps/crm/automations/{key}/old-runs", {"do": "move"}) for key in KEYS
    ],
    ("POST", BACKTESTS): DRAFTS,
    ("GET", BACKTESTS): [get("/apps/crm/backtests")],
    ("GET", BACKTESTS + "/{backtest}"): [
        get(f"/apps/crm/backtests/{id}") for id in ("1", "{customer}")
    ],
    ("DELETE", BACKTESTS + "/{backtest}"): [Probe("DELETE", "/apps/crm/backtests/1")],
    ("GET", RECORD + "/buttons"): [get(f"{path}/buttons") for path in WHOLE],
    ("POST", RECORD + "/buttons/{automation}"): [
        Probe("POST", f"{path}/buttons/{key}") for path in WHOLE for key in KEYS
    ],
}
