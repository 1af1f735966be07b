"""What somebody would try to learn hidden values by way of approvals, or to write by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.scenarios.reaching import (
    CONTRACT,
    CUSTOMER,
    GONE,
    IN_HIDDEN,
    OPPORTUNITY,
    RECORD,
    get,
)
from tests.scenarios.world import Probe

STORIES = "tests/runtime/test_approvals.py: seen by whoever sees the record, with their rights"
ONE = "/api/v1/approvals/{approval}"
START = "/api/v1/apps/{app}/approvals/{approval}/start"
BODIES: Mapping[str, Mapping[str, object]] = {
    "decide": {"verdict": "agree", "values": {"status": "won"}},
    "transfer": {"to": "1"},
    "add": {"people": ["1"], "where": "before"},
    "return": {},
    "resubmit": {},
    "withdraw": {},
    "urge": {},
    "comment": {"comment": "x"},
    "revoke": {"comment": "x"},
}
KEYS = ("customer", "nothing")


def acts(id: str) -> Mapping[tuple[str, str], Sequence[Probe]]:
    """Everything that can be done with an approval, done with whatever has the id."""
    return {
        ("POST", f"{ONE}/{act}"): [Probe("POST", f"/approvals/{id}/{act}", body)]
        for act, body in BODIES.items()
    }


APPROVAL_PROBES: Mapping[tuple[str, str], Sequence[Probe]] = {
    ("GET", "/api/v1/approvals"): [
        get("/approvals", mine=name) for name in ("asked", "to_decide", "decided", "cc")
    ],
    ("GET", ONE): [get("/approvals/1"), get("/approvals/{customer}")],
    ("GET", ONE + "/print"): [get("/approvals/1/print"), get("/approvals/{customer}/print")],
    ("GET", RECORD + "/approvals"): [
        get(f"{path}/approvals") for path in (CUSTOMER, GONE, CONTRACT, OPPORTUNITY, *IN_HIDDEN)
    ],
    ("POST", START): [
        Probe("POST", f"/apps/crm/approvals/{key}/start", {"record": "{customer}"}) for key in KEYS
    ],
    ("POST", "/api/v1/approvals/decide"): [
        Probe("POST", "/approvals/decide", {"approvals": ["1", "{customer}"]})
    ],
    **acts("{customer}"),
}

APPROVAL_ATTEMPTS: Mapping[tuple[str, str], Sequence[Probe]] = {
    ("POST", START): [Probe("POST", "/apps/crm/approvals/customer/start", {"record": "{mine}"})],
    **acts("1"),
}
"""Ways in which somebody could write by an approval that is none of theirs: all are refused."""

OWN_DELEGATIONS = "tests/runtime/test_approvals.py: of the caller, or by the power `people`"
