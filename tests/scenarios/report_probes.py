"""What somebody would try to learn hidden values by way of reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.scenarios.reaching import get
from tests.scenarios.world import Probe

REPORT = "/apps/crm/reports/customer_brief"
RECORDS = ("customer", "own", "gone", "contract", "contact", "lead")

REPORT_PROBES: Mapping[tuple[str, str], Sequence[Probe]] = {
    ("GET", "/api/v1/apps/{app}/reports"): [get("/apps/crm/reports")],
    ("GET", "/api/v1/apps/{app}/reports/{report}"): [
        get(REPORT),
        get("/apps/crm/reports/nothing"),
        *(Probe("GET", f"{REPORT}?record={{{name}}}") for name in RECORDS),
    ],
}
