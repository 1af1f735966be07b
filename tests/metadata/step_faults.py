"""Steps with one thing wrong."""

from collections.abc import Mapping

from tests.metadata.shop import DELETE

STEP_FAULTS: Mapping[str, tuple[Mapping[str, object], list[str]]] = {
    "a step there is not": (
        {"automation spare /steps/-": {"do": "sett", "values": {}}},
        ["unknown_do automation spare /steps/1/do"],
    ),
    "a property there is not": (
        {"automation spare /steps/-": {"do": "set", "value": {"why": "'x'"}}},
        [
            "missing_property automation spare /steps/1",
            "unknown_property automation spare /steps/1/value",
        ],
    ),
    "a set of nothing": (
        {"automation spare /steps/-": {"do": "set"}},
        ["missing_property automation spare /steps/1"],
    ),
    "a field to set": (
        {"automation spare /steps/-": {"do": "set", "values": {"whyy": "'x'"}}},
        ["unknown_field automation spare /steps/1/values/whyy"],
    ),
    "a computed field to set": (
        {"automation spare /steps/-": {"do": "set", "values": {"total": "1"}}},
        ["step_cannot_write automation spare /steps/1/values/total"],
    ),
    "a state to set": (
        {"automation spare /steps/-": {"do": "set", "values": {"stage": "'已付'"}}},
        ["step_cannot_write automation spare /steps/1/values/stage"],
    ),
    "a text for a price": (
        {"automation spare /steps/-": {"do": "set", "values": {"price": "'x'"}}},
        ["F105 automation spare /steps/1/values/price"],
    ),
    "an option to set": (
        {"automation spare /steps/-": {"do": "set", "values": {"channel": "'集市'"}}},
        ["F106 automation spare /steps/1/values/channel"],
    ),
    "a place to find near": (
        {"automation watch /steps/-": {"do": "find", "table": "order", "near": "why"}},
        ["not_a_location automation watch /steps/7/near"],
    ),
    "two orders": (
        {
            "automation watch /steps/-": {"do": "find", "table": "order", "near": "spot"}
            | {"sort": "price"}
        },
        ["two_orders automation watch /steps/7/near"],
    ),
    "near no record": (
        {"automation nightly /steps/-": {"do": "find", "table": "order", "near": "spot"}},
        ["step_without_record automation nightly /steps/2/near"],
    ),
    "a set of no record": (
        {"automation nightly /steps/-": {"do": "set", "values": {"why": "'x'"}}},
        ["step_without_record automation nightly /steps/2"],
    ),
    "a table to create in": (
        {"automation spare /steps/-": {"do": "create", "table": "byer", "values": {}}},
        ["unknown_table automation spare /steps/1/table"],
    ),
    "a field to create": (
        {"automation spare /steps/-": {"do": "create", "table": "buyer", "values": {"nam": "'x'"}}},
        ["unknown_field automation spare /steps/1/values/nam"],
    ),
    "a person to create": (
        {"automation spare /steps/-": {"do": "create", "table": "user", "values": {"name": "'x'"}}},
        ["unknown_table automation spare /steps/1/table"],
    ),
    "a record of another table": (
        {
            "automation spare /steps/-": {
                "do": "update",
                "table": "buyer",
                "record": "THIS",
                "values": {"name": "'x'"},
            }
        },
        ["F105 automation spare /steps/1/record"],
    ),
    "half a record to delete": (
        {"automation spare /steps/-": {"do": "delete", "table": "buyer"}},
        ["table_and_record automation spare /steps/1"],
    ),
    "a move there is not": (
        {"automation watch /steps/1/on_decline/0/transition": "dropp"},
        ["unknown_transition automation watch /steps/1/on_decline/0/transition"],
    ),
    "a form's field": (
        {"automation watch /steps/1/on_decline/0/form": {"wy": "'x'"}},
        ["unknown_field automation watch /steps/1/on_decline/0/form/wy"],
    ),
    "a move of no record": (
        {"automation nightly /steps/-": {"do": "move", "transition": "pay"}},
        ["step_without_record automation nightly /steps/2"],
    ),
    "a table to look in": (
        {"automation paid /steps/0/table": "byer"},
        ["unknown_table automation paid /steps/0/table"],
    ),
    "a field to find by": (
        {"automation paid /steps/0/filter": "性名='x'"},
        ["F101 automation paid /steps/0/filter"],
    ),
    "a key to sort by": (
        {"automation paid /steps/0/sort": "-nam"},
        ["unknown_field automation paid /steps/0/sort"],
    ),
    "a field alike": (
        {"automation spare /steps/-": {"do": "find", "table": "buyer", "similar": ["name"]}},
        ["unknown_field automation spare /steps/1/similar/0"],
    ),
    "STEP.record misspelt": (
        {"automation paid /steps/0/filter": "姓名=STEP.recrd.单号"},
        ["F101 automation paid /steps/0/filter"],
    ),
    "a share and a number": (
        {"automation nightly /steps/0/count": 5},
        ["sample_not_one automation nightly /steps/0"],
    ),
    "keywords from nowhere": (
        {"automation hooked /steps/0/lexicon": DELETE},
        ["keywords_without_lexicon automation hooked /steps/0/parts/words"],
    ),
    "a lexicon's field": (
        {"automation hooked /steps/0/lexicon/word": "nme"},
        ["unknown_field automation hooked /steps/0/lexicon/word"],
    ),
    "a thing to extract": (
        {"automation hooked /steps/0/parts/phone": "phon"},
        ["unknown_value automation hooked /steps/0/parts/phone"],
    ),
    "a part there is not": (
        {"automation hooked /steps/1/values/name": "STEP.seen.phon"},
        ["F101 automation hooked /steps/1/values/name"],
    ),
    "a part that is not said": (
        {"automation hooked /steps/1/values/name": "STEP.seen"},
        ["F127 automation hooked /steps/1/values/name"],
    ),
    "a step that has no key": (
        {"automation paid /steps/2/key": DELETE},
        [
            "F101 automation paid /steps/3/branches/0/when",
            "F101 automation paid /steps/3/branches/1/when",
            "F101 automation paid /steps/4/steps/0/values/secret",
        ],
    ),
    "a field that is no person": (
        {"automation watch /steps/6/field": "why"},
        ["not_a_person automation watch /steps/6/field"],
    ),
    "a field that is no department": (
        {"automation watch /steps/6/department": "owner"},
        ["not_department automation watch /steps/6/department"],
    ),
    "a role to assign to": (
        {"automation watch /steps/6/otherwise": {"role": "clerks"}},
        ["unknown_role automation watch /steps/6/otherwise/role"],
    ),
    "an assignment to nobody": (
        {"automation watch /steps/6/rules": [], "automation watch /steps/6/otherwise": DELETE},
        ["assign_nobody automation watch /steps/6"],
    ),
    "an assignee twice": (
        {"automation watch /steps/6/otherwise": {"role": "clerk", "person": "创建人"}},
        ["assignee_not_one automation watch /steps/6/otherwise"],
    ),
    "an assignee not at all": (
        {"automation watch /steps/6/otherwise": {"pick": "first"}},
        ["assignee_not_one automation watch /steps/6/otherwise"],
    ),
    "the nearest to what": (
        {"automation watch /steps/6/otherwise": {"role": "clerk", "pick": "nearest"}},
        [
            "pick_needs automation watch /steps/6/otherwise/pick",
            "pick_needs automation watch /steps/6/otherwise/pick",
        ],
    ),
    "the nearest by a text": (
        {
            "automation watch /steps/6/otherwise": {
                "role": "clerk",
                "pick": "nearest",
                "near": "why",
                "place": "姓名",
            }
        },
        ["not_a_location automation watch /steps/6/otherwise/near"],
    ),
    "a way to pick": (
        {"automation watch /steps/6/otherwise": {"role": "clerk", "pick": "fastest"}},
        ["unknown_value automation watch /steps/6/otherwise/pick"],
    ),
    "a weight that is a text": (
        {"automation watch /steps/6/rules/1/to/weight": "姓名"},
        ["F105 automation watch /steps/6/rules/1/to/weight"],
    ),
    "a score that is missing": (
        {"automation watch /steps/6/otherwise": {"role": "clerk", "pick": "highest_score"}},
        ["pick_needs automation watch /steps/6/otherwise/pick"],
    ),
    "a price as a person": (
        {"automation watch /steps/6/otherwise": {"person": "单价"}},
        ["not_people automation watch /steps/6/otherwise/person"],
    ),
    "a parameter there is not": (
        {"automation watch /steps/6/otherwise": {"role": {"param": "rol"}}},
        ["unknown_parameter automation watch /steps/6/otherwise/role/param"],
    ),
    "a parameter that is a number": (
        {"automation watch /steps/6/otherwise": {"department": {"param": "rate"}}},
        ["parameter_no_text automation watch /steps/6/otherwise/department/param"],
    ),
    "a rule's condition": (
        {"automation watch /steps/6/rules/0/when": "渠道"},
        ["F105 automation watch /steps/6/rules/0/when"],
    ),
    "who is a number": (
        {"automation watch /steps/1/who": "单价"},
        ["not_people automation watch /steps/1/who"],
    ),
    "a reminder after the end": (
        {"automation watch /steps/1/remind": "45min"},
        ["remind_too_early automation watch /steps/1/remind"],
    ),
    "a question without its end": (
        {"automation watch /steps/1/ask": "要 {{单号 吗"},
        ["text_unclosed automation watch /steps/1/ask"],
    ),
    "a question's field": (
        {"automation watch /steps/1/ask": "要 {{单号}} {{单好}} 吗"},
        ["F101 automation watch /steps/1/ask"],
    ),
    "a question with no time": (
        {"automation watch /steps/1/within": "0min"},
        ["duration_not_positive automation watch /steps/1/within"],
    ),
    "a time-out that never is": (
        {"automation watch /steps/1/within": DELETE, "automation watch /steps/1/remind": DELETE},
        [
            "never_times_out automation watch /steps/1/on_timeout",
            "waits_for_ever automation watch /steps/1",
        ],
    ),
    "a role there is not": (
        {"automation watch /steps/1/who": {"role": "boss"}},
        ["unknown_role automation watch /steps/1/who/role"],
    ),
    "a role of another app": (
        {"automation watch /steps/1/who": {"role": "crm.clerk"}},
        ["unknown_role automation watch /steps/1/who/role"],
    ),
    "a department twice": (
        {"automation watch /steps/1/who": {"department": "a", "of": "创建人.部门"}},
        ["department_not_one automation watch /steps/1/who"],
    ),
    "one of several": (
        {"automation watch /steps/1/who": {"any": ["创建人", {"role": "clerc"}]}},
        ["unknown_role automation watch /steps/1/who/any/1/role"],
    ),
    "a supervisor of a text": (
        {"automation watch /steps/1/who": {"supervisor_of": "单号"}},
        ["F105 automation watch /steps/1/who/supervisor_of"],
    ),
    "a level of none": (
        {"automation watch /steps/1/who": {"supervisor_of": "创建人", "level": 0}},
        ["below_bound automation watch /steps/1/who/level"],
    ),
    "a channel there is not": (
        {"automation paid /steps/1/by/0": "wechat"},
        ["unknown_channel automation paid /steps/1/by/0"],
    ),
    "a channel twice": (
        {"automation paid /steps/1/by": ["inbox", "inbox"]},
        ["duplicate_key automation paid /steps/1/by/1"],
    ),
}
