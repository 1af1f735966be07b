"""The CRM package says what the requirements ask (sections 1, 2, 4, 5), and says it soundly."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.templates_market.crm_package import (
    PACKAGE,
    Table,
    app,
    label_of,
    labels_within,
    objects,
    read_folder,
    read_tables,
    role_powers,
    tables_of,
    texts,
)

TABLES = read_tables()
SCORE = (
    "IF(来源渠道='抖音本地推' AND 页面停留总时长>120 AND 关键页面访问数>=3, 100, "
    "IF(来源渠道='公众号菜单栏' AND 表单字段完整率>90%, 85, 40))"
)
LEAD_KEYS = (
    "company contact mobile region area_code source industry stay_seconds key_page_visits "
    "form_completeness inquiry_amount need utm_source utm_medium utm_campaign utm_term utm_content "
    "submitted_at quote lost_reason country owner department "
    "stage customer follow_ups score last_contact first_contact response customer_region health "
    "grade"
)
COMPUTED = {"formula", "generated", "children", "state"}
HOW_CUSTOMERS_ARE_REACHED = ["contact_info", "registered_mobile", "email", "wechat", "address"]


def test_the_package_has_the_eight_tables() -> None:
    assert sorted(TABLES) == sorted(
        ["customer", "contact", "lead", "follow_up", "opportunity", "product", "contract", "task"]
    )


@pytest.mark.parametrize("folder", ["tables", "option_sets", "views", "roles"])
def test_every_label_is_there_in_both_languages(folder: str) -> None:
    for key, document in read_folder(folder).items():
        assert document["key"] == key
        for label in labels_within(document):
            assert isinstance(label, dict), (key, label)
            assert set(label) == {"zh", "en"}, (key, label)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_text_names_one_field_of_a_table(table: Table) -> None:
    names = [
        text for key, field in table.fields.items() for text in {key, *label_of(field).values()}
    ]

    assert [text for text, count in Counter(names).items() if count > 1] == []
    assert len(table.fields) == len(objects(table.document["fields"]))


def test_the_lead_has_the_fields_of_the_design() -> None:
    lead = TABLES["lead"]

    assert list(lead.fields) == LEAD_KEYS.split()
    assert lead.fields["score"]["formula"] == SCORE
    assert [label_of(o)["zh"] for o in objects(lead.fields["source"]["options"])] == [
        "抖音本地推",
        "公众号菜单栏",
        "小红书",
        "展会",
        "独立站",
        "阿里国际站",
        "百度推广",
        "老客转介绍",
    ]


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        ("lead", ["company"]),
        ("customer", ["name", "key_contact", "stage", "next_follow_up"]),
        ("follow_up", "kind conclusion next_action next_action_on result amount followed_at owner"),
    ],
)
def test_what_is_always_required_is_what_the_requirements_say(
    table: str, fields: list[str] | str
) -> None:
    rules = [rule for rule in TABLES[table].rules("required") if "when" not in rule]
    wanted = fields.split() if isinstance(fields, str) else fields

    assert [rule["fields"] for rule in rules] == [wanted]
    assert rules[0]["on"] == ["create", "edit"]


def test_the_comparison_is_shown_and_required_for_price_negotiations_only() -> None:
    when = {"沟通类型='价格谈判'"}
    follow_up = TABLES["follow_up"]
    rules = [r for r in objects(follow_up.document["rules"]) if r.get("fields") == ["comparison"]]

    assert {rule["kind"] for rule in rules} == {"required", "visible"}
    assert {rule["when"] for rule in rules} == when


def test_the_cid_is_generated_as_required() -> None:
    cid = TABLES["customer"].fields["cid"]

    assert cid["type"] == "generated"
    assert cid["formula"] == "LEFT(企业信用代码,6) & RIGHT(MD5(注册手机号),8)"
    assert ["cid"] in [rule["fields"] for rule in TABLES["customer"].rules("unique")]


def test_the_industries_are_those_of_the_standard() -> None:
    options = objects(read_folder("option_sets")["industry"]["options"])
    sections = [o["value"] for o in options if "parent" not in o]
    divisions = [o["value"] for o in options if "parent" in o]
    labels = {o["value"]: label_of(o)["zh"] for o in options}

    assert sections == list("ABCDEFGHIJKLMNOPQRST")
    assert divisions == [f"{number:02d}" for number in range(1, 98)]
    assert len({text for o in options for text in label_of(o).values()}) == 2 * 117
    assert labels["96"] == "基层群众自治组织及其他组织"  # the name since the 2019 amendment
    assert labels["37"] == "铁路、船舶、航空航天和其他运输设备制造业"
    assert {o["value"]: o["parent"] for o in options if "parent" in o}["83"] == "P"


def test_the_countries_are_those_of_iso_3166() -> None:
    options = objects(read_folder("option_sets")["country"]["options"])
    names = {o["value"]: label_of(o) for o in options}

    assert len(names) == len(options) == 249
    assert len({text for labels in names.values() for text in labels.values()}) == 2 * 249
    assert [names[code]["zh"] for code in ("CN", "DE", "US", "VN", "FR", "BR")] == [
        "中国",
        "德国",
        "美国",
        "越南",
        "法国",
        "巴西",
    ]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_state_machines_are_whole(table: Table) -> None:
    moves = [str(move["key"]) for m in table.machines for move in objects(m["transitions"])]

    assert len(moves) == len(set(moves))
    assert {m["field"] for m in table.machines} == {
        key for key, field in table.fields.items() if field["type"] == "state"
    }
    for machine in table.machines:
        states = {str(state["key"]) for state in objects(machine["states"])}
        reached = {str(machine["initial"])}
        for move in objects(machine["transitions"]):
            assert states >= {str(move["to"]), *texts(move["from"])}
            assert {str(f["field"]) for f in objects(move.get("form"))} <= set(table.fields)
            reached.add(str(move["to"]))
        assert reached == states


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_each_table_has_a_grid_a_detail_and_a_form_with_all_that_people_fill_in(
    table: Table,
) -> None:
    views = [view for view in read_folder("views").values() if view["table"] == table.key]
    (form,) = (view for view in views if view["type"] == "form" and "public" not in view)
    placed = [str(f["field"]) for s in objects(form["sections"]) for f in objects(s["fields"])]
    filled_in = [key for key, f in table.fields.items() if f["type"] not in COMPUTED]

    assert {view["type"] for view in views} == {"grid", "form", "detail"}
    # The area code is filled from the region; nobody types it.
    assert sorted(placed) == sorted(set(filled_in) - {"area_code"})


def test_navigation_leads_to_every_grid() -> None:
    items = [i for g in objects(app()["navigation"]) for i in objects(g["items"])]
    grids = [key for key, view in read_folder("views").items() if view["type"] == "grid"]

    assert sorted(str(item["view"]) for item in items) == sorted(grids)


def test_finance_sees_the_contract_amount_and_not_how_customers_are_reached() -> None:
    powers = role_powers("finance", "customer")

    assert powers["contract_amount"] == "read"
    assert powers["*"] == "hidden"
    assert set(powers).isdisjoint({*HOW_CUSTOMERS_ARE_REACHED, "cid", "key_contact", "contacts"})
    assert "contact" not in tables_of("finance")
    assert "lead" not in tables_of("finance")


def test_the_front_desk_creates_customers_and_cannot_change_the_deal_status() -> None:
    customer = tables_of("front_desk")["customer"]

    assert customer["create"] is True
    assert customer["transitions"] == []
    assert role_powers("front_desk", "customer")["status"] == "read"
    assert role_powers("front_desk", "customer")["contract_amount"] == "hidden"


@pytest.mark.parametrize("role", ["salesperson", "sales_manager", "finance", "front_desk"])
def test_roles_name_only_what_is_there(role: str) -> None:
    for key, powers in tables_of(role).items():
        table = TABLES[key]
        moves = {move["key"] for m in table.machines for move in objects(m["transitions"])}
        assert set(role_powers(role, key)) <= {"*", *table.fields}
        assert set(texts(powers["transitions"])) <= moves


def test_colours_are_those_of_the_design() -> None:
    priority = TABLES["task"].fields["priority"]

    assert [o["color"] for o in objects(priority["options"])] == ["red", "yellow", "green"]
    assert (PACKAGE / "assets" / "icon.svg").read_text(encoding="utf-8").startswith("<svg")
    assert app()["icon"] == "assets/icon.svg"
