"""The way through the steps, causes, approvals and connectors with one thing wrong."""

from collections.abc import Mapping

from tests.metadata.shop import DELETE

FLOW_FAULTS: Mapping[str, tuple[Mapping[str, object], list[str]]] = {
    "an approval there is not": (
        {"automation watch /steps/2/approval": "discont"},
        ["unknown_approval automation watch /steps/2/approval"],
    ),
    "an approval of buyers": (
        {
            "approval discount /table": "buyer",
            "approval discount /freezes": DELETE,
            "approval discount /title": DELETE,
            "approval discount /nodes/0/fields": DELETE,
            "approval discount /nodes/1/when": DELETE,
            "approval discount /on_rejected": DELETE,
        },
        ["approval_of_other_table automation watch /steps/2/approval"],
    ),
    "a connector to call": (
        {"automation watch /steps/3/connector": "er"},
        ["unknown_connector automation watch /steps/3/connector"],
    ),
    "an operation there is not": (
        {"automation watch /steps/3/operation": "pusch"},
        ["unknown_operation automation watch /steps/3/operation"],
    ),
    "a parameter of an operation": (
        {"automation watch /steps/3/values/tota": "1"},
        ["unknown_operation_parameter automation watch /steps/3/values/tota"],
    ),
    "an address with a hole": (
        {"automation watch /steps/3/values/number": DELETE},
        ["operation_parameter_missing automation watch /steps/3/values"],
    ),
    "an answer's pointer": (
        {"automation watch /steps/3/parts/id": "data/id"},
        ["bad_pointer automation watch /steps/3/parts/id"],
    ),
    "an answer there may not be": (
        {"automation watch /steps/3/on_error/1": {"do": "task", "who": "创建人", "title": "x"}},
        ["step_not_sure automation watch /steps/4/values/why"],
    ),
    "a wait for two things": (
        {"automation watch /steps/5/during": "3d"},
        ["wait_not_one automation watch /steps/5"],
    ),
    "a wait for nothing": (
        {"automation watch /steps/5": {"do": "wait"}},
        ["wait_not_one automation watch /steps/5"],
    ),
    "a wait without an end": (
        {
            "automation watch /steps/5/within": DELETE,
            "automation watch /steps/5/on_timeout": DELETE,
        },
        ["waits_for_ever automation watch /steps/5"],
    ),
    "a wait that never times out": (
        {"automation watch /steps/5/within": DELETE},
        [
            "never_times_out automation watch /steps/5/on_timeout",
            "waits_for_ever automation watch /steps/5",
        ],
    ),
    "a wait for what cannot be": (
        {"automation watch /steps/5/holds": "单价>10 AND 单价<5"},
        ["never_holds automation watch /steps/5/holds"],
    ),
    "a wait until a price": (
        {"automation spare /steps/-": {"do": "wait", "until": "单价"}},
        ["F105 automation spare /steps/1/until"],
    ),
    "a wait bounded in vain": (
        {"automation spare /steps/-": {"do": "wait", "during": "1d", "within": "2d"}},
        ["within_without_holds automation spare /steps/1/within"],
    ),
    "branches after an open one": (
        {"automation paid /steps/3/branches/0/when": "TRUE"},
        [
            "branch_never_taken automation paid /steps/3/branches/1/when",
            "branch_never_taken automation paid /steps/3/otherwise",
        ],
    ),
    "the same branch again": (
        {"automation paid /steps/3/branches/1/when": "STEP.sums.total>10000"},
        ["branch_never_taken automation paid /steps/3/branches/1/when"],
    ),
    "a branch never taken": (
        {"automation paid /steps/3/branches/1/when": "FALSE"},
        ["never_holds automation paid /steps/3/branches/1/when"],
    ),
    "each of a price": (
        {
            "automation paid /steps/4/over": "单价",
            "automation paid /steps/4/steps": [{"do": "stop"}],
        },
        ["each_not_a_list automation paid /steps/4/over"],
    ),
    "each without a key": (
        {"automation paid /steps/4/key": DELETE},
        ["missing_property automation paid /steps/4"],
    ),
    "an automation to run": (
        {"automation watch /steps/5/on_timeout/0/automation": "escalat"},
        ["unknown_automation automation watch /steps/5/on_timeout/0/automation"],
    ),
    "an automation that is not called": (
        {"automation watch /steps/5/on_timeout/0/automation": "nightly"},
        ["not_called automation watch /steps/5/on_timeout/0/automation"],
    ),
    "an automation for buyers": (
        {
            "automation escalate /on/table": "buyer",
            "automation escalate /steps": [{"do": "stop"}],
            "approval discount /on_rejected": DELETE,
        },
        ["runs_for_other_records automation watch /steps/5/on_timeout/0/automation"],
    ),
    "a run for a price": (
        {"automation watch /steps/5/on_timeout/0/record": "单价"},
        ["not_a_record automation watch /steps/5/on_timeout/0/record"],
    ),
    "a jump to nowhere": (
        {"automation paid /steps/3/branches/0/steps/0/step": "eac"},
        ["unknown_step automation paid /steps/3/branches/0/steps/0/step"],
    ),
    "a jump into a branch": (
        {
            "automation watch /steps/1/on_decline/0/key": "in",
            "automation watch /steps/-": {"do": "goto", "step": "in"},
        },
        ["goto_into_block automation watch /steps/7/step"],
    ),
    "a jump back for ever": (
        {"automation nightly /steps/-": {"do": "goto", "step": "some"}},
        ["endless_loop automation nightly /steps/2/step"],
    ),
    "a step after a stop": (
        {"automation spare /steps": [{"do": "stop"}, {"do": "set", "values": {"why": "'x'"}}]},
        ["never_reached automation spare /steps/1"],
    ),
    "a step after all ways ended": (
        {"automation paid /steps/3/branches": [{"when": "单价>1", "steps": [{"do": "stop"}]}]},
        ["never_reached automation paid /steps/4"],
    ),
    "a key twice": (
        {"automation watch /steps/2/key": "ask"},
        ["duplicate_key automation watch /steps/2/key"],
    ),
    "a key the system has": (
        {"automation watch /steps/2/key": "record"},
        ["reserved_key automation watch /steps/2/key"],
    ),
    "a branch's result outside it": (
        {
            "automation spare /steps": [
                {
                    "do": "branch",
                    "branches": [
                        {
                            "when": "ISBLANK(原因)",
                            "steps": [
                                {
                                    "key": "made",
                                    "do": "create",
                                    "table": "buyer",
                                    "values": {"name": "'x'"},
                                }
                            ],
                        }
                    ],
                },
                {"do": "delete", "table": "buyer", "record": "STEP.made"},
            ]
        },
        ["step_not_sure automation spare /steps/1/record"],
    ),
    "a name for an event": (
        {"automation watch /steps/3/on_error/0/event": "Order Lost"},
        ["bad_form automation watch /steps/3/on_error/0/event"],
    ),
    "a creation that causes itself": (
        {
            "automation spare /on": {"event": "record.created", "table": "buyer"},
            "automation spare /steps": [
                {"do": "create", "table": "buyer", "values": {"name": "'x'"}}
            ],
        },
        ["starts_itself automation spare /on"],
    ),
    "a change that causes itself": (
        {
            "automation spare /on": {"event": "record.updated", "table": "order"},
            "automation spare /steps": [{"do": "set", "values": {"count": "数量+1"}}],
        },
        ["starts_itself automation spare /on"],
    ),
    "a change that may cause itself": (
        {
            "automation spare /on": {
                "event": "record.updated",
                "table": "order",
                "fields": ["count"],
            },
            "automation spare /when": "数量<100",
            "automation spare /steps": [{"do": "set", "values": {"count": "数量+1"}}],
        },
        ["may_start_itself automation spare /on"],
    ),
    "two that cause each other": (
        {
            "automation spare /on": {"event": "record.created", "table": "buyer"},
            "automation spare /steps": [{"do": "create", "table": "order", "values": {}}],
            "automation nightly /on": {"event": "record.created", "table": "order"},
            "automation nightly /steps": [{"do": "create", "table": "buyer", "values": {}}],
        },
        ["starts_itself automation nightly /on", "may_start_itself automation watch /on"],
    ),
    "two that call each other": (
        {
            "automation spare /on": {"event": "called"},
            "automation spare /steps": [{"do": "run", "automation": "other"}],
            "automation other /": {
                "key": "other",
                "label": "其他",
                "on": {"event": "called"},
                "steps": [{"do": "run", "automation": "spare"}],
            },
        },
        ["starts_itself automation other /on"],
    ),
    "a state that comes round": (
        {
            "table order /state_machines/0/transitions/-": {
                "key": "back",
                "label": "退",
                "from": ["paid"],
                "to": "open",
            },
            "automation spare /on": {
                "event": "state.entered",
                "table": "order",
                "field": "stage",
                "states": ["paid"],
            },
            "automation spare /steps": [{"do": "move", "transition": "back"}],
            "automation nightly /on": {
                "event": "state.left",
                "table": "order",
                "field": "stage",
                "states": ["paid"],
            },
            "automation nightly /steps": [{"do": "move", "transition": "pay"}],
        },
        ["starts_itself automation nightly /on"],
    ),
    "a state that starts what is not called": (
        {"table order /state_machines/0/states/1/on_enter": ["nightly"]},
        ["not_called table order /state_machines/0/states/1/on_enter/0"],
    ),
    "a node twice": (
        {"approval discount /nodes/1/key": "lead"},
        ["duplicate_key approval discount /nodes/1/key"],
    ),
    "a node that never is": (
        {"approval discount /nodes/1/when": "总额>1000 AND 总额<10"},
        ["never_holds approval discount /nodes/1/when"],
    ),
    "a frozen field": (
        {"approval discount /freezes/0": "prise"},
        ["unknown_field approval discount /freezes/0"],
    ),
    "nobody to ask instead": (
        {"approval discount /nodes/1/empty_to": DELETE},
        ["empty_to_missing approval discount /nodes/1/empty"],
    ),
    "somebody in vain": (
        {"approval discount /nodes/1/empty": "agree"},
        ["empty_to_unused approval discount /nodes/1/empty_to"],
    ),
    "a share that is missing": (
        {"approval discount /nodes/0/votes": "share"},
        ["share_missing approval discount /nodes/0/votes"],
    ),
    "a share in vain": (
        {"approval discount /nodes/0/share": 0.5},
        ["share_unused approval discount /nodes/0/share"],
    ),
    "passed on to whom": (
        {"approval discount /nodes/1/timeout/then": "pass_on"},
        ["timeout_to_missing approval discount /nodes/1/timeout/then"],
    ),
    "a field of a node": (
        {"approval discount /nodes/0/fields": {"whi": "edit"}},
        ["unknown_field approval discount /nodes/0/fields/whi"],
    ),
    "a vote there is not": (
        {"approval discount /nodes/0/votes": "most"},
        ["unknown_value approval discount /nodes/0/votes"],
    ),
    "what follows a refusal": (
        {"approval discount /on_rejected": "escalat"},
        ["unknown_automation approval discount /on_rejected"],
    ),
    "a title's field": ({"approval discount /title": "{{单}}"}, ["F101 approval discount /title"]),
    "a role that decides": (
        {"approval discount /nodes/1/who/role": "clark"},
        ["unknown_role approval discount /nodes/1/who/role"],
    ),
    "no way for an empty node": (
        {"approval discount /nodes/0/empty": DELETE},
        ["missing_property approval discount /nodes/0"],
    ),
    "an address's parameter": (
        {"connector erp /operations/0/path": "/orders/{number}/{no}"},
        ["unknown_operation_parameter connector erp /operations/0/path"],
    ),
    "a body's parameter": (
        {"connector erp /operations/0/body/sum": "{sum}"},
        ["unknown_operation_parameter connector erp /operations/0/body/sum"],
    ),
    "a parameter for nothing": (
        {"connector erp /operations/0/parameters/-": "extra"},
        ["parameter_unused connector erp /operations/0/parameters/2"],
    ),
    "a secret in a header": (
        {"connector erp /operations/0/headers": {"Authorization": "Bearer abc"}},
        ["secret_in_document connector erp /operations/0/headers/Authorization"],
    ),
    "a secret in the address": (
        {"connector erp /base": "https://me:pw@erp.example.com"},
        ["secret_in_document connector erp /base"],
    ),
    "a token from nowhere": (
        {"connector erp /auth/token_path": DELETE},
        ["auth_needs connector erp /auth"],
    ),
    "no credential": (
        {"connector erp /credential": DELETE},
        ["credential_missing connector erp /auth/kind"],
    ),
    "a table to fill": (
        {"connector erp /syncs/0/table": "ordr"},
        ["unknown_table connector erp /syncs/0/table"],
    ),
    "a column's field": (
        {"connector erp /syncs/0/columns/0/field": "prise"},
        ["unknown_field connector erp /syncs/0/columns/0/field"],
    ),
    "a column that is computed": (
        {"connector erp /syncs/0/columns/0/field": "total"},
        ["step_cannot_write connector erp /syncs/0/columns/0/field"],
    ),
    "pages without a next one": (
        {"connector erp /syncs/0/paging/kind": "cursor"},
        ["next_at_missing connector erp /syncs/0/paging"],
    ),
    "a way back there is not": (
        {"connector erp /syncs/0/write_back": "pull"},
        ["unknown_operation connector erp /syncs/0/write_back"],
    ),
    "a cursor nobody reads": (
        {"connector erp /syncs/0/since": "after"},
        ["since_and_cursor connector erp /syncs/0"],
    ),
    "a probe all the time": (
        {"connector erp /probe/every": "0s"},
        ["duration_not_positive connector erp /probe/every"],
    ),
    "an alarm for nobody": (
        {"connector erp /alarm": {"role": "clrk"}},
        ["unknown_role connector erp /alarm/role"],
    ),
}
