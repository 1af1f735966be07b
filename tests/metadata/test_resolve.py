"""Documents become objects: types, order, roles, and formulas that are checked only once."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from formula.types import Number, Ref, Select
from metadata.dependencies import find_dependencies, stored_formulas
from metadata.resolve import resolve_documents
from metadata.resolved import Resolved
from metadata.versions import ENGINE_VERSION
from tests.metadata.shop import bent, shop


@pytest.fixture(name="resolved")
def _resolved() -> Resolved:
    return resolve_documents(shop()).require()


def test_fields_know_their_types(resolved: Resolved) -> None:
    fields = resolved.tables["shop.order"].fields
    assert fields["buyer"].value_type == Ref("shop.buyer")
    assert fields["channel"].value_type == Select("shop.order.channel")
    assert [option.value for option in fields["stage"].options] == ["open", "paid", "gone"]
    assert (fields["total"].value_type, fields["total"].decimals) == (Number(2), 2)
    assert fields["city"].value_type == Select("region")
    assert resolved.tables["shop.buyer"].fields["orders"].back == "buyer"
    assert resolved.tables["shop.buyer"].fields["level"].value_type == Select("shop.level")


def test_only_a_formula_that_can_fail_may_hold_an_error(resolved: Resolved) -> None:
    fields = resolved.tables["shop.order"].fields
    assert fields["total"].may_error, "the product may be beyond its column"
    changed = bent({"table order /fields/5/formula": "IF(数量>1, 100, MIN(单价, 40))"})
    order = resolve_documents(changed).require().tables["shop.order"]
    assert not order.fields["total"].may_error


def test_what_reads_the_clock_has_no_column(resolved: Resolved) -> None:
    table = resolved.tables["shop.order"]
    assert [key for key, field in table.fields.items() if field.volatile] == ["age", "old"]
    assert [field.key for field in stored_formulas(table)] == ["total", "big", "city"]


def test_formulas_are_computed_after_what_they_read(resolved: Resolved) -> None:
    order = find_dependencies(resolved.tables).order
    places = [order.index(place) for place in (("shop.order", "total"), ("shop.buyer", "spent"))]
    assert places == sorted(places)
    assert resolved.tables["shop.order"].order.index("total") < resolved.tables[
        "shop.order"
    ].order.index("big")


def test_a_name_behind_a_computed_reference_is_found() -> None:
    first = {"key": "first", "label": "First", "type": "formula", "formula": "买家"}
    rich = {"key": "a_rich", "label": "Rich", "type": "formula", "formula": "First.消费>5"}
    changed = bent({"table order /fields/-": first})
    fields = changed["shop", "table", "order"]
    assert isinstance(fields, dict)
    fields["fields"].append(rich)
    resolved = resolve_documents(changed).require()
    edges = find_dependencies(resolved.tables).edges_of("shop.buyer", "spent")
    assert [(edge.table, edge.field) for edge in edges] == [("shop.order", "a_rich")]


def test_rules_know_what_they_read(resolved: Resolved) -> None:
    rules = {rule.key: rule for rule in resolved.tables["shop.order"].rules}
    assert rules["why_needed"].reads == {"stage"}
    assert rules["positive"].reads == {"price"}
    assert rules["tidy"].on == {"create", "edit"}


def test_moves_have_their_guards(resolved: Resolved) -> None:
    machine = resolved.tables["shop.order"].machines["stage"]
    assert machine.transitions["drop"].from_states == ("open", "paid")
    assert machine.transitions["drop"].form == {"why": True}
    assert machine.transitions["drop"].guard is not None
    assert machine.transitions["pay"].guard is None


def test_a_star_does_not_reach_what_is_computed_from_hidden_fields(resolved: Resolved) -> None:
    powers = resolved.roles["shop", "clerk"].tables["shop.order"]
    assert powers.fields["city"] == "hidden", "the buyer's city is hidden from the clerk"
    assert powers.fields["total"] == "read", "nobody writes a formula"
    assert powers.fields["price"] == "edit"
    assert "why" not in powers.exportable
    assert "price" in powers.exportable


def test_a_computed_field_that_is_named_is_shown() -> None:
    changed = bent({"role clerk /tables/order/fields/city": "read"})
    role = resolve_documents(changed).require().roles["shop", "clerk"]
    assert role.tables["shop.order"].fields["city"] == "read"


def test_building_is_by_document_kind(resolved: Resolved) -> None:
    assert resolved.roles["shop", "clerk"].build == frozenset({"view"})


def test_parameters_have_the_values_of_their_defaults(resolved: Resolved) -> None:
    assert {key: str(value) for key, value in resolved.parameters["shop"].items()} == {
        "rate": "0.1"
    }


def test_sources_are_canonical_and_whole(resolved: Resolved) -> None:
    assert dict(resolved.sources) == shop()


def test_nothing_is_checked_twice() -> None:
    first = resolve_documents(shop())
    assert resolve_documents(shop(), first.typings).typings.checks == 0


@pytest.mark.parametrize(
    ("changes", "most"),
    [
        ({"table order /rules/1/refuse_when": "单价<1"}, 1),
        ({"view orders /filter": "渠道='展会'"}, 1),
        ({"table order /fields/11/label": {"zh": "缘由"}, "table order /rules/2/set": "缘由"}, 20),
        ({"table buyer /fields/2/label": {"zh": "成本"}}, 8),
        ({"app shop /parameters/0/type": "percent"}, 8),
    ],
)
def test_only_what_a_change_concerns_is_checked(changes: Mapping[str, object], most: int) -> None:
    first = resolve_documents(shop())
    again = resolve_documents(bent(changes), first.typings)
    fresh = resolve_documents(bent(changes))
    assert 0 < again.typings.checks <= most < fresh.typings.checks + 5
    assert again.require().tables == fresh.require().tables
    assert again.require().roles == fresh.require().roles


def test_a_type_that_changes_reaches_every_formula_that_names_it() -> None:
    first = resolve_documents(shop())
    changed = bent({"table order /fields/3/currency": "CNY", "table order /fields/3/decimals": 4})
    again = resolve_documents(changed, first.typings)
    assert again.require().tables == resolve_documents(changed).require().tables
    dropped = bent({"table order /fields/3": {"key": "price", "label": "单价", "type": "text"}})
    assert {problem.code for problem in resolve_documents(dropped, first.typings).problems} == {
        "F105"
    }


def test_a_role_of_another_app_is_named_with_its_app() -> None:
    asks = {"key": "boss", "label": "Boss", "tables": {"order": {"read": "HASROLE('clerk')"}}}
    sources = shop() | {("shop", "role", "boss"): asks}
    stock = {"format": 1, "key": "stock", "label": "Stock", "version": "1.0.0"}
    clerk = {"key": "clerk", "label": "Keeper"}
    sources |= {("stock", "app", "stock"): stock, ("stock", "role", "clerk"): clerk}
    assert resolve_documents(sources).problems == ()
    keeper = asks | {"tables": {"order": {"read": "HASROLE('Keeper')"}}}
    problems = resolve_documents(sources | {("shop", "role", "boss"): keeper}).problems
    assert [problem.place.pointer for problem in problems] == ["/tables/order/read"]


def test_an_app_that_others_build_on_must_be_new_enough() -> None:
    stock = {"format": 1, "key": "stock", "label": "Stock", "version": "1.4.0"}
    for needed, codes in [
        (">=1.4,<2", []),
        ("1.4.1", ["app_out_of_range"]),
        ("<1", ["app_out_of_range"]),
    ]:
        sources = bent({"app shop /requires": [{"app": "stock", "version": needed}]})
        found = resolve_documents(sources | {("stock", "app", "stock"): stock}).problems
        assert [problem.code for problem in found] == codes


def test_the_engine_is_of_the_version_that_is_packed() -> None:
    packed = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    assert packed["project"]["version"] == ENGINE_VERSION


def test_references_between_apps_are_by_full_name() -> None:
    stock = {"format": 1, "key": "stock", "label": "Stock", "version": "1.0.0"}
    reference = {"key": "order", "label": "Order", "type": "reference", "table": "shop.order"}
    total = {"key": "total", "label": "T", "type": "formula", "formula": "Order.总额*2"}
    shelf = {"key": "shelf", "label": "Shelf", "fields": [reference, total]}
    sources = shop() | {("stock", "app", "stock"): stock, ("stock", "table", "shelf"): shelf}
    resolved = resolve_documents(sources).require()
    assert resolved.tables["stock.shelf"].fields["order"].target == "shop.order"
    near = shelf | {"fields": [reference | {"table": "order"}]}
    problems = resolve_documents(sources | {("stock", "table", "shelf"): near}).problems
    assert [(problem.code, problem.suggestion) for problem in problems] == [
        ("unknown_table", "shop.order")
    ]
