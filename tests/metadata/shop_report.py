"""A report of the shop, whole; and reports with one thing wrong."""

from collections.abc import Mapping
from copy import deepcopy

from tests.metadata.shop import DELETE, Source, Sources
from tests.metadata.shop_workflow import bent_workflow

PAGE = """<h1>{{ buyer }}</h1>
{% if enough %}<p class="good">{{ spent }} / {{ orders }}</p>{% else %}<p>{{ rate }}</p>{% endif %}
{% if others %}
<table>
{% for row in others %}<tr><td>{{ loop.index }}</td><td>{{ row.number }}</td></tr>{% endfor %}
</table>
{% endif %}
{% for row in channels %}<p>{{ row.channel }} {{ row.n if row.n >= 2 else '' }}</p>{% endfor %}
<p>{{ others|length }} {{ buyer ~ '!' }}</p>"""
BRIEF: Source = {
    "key": "brief",
    "label": {"zh": "订单简报", "en": "Order brief"},
    "table": "order",
    "totals": [
        {"table": "order", "filter": "买家=STEP.record.买家"}
        | {"measures": {"spent": "SUM(单价)", "orders": "COUNT()"}},
        {"table": "buyer", "measures": {"buyers": "COUNT()"}},
    ],
    "values": {"buyer": "买家.姓名", "rate": "单价/STEP.spent", "enough": "STEP.orders>=2"},
    "lists": {
        "others": {"table": "order", "filter": "买家=STEP.record.买家", "most": 5}
        | {"columns": {"number": "单号", "price": "单价"}, "order": ["-price"]},
        "channels": {"table": "order", "group_by": {"channel": "渠道"}}
        | {"columns": {"n": "COUNT()", "part": "COUNT()/STEP.orders"}, "order": ["-n", "channel"]},
    },
    "template": {"zh": PAGE, "en": "<p>{{ orders }}</p>"},
}
KEPT: Mapping[str, object] = {
    "table order /fields/-": {"key": "page", "label": "页", "type": "file"},
    "automation spare /on": {"event": "record.created", "table": "order"},
}
"""Where a step can keep a page."""
RENDER: Source = {"do": "render", "report": "brief", "field": "page", "reader": "负责人"}

PAGES: Mapping[str, tuple[str, list[str]]] = {
    "a name there is not": ("<p>{{ byer }}</p>", ["page_unknown_name:1:buyer"]),
    "a column there is not": (
        "{% for row in others %}\n{{ row.nubmer }}{% endfor %}",
        ["page_unknown_name:2:row.number"],
    ),
    "a row outside its loop": ("{{ row.number }}", ["page_unknown_name:1:None"]),
    "a list for a value": ("{{ others }}", ["page_no_value:1:None"]),
    "a value for a list": ("{% for a in spent %}{% endfor %}", ["page_no_list:1:None"]),
    "a list there is not": ("{% for a in other %}{% endfor %}", ["page_unknown_name:1:others"]),
    "a loop called like a value": (
        "{% for spent in others %}{% endfor %}",
        ["page_name_taken:1:None"],
    ),
    "a loop called loop": ("{% for loop in others %}{% endfor %}", ["page_name_taken:1:None"]),
    "a loop of a loop": (
        "{% for a in others recursive %}{% endfor %}",
        ["page_refused:1:None"],
    ),
    "three loops": (
        "".join(f"{{% for {a} in others %}}" for a in "abc") + "x" + "{% endfor %}" * 3,
        ["page_too_deep:1:None"],
    ),
    "many choices": (
        "{% if spent %}" * 30 + "x" + "{% endif %}" * 30,
        ["page_too_deep:1:None"],
    ),
    "no end": ("{% if spent %}", ["page_unreadable:1:None"]),
    "parentheses without end": ("{{ " + "(" * 9000 + " }}", ["page_unreadable:1:None"]),
    "a long chain": ("{{ spent" + " or spent" * 4000 + " }}", ["page_unreadable:1:None"]),
    "an attribute": ("{{ spent.__class__ }}", ["page_refused:1:None"]),
    "an attribute of a text": ("{{ ''.__class__ }}", ["page_refused:1:None"]),
    "an item": ("{{ others[0] }}", ["page_refused:1:None"]),
    "a call": ("{{ range(9) }}", ["page_refused:1:None"]),
    "arithmetic": ("{{ 'a' * 999999999 }}", ["page_refused:1:None"]),
    "an assignment": ("{% set a = 1 %}", ["page_refused:1:None"]),
    "a macro": ("{% macro a() %}{% endmacro %}", ["page_refused:1:None"]),
    "another page": ("{% include 'x' %}", ["page_refused:1:None"]),
    "no escaping": (
        "{% autoescape false %}{{ spent }}{% endautoescape %}",
        ["page_refused:1:None"],
    ),
    "a filter": ("{{ buyer|safe }}", ["page_refused:1:None"]),
    "a question": ("{{ buyer is defined }}", ["page_refused:1:None"]),
    "a script": ("<script>", ["page_tag_refused:1:None"]),
    "a link": ('a\n<a href="x">', ["page_attribute_refused:2:None", "page_tag_refused:2:None"]),
    "an attribute that acts": ('<p onclick="x">', ["page_attribute_refused:1:None"]),
    "a style": ('<p style="x">', ["page_attribute_refused:1:None"]),
    "a value within a tag": ('<p class="{{ buyer }}">', ["page_tag_broken:1:None"]),
    "a choice within a tag": ("<p {% if spent %}>{% endif %}", ["page_tag_broken:1:None"]),
    "less than": ("a < b", ["page_tag_broken:1:None"]),
    "raw": ("{% raw %}<script>{% endraw %}", ["page_tag_refused:1:None"]),
    "a comment of HTML": ("<!-- x -->", ["page_tag_broken:1:None"]),
}
"""A page with something wrong, and `code:line:suggestion`."""

FAULTS: Mapping[str, tuple[Mapping[str, object], list[str]]] = {
    "a table it is about": (
        {"report brief /table": "ordr"},
        ["unknown_table report brief /table"],
    ),
    "a table to measure": (
        {"report brief /totals/1/table": "byer"},
        ["unknown_table report brief /totals/1/table"],
    ),
    "a table to list": (
        {"report brief /lists/channels/table": "odrer"},
        ["unknown_table report brief /lists/channels/table"],
    ),
    "a field in a filter": (
        {"report brief /totals/0/filter": "买=1"},
        ["F101 report brief /totals/0/filter"],
    ),
    "a measure that is none": (
        {"report brief /totals/1/measures/buyers": "姓名"},
        ["F108 report brief /totals/1/measures/buyers"],
    ),
    "a value of what is not measured": (
        {"report brief /values/rate": "STEP.spend"},
        ["F101 report brief /values/rate"],
    ),
    "what is measured reads no other": (
        {"report brief /totals/1/filter": "STEP.spent>1"},
        ["F101 report brief /totals/1/filter"],
    ),
    "a place in a column": (
        {"report brief /lists/others/columns/number": "位置"},
        ["report_no_value report brief /lists/others/columns/number"],
    ),
    "one name for two": (
        {"report brief /values/orders": "1"},
        ["duplicate_key report brief /values/orders"],
    ),
    "the record's name": (
        {"report brief /values/record": "1"},
        ["report_name_taken report brief /values/record"],
    ),
    "a name of pages": (
        {"report brief /values/none": "1"},
        ["report_name_taken report brief /values/none"],
    ),
    "one name for a group and a column": (
        {"report brief /lists/channels/columns/channel": "COUNT()"},
        ["duplicate_key report brief /lists/channels/columns/channel"],
    ),
    "an order by nothing": (
        {"report brief /lists/others/order/0": "-pirce"},
        ["unknown_column report brief /lists/others/order/0"],
    ),
    "a role that opens nothing": (
        {"role clerk /reports": ["breif"]},
        ["unknown_report role clerk /reports/0"],
    ),
    "a property there is not": (
        {"report brief /pages": "x"},
        ["unknown_property report brief /pages"],
    ),
    "no page": ({"report brief /template": DELETE}, ["missing_property report brief "]),
    "a report to draw": (
        {**KEPT, "automation spare /steps/-": {**RENDER, "report": "breif"}},
        ["unknown_report automation spare /steps/1/report"],
    ),
    "a report about other records": (
        {**KEPT, "automation spare /steps/-": RENDER}
        | {"automation spare /on": {"event": "record.created", "table": "buyer"}}
        | {"table buyer /fields/-": {"key": "page", "label": "页", "type": "file"}}
        | {"automation spare /steps/1/reader": "创建人"},
        ["report_of_other_table automation spare /steps/1/report"],
    ),
    "a field that holds no files": (
        {**KEPT, "automation spare /steps/-": {**RENDER, "field": "why"}},
        ["not_a_file_field automation spare /steps/1/field"],
    ),
    "a field that takes no pages": (
        {**KEPT, "automation spare /steps/-": RENDER, "table order /fields/17/accept": ["pdf"]},
        ["field_refuses_html automation spare /steps/1/field"],
    ),
    "a reader who is none": (
        {**KEPT, "automation spare /steps/-": {**RENDER, "reader": "买家"}},
        ["F105 automation spare /steps/1/reader"],
    ),
    "a page of no record": (
        {"automation nightly /steps/-": {**RENDER, "reader": "CURRENT_USER()"}},
        [
            "step_without_record automation nightly /steps/2",
            "report_of_other_table automation nightly /steps/2/report",
        ],
    ),
}


def bent_reports(changes: Mapping[str, object]) -> Sources:
    """The shop with its workflow and the report, with these changes."""
    copies = {place: it if it is DELETE else deepcopy(it) for place, it in changes.items()}
    return bent_workflow({"report brief /": deepcopy(BRIEF), **copies})
