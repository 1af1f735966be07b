"""What happens to records when documents change, and when the change is taken back."""

from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest

from engine.database import Database
from engine.history import record_history
from tests.engine.change_edits import license_to, removing_option
from tests.engine.changing import (
    ChangingShop,
    Documents,
    adding,
    field_of,
    open_changing_shop,
    removing,
    setting,
)
from tests.engine.shop_app import Body
from tests.engine.shops import ADMIN, seller

LICENSE = ["12", "x7", "8万", None, "007"]


@pytest.fixture
def changing(migrated: Database, tmp_path: Path) -> ChangingShop:
    return open_changing_shop(migrated, tmp_path)


def test_values_that_do_not_convert_are_listed_and_come_back(changing: ChangingShop) -> None:
    buyers = [changing.create("buyer", name="a", license=text) for text in LICENSE]
    plan = changing.plan(license_to("integer"))
    narrow = next(d for d in plan.lists["dangers"] if "narrow" in str(d["code"]))
    assert (narrow["rows"], narrow["examples"]) == (
        1,
        [{"record": str(buyers[1].id), "value": "x7"}],
    )
    number = changing.apply(plan)
    assert changing.values("buyer", "license") == [12, None, 80_000, None, 7]
    changing.update("buyer", buyers[0].id, license=13)
    changing.undo(number)
    assert changing.values("buyer", "license") == ["13", "x7", "8万", None, "007"]


def test_examples_are_for_those_who_see_the_field_in_every_record(changing: ChangingShop) -> None:
    changing.create("buyer", name="a", license="x7")

    def let_build(documents: Documents) -> None:
        documents["shop", "role", "seller"]["build"] = ["tables", "roles"]

    changing.change(let_build)
    plan = changing.plan(license_to("integer"), seller())
    narrow = next(d for d in plan.lists["dangers"] if "narrow" in str(d["code"]))
    assert (narrow["rows"], narrow["examples"]) == (1, [])


TYPES: list[tuple[Body, list[object], Body, list[object]]] = [
    ({"type": "text"}, ["2026-01-05", "x"], {"type": "date"}, ["2026-01-05", None]),
    ({"type": "text"}, ["91%", "0.5"], {"type": "percent"}, ["0.9100", "0.5000"]),
    ({"type": "text"}, ["金", "no"], {"type": "select", "options": "own"}, ["gold", None]),
    ({"type": "select", "options": "own"}, ["gold"], {"type": "text"}, ["金"]),
    ({"type": "select", "options": "own"}, ["gold"], {"type": "multi_select"}, [("gold",)]),
    ({"type": "number", "decimals": 2}, [1.25, 3], {"type": "integer"}, [None, "3"]),
    ({"type": "number", "decimals": 2}, [1.25], {"type": "text"}, ["1.25"]),
    ({"type": "date"}, ["2026-01-05"], {"type": "datetime"}, ["2026-01-04 16:00:00+00:00"]),
    ({"type": "boolean"}, [True, False], {"type": "text"}, ["是", "否"]),
    ({"type": "text"}, ["是", None], {"type": "boolean"}, ["True", "False"]),
    (
        {"type": "money", "currency": "CNY"},
        [12.5],
        {"type": "money", "currencies": ["CNY", "USD"]},
        [(Decimal("12.50"), "CNY")],
    ),
    ({"type": "money", "currency": "CNY"}, [12.5], {"type": "text"}, ["12.5"]),
]


@pytest.mark.parametrize("case", TYPES, ids=lambda case: f"{case[0]['type']}-{case[2]['type']}")
def test_a_retype_converts_each_value(
    changing: ChangingShop, case: tuple[Body, list[object], Body, list[object]]
) -> None:
    before, values, after, converted = case
    options = [{"value": "gold", "label": {"zh": "金", "en": "Gold"}}]
    first = before | ({"options": options} if "options" in before else {})
    second = after | ({"options": options} if "select" in str(after["type"]) else {})
    changing.change(adding("buyer", key="field", **first))
    for value in values:
        changing.create("buyer", name="a", field=value)
    shown = changing.values("buyer", "field")

    def retype(documents: Documents) -> None:
        field = field_of(documents, "buyer", "field")
        kept = {name: field[name] for name in ("key", "label")}
        field.clear()
        field.update(kept | second)

    number = changing.change(retype)
    found = changing.values("buyer", "field")
    assert [str(it) if it is not None else None for it in found] == [
        str(it) if it is not None else None for it in converted
    ]
    changing.undo(number)
    assert changing.values("buyer", "field") == shown


def test_one_user_becomes_many_and_one_again(changing: ChangingShop) -> None:
    for person in (7, 8):
        changing.add_person(person)
    changing.create("buyer", name="a", keeper="7")
    changing.create("buyer", name="b")

    def many(documents: Documents) -> None:
        del documents["shop", "role", "seller"]
        removing("buyer", "keeper_name")(documents)
        field_of(documents, "buyer", "keeper")["type"] = "users"

    number = changing.change(many)
    table = changing.work.catalog.tables["shop.buyer"]
    link = table.link("keeper")
    rows = changing.work.database.rows(table.statement("all links", link.select))
    assert [row[1:] for row in rows] == [(7, 0)]
    changing.undo(number)
    assert changing.values("buyer", "keeper") == [7, None]


def test_a_removed_option_is_cleared_told_and_put_back(changing: ChangingShop) -> None:
    gold = changing.create("buyer", name="a", level="gold", tags=["new", "old"])
    iron = changing.create("buyer", name="b", level="iron", tags=["new"], why_iron="x")

    def edit(documents: Documents) -> None:
        removing_option(documents, "level", "gold")
        removing_option(documents, "tags", "new")
        tables = cast(Body, documents["shop", "role", "seller"]["tables"])
        cast(Body, tables["buyer"])["read"] = True

    plan = changing.plan(edit)
    dangers = {str(danger["code"]): danger["rows"] for danger in plan.lists["dangers"]}
    assert dangers == {
        "remove_option:shop.buyer.level.gold": 1,
        "remove_option:shop.buyer.tags.new": 2,
    }
    number = changing.apply(plan)
    assert changing.values("buyer", "level") == [None, "iron"]
    assert changing.values("buyer", "tags") == [("old",), None]
    assert changing.values("buyer", "greeting")[0] == "你好 A"
    history = record_history(changing.work, ADMIN, "shop.buyer", gold.id or 0)
    assert len(cast(list[object], history["events"])) == 3
    changing.update("buyer", iron.id, tags=["old"])
    changing.undo(number)
    assert changing.values("buyer", "level") == ["gold", "iron"]
    assert changing.values("buyer", "tags") == [("new", "old"), ("old",)]
    assert changing.values("buyer", "greeting")[0] == "你好 A金"


def test_records_in_a_removed_state_go_back_to_the_first(changing: ChangingShop) -> None:
    buyer = changing.create("buyer", name="a")
    one = changing.create("purchase", title="t", buyer=str(buyer.id), price=3, quantity=4)
    changing.move(one.id, "send")

    def edit(documents: Documents) -> None:
        table = documents["shop", "table", "purchase"]
        machine = cast(list[Body], table["state_machines"])[0]
        states = cast(list[Body], machine["states"])
        machine["states"] = [state for state in states if state["key"] != "sent"]
        machine["transitions"] = [{"key": "lose", "label": "丢失", "from": ["open"], "to": "lost"}]
        rules = cast(list[Body], table["rules"])
        table["rules"] = [rule for rule in rules if rule["key"] != "rise"]
        del documents["shop", "role", "seller"]

    number = changing.change(edit)
    assert changing.values("purchase", "stage") == ["open"]
    changing.undo(number)
    assert changing.values("purchase", "stage") == ["sent"]


def test_an_added_state_begins_where_new_records_do(changing: ChangingShop) -> None:
    changing.create("memo", text="a")

    def edit(documents: Documents) -> None:
        adding("memo", key="stage", type="state")(documents)
        documents["shop", "table", "memo"]["state_machines"] = [
            {
                "field": "stage",
                "initial": "new",
                "states": [{"key": "new", "label": "新"}, {"key": "done", "label": "完"}],
                "transitions": [{"key": "end", "label": "完", "from": ["new"], "to": "done"}],
            }
        ]

    changing.change(edit)
    assert changing.values("memo", "stage") == ["new"]


def test_formulas_are_computed_for_all_records(changing: ChangingShop) -> None:
    buyers = [changing.create("buyer", name=f"n{index}") for index in range(30)]
    for index, buyer in enumerate(buyers):
        changing.create("purchase", buyer=str(buyer.id), price=index, quantity=2)
    changing.change(setting("purchase", "amount", formula="单价*数量+1"))
    assert changing.values("purchase", "amount") == [2 * index + 1 for index in range(30)]
    assert changing.values("buyer", "total") == [2 * index + 1 for index in range(30)]
    changing.change(adding("buyer", key="twice", type="formula", formula="总额*2"))
    assert changing.values("buyer", "twice")[3] == 14
    changing.update("purchase", min(changing.all("purchase")), price=100)
    assert changing.values("buyer", "twice")[0] == 402


def test_a_table_comes_goes_and_comes_back_with_its_records(changing: ChangingShop) -> None:
    changing.create("memo", text="a")

    def drop(documents: Documents) -> None:
        del documents["shop", "table", "memo"]

    number = changing.change(drop)
    assert "shop.memo" not in changing.work.resolved.tables
    changing.undo(number)
    assert changing.values("memo", "text") == ["a"]

    def again(documents: Documents) -> None:
        documents["shop", "table", "note"] = {
            "key": "note",
            "label": {"zh": "笔记", "en": "Note"},
            "fields": [
                {"key": "text", "label": {"zh": "文", "en": "Text"}, "type": "text"}
                | {"indexed": True},
                {"key": "readers", "label": {"zh": "读者", "en": "Readers"}, "type": "users"},
            ],
        }

    changing.change(again)
    changing.create("note", text="b")
    assert changing.values("note", "text") == ["b"]
