"""Undo and redo take back the columns that are kept, and the values nobody changed since."""

from __future__ import annotations

import pytest

from metadata.layout import Layout
from metadata.plan import Earlier, Plan
from metadata.resolved import Resolved
from metadata.steps import (
    AddColumn,
    AddLinkTable,
    ClearOption,
    Convert,
    CreateTable,
    Recompute,
    RestoreOption,
    Retire,
)
from tests.metadata.plan_cases import CASES
from tests.metadata.small_app import edited, layout_of, plan, resolved, small_app


@pytest.fixture
def first() -> Earlier:
    """Revision 1."""
    documents = resolved(small_app())
    return Earlier(documents, layout_of(documents))


@pytest.fixture
def second(first: Earlier, request: pytest.FixtureRequest) -> Earlier:
    """Revision 2: the small app after the edit of the case that the test names."""
    documents = resolved(edited(CASES[request.param].edit))
    return Earlier(documents, plan(first.documents, first.layout, documents).layout)


@pytest.fixture
def undone(first: Earlier, second: Earlier) -> Plan:
    """The plan of revision 3, which undoes the second."""
    return plan(second.documents, second.layout, first.documents, 3, first)


@pytest.fixture
def redone(first: Earlier, second: Earlier, undone: Plan) -> Plan:
    """The plan of revision 4, which undoes the undoing."""
    return plan(first.documents, undone.layout, second.documents, 4, second)


@pytest.mark.parametrize("second", ["remove a field"], indirect=True)
def test_a_removed_field_comes_back_with_its_column(undone: Plan, first: Earlier) -> None:
    assert undone.steps == ()
    assert undone.layout == first.layout


@pytest.mark.parametrize("second", ["add a select"], indirect=True)
def test_an_added_field_goes_and_comes_back(undone: Plan, redone: Plan, second: Earlier) -> None:
    assert undone.after_flip == (Retire("crm__lead", "intent"),)
    assert [danger.code for danger in undone.dangers] == ["remove_field:crm.lead.intent"]
    assert redone.steps == ()
    assert redone.layout == second.layout


@pytest.mark.parametrize("second", ["text to number"], indirect=True)
def test_a_retyped_field_gets_its_old_column_and_what_is_new(undone: Plan, redone: Plan) -> None:
    assert undone.expand == ()
    assert undone.backfill == (Convert("crm.lead", "company", restores=True),)
    assert undone.layout.tables["crm.lead"].columns["company"] == "company"
    assert undone.layout.retired == {"crm__lead.company__2": 3}
    assert redone.backfill == (Convert("crm.lead", "company", restores=True),)
    assert redone.layout.tables["crm.lead"].columns["company"] == "company__2"


@pytest.mark.parametrize("second", ["one watcher"], indirect=True)
def test_a_link_table_is_taken_back(undone: Plan) -> None:
    assert undone.expand == ()
    assert undone.backfill == (Convert("crm.lead", "watchers", restores=True),)
    assert undone.layout.tables["crm.lead"].links == {"watchers": "crm__lead__watchers"}


@pytest.mark.parametrize("second", ["many currencies"], indirect=True)
def test_a_formula_is_computed_again_in_a_column_of_its_own(undone: Plan) -> None:
    assert undone.expand == (AddColumn("crm.lead", "margin"),)
    assert undone.backfill == (
        Convert("crm.lead", "cost", restores=True),
        Recompute("crm.lead", ("margin",)),
    )
    assert undone.layout.tables["crm.lead"].columns["margin"] == "margin__3"
    assert undone.layout.retired["crm__lead.cost__2__currency"] == 3


@pytest.mark.parametrize("second", ["values give way to a formula"], indirect=True)
def test_values_that_gave_way_to_a_formula_come_back(undone: Plan) -> None:
    assert undone.layout.tables["crm.lead"].columns["visits"] == "visits"
    assert Convert("crm.lead", "visits", restores=True) in undone.backfill


@pytest.mark.parametrize("second", ["remove an option", "remove a state"], indirect=True)
def test_an_option_comes_back_to_those_who_lost_it(undone: Plan, redone: Plan) -> None:
    restored = [step for step in undone.backfill if isinstance(step, RestoreOption)]
    cleared = [step for step in redone.backfill if isinstance(step, ClearOption)]
    assert [step.option for step in restored] in (["xhs"], ["lost"])
    assert [(step.field, step.option) for step in cleared] == [
        (step.field, step.option) for step in restored
    ]


@pytest.mark.parametrize("second", ["remove a table"], indirect=True)
def test_a_removed_table_comes_back_and_computes_anew(undone: Plan, redone: Plan) -> None:
    assert undone.expand == (AddColumn("crm.customer", "total"),)
    assert undone.backfill == (Recompute("crm.customer", ("total",)),)
    assert undone.layout.tables["crm.customer"].physical == "crm__customer"
    assert undone.layout.tables["crm.lead"].columns["customer"] == "customer"
    assert redone.layout.retired["crm__customer"] == 4


@pytest.mark.parametrize("second", ["a new table"], indirect=True)
def test_a_table_goes_with_its_links_and_comes_back(undone: Plan, redone: Plan) -> None:
    assert undone.after_flip == (Retire("crm__product"), Retire("crm__product__buyers"))
    assert redone.expand == redone.backfill == ()
    assert redone.layout.retired == {}


@pytest.mark.parametrize("second", ["remove a field"], indirect=True)
def test_without_undo_the_key_gets_a_second_life(first: Earlier, second: Earlier) -> None:
    again = plan(second.documents, second.layout, first.documents, 3)
    assert again.expand == (AddColumn("crm.lead", "mobile"),)
    assert again.layout.tables["crm.lead"].columns["mobile"] == "mobile__2"
    assert again.layout.retired == {"crm__lead.mobile": 2}


@pytest.mark.parametrize("second", ["a new table"], indirect=True)
def test_without_undo_a_table_gets_a_second_life(
    first: Earlier, second: Earlier, undone: Plan
) -> None:
    again = plan(first.documents, undone.layout, second.documents, 4)
    assert again.expand == (CreateTable("crm.product"), AddLinkTable("crm.product", "buyers"))
    assert again.layout.tables["crm.product"].physical == "crm__product__2"
    assert again.layout.tables["crm.product"].links == {"buyers": "crm__product__2__buyers"}


@pytest.mark.parametrize("second", ["remove a field"], indirect=True)
def test_a_dropped_column_cannot_come_back(first: Earlier, second: Earlier) -> None:
    swept = Layout(second.layout.tables, {})
    again = plan(second.documents, swept, first.documents, 3, first)
    assert again.expand == (AddColumn("crm.lead", "mobile"),)
    assert again.layout.tables["crm.lead"].columns["mobile"] == "mobile"


@pytest.mark.parametrize("name", CASES)
def test_undo_leads_back_to_a_layout_of_the_same_fields(name: str, first: Earlier) -> None:
    after: Resolved = resolved(edited(CASES[name].edit))
    layout = plan(first.documents, first.layout, after).layout
    back = plan(after, layout, first.documents, 3, first).layout
    for table, was in first.layout.tables.items():
        assert back.tables[table].columns.keys() == was.columns.keys()
        assert back.tables[table].links == was.links
    mapped = {
        f"{table.physical}.{column}"
        for table in back.tables.values()
        for column in table.columns.values()
    }
    assert not mapped & back.retired.keys()
