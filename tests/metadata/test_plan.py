"""Plans: which steps a change takes, what it endangers, where everything lives afterwards."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from metadata.layout import Layout, layout_from_json, layout_to_json
from metadata.plan_costs import cost_of, is_harmless
from metadata.plan_messages import danger_sentence, finding_sentence, step_sentence
from metadata.resolved import Resolved
from metadata.steps import CreateIndex, DropIndex, Recompute, step_from_json, step_to_json
from tests.metadata.plan_cases import CASES, Case
from tests.metadata.small_app import NOTHING, edited, layout_of, plan, plan_of, resolved, small_app


@pytest.mark.parametrize("name", CASES)
def test_a_change_takes_these_steps(name: str) -> None:
    case: Case = CASES[name]
    made = plan_of(case.edit)
    assert made.expand == case.expand
    assert made.backfill == case.backfill
    assert made.after_flip == case.after_flip
    assert tuple(danger.code for danger in made.dangers) == case.dangers
    assert tuple(finding.code for finding in made.findings) == case.findings
    assert made.layout.retired == case.retired


@pytest.mark.parametrize("name", CASES)
def test_everything_in_a_plan_has_words(name: str) -> None:
    made, after = plan_of(CASES[name].edit), resolved(edited(CASES[name].edit))
    for language in ("zh", "en"):
        sentences = [
            *(step_sentence(step, after, language) for step in made.steps),
            *(danger_sentence(danger, language) for danger in made.dangers),
            *(finding_sentence(finding, after, language) for finding in made.findings),
            *(change.sentence(language) for change in made.changes),
        ]
        assert all(sentences)
        assert not any("{" in sentence for sentence in sentences)


@pytest.mark.parametrize("name", CASES)
def test_steps_and_layouts_survive_storing(name: str) -> None:
    made = plan_of(CASES[name].edit)
    assert tuple(step_from_json(step_to_json(step)) for step in made.steps) == made.steps
    assert layout_from_json(layout_to_json(made.layout)) == made.layout


def test_no_change_is_no_plan() -> None:
    made = plan_of()
    assert (made.changes, made.steps, made.dangers, made.findings) == ((), (), (), ())
    assert made.layout == layout_of(resolved(small_app()))


def test_a_dangerous_name_gets_another_column() -> None:
    app = edited(
        lambda app: app.items("table", "lead", "fields").append(
            {"key": "xmin", "label": "最小", "type": "number"}
        )
    )
    assert layout_of(resolved(app)).tables["crm.lead"].columns["xmin"] == "xmin__2"


def test_a_long_link_name_ends_in_a_hash() -> None:
    key = "a_person_who_watches_this_very_long_key"
    app = edited(
        lambda app: app.items("table", "lead", "fields").append(
            {"key": key, "label": "长", "type": "users"}
        )
    )
    app["crm", "table", "a_table_of_long_name"] = {
        **app.pop(("crm", "table", "lead")),
        "key": "a_table_of_long_name",
    }
    del app["crm", "table", "customer"], app["crm", "role", "sales"], app["crm", "view", "leads"]
    fields = app["crm", "table", "a_table_of_long_name"]["fields"]
    assert isinstance(fields, list)
    fields[:] = [field for field in fields if field["key"] != "customer"]
    link = layout_of(resolved(app)).tables["crm.a_table_of_long_name"].links[key]
    assert len(link) == 63
    assert link.startswith("crm__a_table_of_long_name__a_person_who_watches_this_")


def test_what_a_role_sees_through_a_formula_is_said() -> None:
    (danger,) = plan_of(CASES["a role sees a margin"].edit).dangers
    assert danger_sentence(danger, "zh") == (
        "角色 销售 将看到 线索.毛利，它由该角色不可见的 线索.成本 计算得出"
    )
    assert danger_sentence(danger, "en") == (
        "role sales sees lead.margin, computed from lead.cost, which it may not see"
    )


def test_what_was_exposed_before_is_not_said_again() -> None:
    before = resolved(edited(CASES["a role sees a margin"].edit))
    after = resolved(
        edited(CASES["a role sees a margin"].edit, lambda app: app.field("visits", default="1"))
    )
    assert plan(before, layout_of(before), after).dangers == ()


@pytest.mark.parametrize(
    ("name", "rows", "harmless"),
    [
        ("add a select", 1_000_000, True),
        ("change a formula", 10_000, True),
        ("change a formula", 10_001, False),
        ("remove a field", 0, False),
        ("a unique rule", 0, False),
        ("a shorter text", 1_000_000, True),
    ],
)
def test_harmless_is_without_danger_and_few_rows(name: str, rows: int, harmless: bool) -> None:
    assert is_harmless(plan_of(CASES[name].edit), {"crm.lead": rows}) is harmless


def test_a_cost_grows_with_the_rows() -> None:
    step = Recompute("crm.lead", ("score",))
    rows: Mapping[str, int] = {"crm.lead": 500_000}
    assert cost_of(step, rows).rows == 500_000
    assert cost_of(step, rows).seconds == cost_of(step, {"crm.lead": 1_000_000}).seconds / 2
    assert cost_of(step, {}).seconds == 0


def test_a_first_revision_creates_everything_and_retires_nothing() -> None:
    made = plan(NOTHING, Layout(), resolved(small_app()), revision=1)
    assert [step_sentence(step, resolved(small_app()), "en") for step in made.steps] == [
        "create table customer",
        "create table lead",
        "add the link table of lead.watchers",
        "index lead.customer",
        "index lead.stage",
    ]
    assert made.layout.tables["crm.lead"].links == {"watchers": "crm__lead__watchers"}
    assert made.layout.retired == {}
    assert made.dangers == ()


def test_an_index_goes_with_its_reason() -> None:
    before = resolved(edited(CASES["a unique rule"].edit))
    made = plan(before, layout_of(before), resolved(small_app()))
    assert made.after_flip == (DropIndex("crm.lead", ("mobile",), unique=True),)


def test_a_renamed_field_stays_where_it_is() -> None:
    layout = plan_of(CASES["rename a field"].edit).layout
    assert layout.tables["crm.lead"].links == {"observers": "crm__lead__watchers"}


def test_a_renamed_table_stays_where_it_is() -> None:
    app = edited()
    app["crm", "table", "buyer"] = {
        **app.pop(("crm", "table", "customer")),
        "key": "buyer",
        "renamed_from": "customer",
    }
    for field in app["crm", "table", "lead"]["fields"]:  # type: ignore[attr-defined]  # JSON
        if field["key"] == "customer":
            field["table"] = "buyer"
    before = resolved(small_app())
    made = plan(before, layout_of(before), resolved(app))
    assert made.layout.tables["crm.buyer"].physical == "crm__customer"
    assert "remove_table:crm.customer" not in {danger.code for danger in made.dangers}


def test_a_new_column_is_indexed_like_the_old() -> None:
    indexed = CASES["an index"].edit
    before = resolved(edited(indexed))
    after = resolved(edited(indexed, CASES["text to number"].edit))
    made = plan(before, layout_of(before), after)
    assert CreateIndex("crm.lead", ("company",)) in made.after_flip


def test_a_parameter_with_another_value_computes_what_reads_it() -> None:
    def with_rate(rate: str) -> Resolved:
        parameter = {"key": "rate", "label": "系数", "type": "number", "default": rate}
        return resolved(
            edited(
                lambda app: app.items("app", "crm", "parameters").append(parameter),
                lambda app: app.field("score", formula="访问数*PARAM.rate"),
            )
        )

    before = with_rate("2")
    made = plan(before, layout_of(before), with_rate("3"))
    assert made.backfill == (Recompute("crm.lead", ("score", "told")),)
