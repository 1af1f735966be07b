"""The life of a metadata change: planned, consented to, applied, undone, done again."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.actor import Actor
from engine.change_documents import (
    apply_plan,
    change_documents,
    make_plan,
    read_stored_plan,
    undo_plan,
)
from engine.database import Database
from engine.errors import (
    ConsentNeeded,
    DocumentsConflict,
    Forbidden,
    PlanBlocked,
    PlanUnknown,
    RevisionUnknown,
)
from metadata.errors import InvalidDocuments
from tests.engine.change_edits import add_mood
from tests.engine.changing import (
    ChangingShop,
    Documents,
    field_of,
    open_changing_shop,
    removing,
    setting,
)
from tests.engine.shop_app import SOURCES
from tests.engine.shops import ADMIN


@pytest.fixture
def changing(migrated: Database, tmp_path: Path) -> ChangingShop:
    return open_changing_shop(migrated, tmp_path)


def test_an_install_is_one_revision(changing: ChangingShop) -> None:
    assert changing.work.revision == 1
    assert changing.work.resolved.sources.keys() == SOURCES.keys()
    assert change_documents(changing.work, ADMIN, SOURCES) == 1


def test_an_added_field_is_there_undone_and_back_with_its_data(changing: ChangingShop) -> None:
    buyer = changing.create("buyer", name="a")
    added = changing.change(add_mood)
    changing.update("buyer", buyer.id, mood="red")
    undone = changing.undo(added)
    fields = changing.work.resolved.tables["shop.buyer"].fields
    assert (added, undone, "mood" in fields) == (2, 3, False)
    changing.undo(undone)
    assert changing.values("buyer", "mood") == ["red"]


def test_a_plan_says_everything_in_both_languages(changing: ChangingShop) -> None:
    changing.create("buyer", name="a", phone="13800000000")
    plan = changing.plan(removing("buyer", "phone"))
    zh, en = plan.told("zh"), plan.told("en")
    assert zh["dangers"] == [
        {
            "code": "remove_field:shop.buyer.phone",
            "sentence": "删除字段 买家.手机：其中的值将不可见，保留 30 天后清除",
            "rows": 1,
            "examples": [],
        }
    ]
    assert (zh["harmless"], zh["base"], zh["id"]) == (False, 1, str(plan.id))
    assert [change["code"] for change in en["changes"]] == ["remove_field"]  # type: ignore[attr-defined]
    assert {step["kind"] for step in en["steps"]} == {"Retire"}  # type: ignore[attr-defined]


def test_a_danger_needs_its_own_consent(changing: ChangingShop) -> None:
    plan = changing.plan(removing("buyer", "phone"))
    with pytest.raises(ConsentNeeded) as refused:
        changing.apply(plan, ["remove_field:shop.buyer.name"])
    assert refused.value.missing == ("remove_field:shop.buyer.phone",)
    assert changing.work.revision == 1
    assert changing.apply(plan) == 2


def test_a_removed_field_comes_back_with_its_data(changing: ChangingShop) -> None:
    buyer = changing.create("buyer", name="a", phone="13800000000")
    removed = changing.change(removing("buyer", "phone"))
    assert "phone" not in changing.read("buyer", buyer.id)
    changing.undo(removed)
    assert changing.values("buyer", "phone") == ["13800000000"]


def test_wrong_documents_give_a_plan_with_problems(changing: ChangingShop) -> None:
    plan = changing.plan(setting("buyer", "total", formula="SUM(订单.没有)"))
    assert [problem.code for problem in plan.problems] == ["F101"]
    with pytest.raises(InvalidDocuments):
        changing.apply(plan)


def test_two_people_change_different_things_at_once(changing: ChangingShop) -> None:
    one = changing.plan(add_mood)
    other = changing.plan(setting("buyer", "license", label={"zh": "证照", "en": "证照"}))
    assert (changing.apply(one), changing.apply(other)) == (2, 3)
    fields = changing.work.resolved.tables["shop.buyer"].fields
    assert "mood" in fields
    assert fields["license"].labels["zh"] == "证照"
    # The formulas that said the old label say the new one.
    assert field_of(changing.documents(), "buyer", "code")["formula"] == (
        "LEFT(证照,3) & RIGHT(MD5(名称),4)"
    )


def test_two_people_who_change_the_same_thing_see_both_sides(changing: ChangingShop) -> None:
    one = changing.plan(setting("buyer", "name", max_length=30))
    other = changing.plan(setting("buyer", "name", max_length=40))
    changing.apply(one)
    with pytest.raises(DocumentsConflict) as refused:
        changing.apply(other)
    (conflict,) = refused.value.conflicts
    assert (conflict.old, conflict.present, conflict.new) == (20, 30, 40)


def test_single_documents_are_put_and_deleted(changing: ChangingShop) -> None:
    views = {"key": "all", "label": "All", "table": "buyer", "type": "grid"}
    view = {**views, "columns": [{"field": "name"}]}
    plan = make_plan(changing.work, ADMIN, "shop", [("view", view)], [])
    assert plan.is_harmless
    apply_plan(changing.work, ADMIN, plan.id)
    assert ("shop", "view", "all") in changing.work.resolved.sources
    gone = make_plan(changing.work, ADMIN, "shop", [], [("view", "all")])
    apply_plan(changing.work, ADMIN, gone.id)
    assert ("shop", "view", "all") not in changing.work.resolved.sources


def test_a_plan_is_used_once_and_an_empty_one_makes_no_revision(changing: ChangingShop) -> None:
    plan = changing.plan(add_mood)
    changing.apply(plan)
    with pytest.raises(PlanUnknown):
        changing.apply(plan)
    assert changing.change(lambda documents: None) == 2


def test_revisions_that_never_were_are_unknown(changing: ChangingShop) -> None:
    with pytest.raises(RevisionUnknown):
        undo_plan(changing.work, ADMIN, 7)
    with pytest.raises(RevisionUnknown):
        changing.plan(add_mood, base=9)


def test_a_new_unique_rule_is_blocked_by_duplicates(changing: ChangingShop) -> None:
    for _ in range(2):
        changing.create("buyer", name="a", phone="13800000000")

    def edit(documents: Documents) -> None:
        rules = documents["shop", "table", "buyer"]["rules"]
        assert isinstance(rules, list)
        rules.append({"key": "one_phone", "kind": "unique", "fields": ["phone"]})

    plan = changing.plan(edit)
    assert [finding["rows"] for finding in plan.lists["findings"]] == [2]
    with pytest.raises(PlanBlocked):
        changing.apply(plan)
    changing.delete("buyer", max(changing.all("buyer")))
    assert changing.apply(plan) == 2


def test_a_new_required_rule_tells_how_many_break_it(changing: ChangingShop) -> None:
    buyer = changing.create("buyer", name="a")

    def edit(documents: Documents) -> None:
        rules = documents["shop", "table", "buyer"]["rules"]
        assert isinstance(rules, list)
        rules.append({"key": "need", "kind": "required", "fields": ["phone"], "when": "名称='A'"})

    plan = changing.plan(edit)
    (finding,) = plan.lists["findings"]
    assert (finding["code"], finding["rows"]) == ("rule_broken:shop.buyer.need", 1)
    changing.apply(plan)
    assert changing.update("buyer", buyer.id, license="1").warnings


BUILDER = Actor(7, "builder", frozenset({("shop", "seller")}))


def test_only_builders_plan_and_nobody_gives_what_they_lack(changing: ChangingShop) -> None:
    with pytest.raises(Forbidden):
        changing.plan(add_mood, BUILDER)

    def let_build(documents: Documents) -> None:
        documents["shop", "role", "seller"]["build"] = ["tables", "roles"]

    changing.change(let_build)
    plan = changing.plan(add_mood, BUILDER)
    assert plan.is_valid

    def see_more(documents: Documents) -> None:
        tables = documents["shop", "role", "seller"]["tables"]
        assert isinstance(tables, dict)
        tables["visit"] = {"read": True, "fields": {"*": "edit"}}
        tables["buyer"]["read"] = True

    with pytest.raises(Forbidden) as refused:
        changing.plan(see_more, BUILDER)
    assert refused.value.action == "grant"
    with pytest.raises(Forbidden):
        read_stored_plan(changing.work, replace(BUILDER, roles=frozenset()), plan.id)
