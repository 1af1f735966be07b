"""Automations with one thing wrong: what starts them, and what their steps say."""

from collections.abc import Mapping

from tests.metadata.shop import DELETE

TRIGGER_FAULTS: Mapping[str, tuple[Mapping[str, object], list[str]]] = {
    "a trigger there is not": (
        {"automation spare /on": {"event": "record.create", "table": "order"}},
        ["unknown_event automation spare /on/event"],
    ),
    "a table there is not": (
        {"automation paid /on/table": "ordre"},
        ["unknown_table automation paid /on/table"],
    ),
    "a field listened to": (
        {
            "automation spare /on": {
                "event": "record.updated",
                "table": "order",
                "fields": ["prise"],
            }
        },
        ["unknown_field automation spare /on/fields/0"],
    ),
    "a second field listened to": (
        {
            "automation spare /on": {
                "event": "record.saved",
                "table": "order",
                "fields": ["price", "pric"],
            }
        },
        ["unknown_field automation spare /on/fields/1"],
    ),
    "a property of another trigger": (
        {
            "automation spare /on": {
                "event": "record.created",
                "table": "order",
                "fields": ["price"],
            }
        },
        ["unknown_property automation spare /on/fields"],
    ),
    "a state there is not": (
        {"automation paid /on/states/0": "payed"},
        ["unknown_state automation paid /on/states/0"],
    ),
    "a state that is left": (
        {
            "automation spare /on": {
                "event": "state.left",
                "table": "order",
                "field": "stage",
                "states": ["opn"],
            }
        },
        ["unknown_state automation spare /on/states/0"],
    ),
    "a field that is no state": (
        {"automation paid /on/field": "why"},
        ["not_a_state automation paid /on/field"],
    ),
    "a state field there is not": (
        {"automation paid /on/field": "stag"},
        ["unknown_field automation paid /on/field"],
    ),
    "no states": ({"automation paid /on/states": []}, ["too_few automation paid /on/states"]),
    "a moment of a price": (
        {"automation spare /on": {"event": "time.moment", "table": "order", "field": "price"}},
        ["not_a_moment automation spare /on/field"],
    ),
    "a moment of a person": (
        {"automation spare /on": {"event": "time.moment", "table": "order", "field": "created_by"}},
        ["not_a_moment automation spare /on/field"],
    ),
    "an offset in no unit": (
        {
            "automation spare /on": {
                "event": "time.moment",
                "table": "order",
                "field": "due",
                "offset": "3 days",
            }
        },
        ["bad_form automation spare /on/offset"],
    ),
    "no silence at all": (
        {"automation spare /on": {"event": "time.inactive", "table": "order", "within": "0h"}},
        ["duration_not_positive automation spare /on/within"],
    ),
    "silence of no children": (
        {
            "automation spare /on": {
                "event": "time.inactive",
                "table": "order",
                "within": "72h",
                "children": ["why"],
            }
        },
        ["not_children automation spare /on/children/0"],
    ),
    "hour 25": (
        {"automation nightly /on/cron": "0 25 * * *"},
        ["bad_cron automation nightly /on/cron"],
    ),
    "a day there never is": (
        {"automation nightly /on/cron": "0 0 31 2 *"},
        ["bad_cron automation nightly /on/cron"],
    ),
    "four parts of a schedule": (
        {"automation nightly /on/cron": "0 0 * *"},
        ["bad_form automation nightly /on/cron"],
    ),
    "a time zone there is not": (
        {"automation nightly /on/time_zone": "Asia/Shanghia"},
        ["unknown_time_zone automation nightly /on/time_zone"],
    ),
    "a pointer without a slash": (
        {"automation hooked /on/parts/name": "name"},
        ["bad_pointer automation hooked /on/parts/name"],
    ),
    "a form that is a list": (
        {"automation spare /on": {"event": "form.submitted", "table": "order", "view": "orders"}},
        ["not_a_public_form automation spare /on/view"],
    ),
    "a form there is not": (
        {"automation spare /on": {"event": "form.submitted", "table": "order", "view": "ordrs"}},
        ["unknown_view automation spare /on/view"],
    ),
    "a metric without a bound": (
        {"automation slow_day /on/below": DELETE},
        ["metric_without_bound automation slow_day /on"],
    ),
    "a measure of no field": (
        {"automation slow_day /on/measure": "SUM(单阶)"},
        ["F101 automation slow_day /on/measure"],
    ),
    "a measure that is a text": (
        {"automation slow_day /on/measure": "MAX(原因)"},
        ["F105 automation slow_day /on/measure"],
    ),
    "a metric's option": (
        {"automation slow_day /on/filter": "阶段='已负'"},
        ["F106 automation slow_day /on/filter"],
    ),
    "a metric backwards": (
        {"automation slow_day /on/every": "-1h"},
        ["duration_not_positive automation slow_day /on/every"],
    ),
    "a bound that reads a record": (
        {"automation slow_day /on/below": "单价"},
        ["F101 automation slow_day /on/below"],
    ),
    "a streak of texts": (
        {
            "automation spare /on": {
                "event": "streak",
                "table": "order",
                "field": "why",
                "direction": "falling",
                "times": 2,
            },
        },
        [
            "no_history automation spare /on/field",
            "not_a_number automation spare /on/field",
        ],
    ),
    "a streak without history": (
        {
            "automation spare /on": {
                "event": "streak",
                "table": "order",
                "field": "price",
                "direction": "falling",
                "times": 2,
            }
        },
        ["no_history automation spare /on/field"],
    ),
    "a streak of one": (
        {
            "automation spare /on": {
                "event": "streak",
                "table": "order",
                "field": "price",
                "direction": "falling",
                "times": 1,
            }
        },
        ["below_bound automation spare /on/times"],
    ),
    "a connector there is not": (
        {"automation spare /on": {"event": "connector.lost", "connector": "epr"}},
        ["unknown_connector automation spare /on/connector"],
    ),
    "a connector nobody asks": (
        {
            "automation spare /on": {"event": "connector.lost", "connector": "erp"},
            "connector erp /probe": DELETE,
        },
        ["connector_without_probe automation spare /on/connector"],
    ),
    "two channels at once": (
        {"automation watch /when": "渠道='网店' AND 渠道='展会'"},
        ["never_holds automation watch /when"],
    ),
    "above 100 and below 50": (
        {"automation paid /when": "单价>100 AND 单价<50"},
        ["never_holds automation paid /when"],
    ),
    "blank and one of two": (
        {"automation paid /when": "ISBLANK(渠道) AND 渠道 IN ('网店','展会')"},
        ["never_holds automation paid /when"],
    ),
    "one is two": (
        {"automation watch /when": "1=2"},
        ["never_holds automation watch /when", "W203 automation watch /when"],
    ),
    "always": ({"automation watch /when": "TRUE"}, ["always_holds automation watch /when"]),
    "a condition's option": (
        {"automation watch /when": "渠道='网殿'"},
        ["F106 automation watch /when"],
    ),
    "a condition that is a number": (
        {"automation watch /when": "单价"},
        ["F105 automation watch /when"],
    ),
    "a condition about a later step": (
        {"automation watch /when": "STEP.ask.answer='accept'"},
        ["step_not_yet automation watch /when"],
    ),
    "a role in a condition": (
        {"automation watch /when": "HASROLE('clark')"},
        ["F123 automation watch /when"],
    ),
    "OLD where nothing changed": (
        {"automation nightly /steps/1/steps/0/when": "OLD.单价=0"},
        ["F112 automation nightly /steps/1/steps/0/when"],
    ),
    "a part of a webhook": (
        {"automation hooked /when": "NOT ISBLANK(STEP.hook.nam)"},
        ["F101 automation hooked /when"],
    ),
    "becoming by the clock": (
        {"automation nightly /meets": "becomes"},
        ["becomes_needs_a_change automation nightly /meets"],
    ),
}
