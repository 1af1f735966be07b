"""Approvals that are taken back, or decided by people whom somebody names, with one thing wrong."""

from collections.abc import Mapping

APPROVAL_FAULTS: Mapping[str, tuple[Mapping[str, object], list[str]]] = {
    "a revocation by nobody": (
        {"approval discount /revoke": {"nodes": ["lead", "bos"]}},
        ["unknown_node approval discount /revoke/nodes/1"],
    ),
    "a revocation in no time": (
        {"approval discount /revoke": {"within": "-1d"}},
        ["duration_not_positive approval discount /revoke/within"],
    ),
    "a way back from nowhere": (
        {"approval discount /revoke": {"transition": "undrop"}},
        ["unknown_transition approval discount /revoke/transition"],
    ),
    "a way back that asks": (
        {"approval discount /revoke": {"transition": "drop"}},
        ["way_back_asks approval discount /revoke/transition"],
    ),
    "a way back that waits": (
        {
            "approval discount /revoke": {"transition": "pay"},
            "table order /state_machines/0/transitions/0/approval": "discount",
        },
        ["way_back_waits approval discount /revoke/transition"],
    ),
    "what follows a revocation": (
        {"approval discount /revoke": {"on_revoked": "escalat"}},
        ["unknown_automation approval discount /revoke/on_revoked"],
    ),
    "people named for a node that asks others": (
        {"automation watch /steps/2/chosen": {"lead": {"role": "clerk"}}},
        ["node_not_chosen automation watch /steps/2/chosen/lead"],
    ),
    "a role that is named for a node": (
        {
            "approval discount /nodes/0/who": {"chosen": True},
            "automation watch /steps/2/chosen": {"lead": {"role": "clark"}},
        },
        ["unknown_role automation watch /steps/2/chosen/lead/role"],
    ),
}
