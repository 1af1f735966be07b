"""Edits of the small app and the plans they lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from metadata.steps import (
    AddColumn,
    AddLinkTable,
    ClearOption,
    Convert,
    CreateIndex,
    CreateTable,
    FillState,
    IndexSearch,
    Recompute,
    Retire,
    Step,
)
from tests.metadata.small_app import Edit, Edited

LEAD = "crm.lead"
RED = {"value": "red", "label": "红"}


@dataclass(frozen=True, slots=True)
class Case:
    """An edit of revision 1 and what revision 2 takes."""

    edit: Edit
    expand: tuple[Step, ...] = ()
    backfill: tuple[Step, ...] = ()
    after_flip: tuple[Step, ...] = ()
    dangers: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    retired: Mapping[str, int] = field(default_factory=dict)


def column(*keys: str) -> tuple[AddColumn, ...]:
    """New columns of lead."""
    return tuple(AddColumn(LEAD, key) for key in keys)


def retire(*columns: str) -> tuple[Retire, ...]:
    """Columns of lead that are kept."""
    return tuple(Retire("crm__lead", name) for name in columns)


def kept(revision: int, *columns: str) -> dict[str, int]:
    """Columns of lead among the retired."""
    return {f"crm__lead.{name}": revision for name in columns}


def remove_mobile(app: Edited) -> None:
    """The phone is gone, from the view too."""
    app.drop("table", "lead", "fields", "mobile")
    app.drop("view", "leads", "columns", "mobile")


def text_to_number(app: Edited) -> None:
    """The company is a number."""
    app.field("company", type="number").pop("max_length")


def many_currencies(app: Edited) -> None:
    """Costs come in several currencies."""
    app.field("cost", currencies=["CNY", "USD"]).pop("currency")
    app.field("margin", formula="报价金额-成本.金额")


def visits_computed(app: Edited) -> None:
    """Visits are a formula."""
    app.field("visits", type="formula", formula="1+1").pop("default")


def score_plain(app: Edited) -> None:
    """The score is filled in by people."""
    app.field("score", type="integer").pop("formula")


def remove_state(app: Edited) -> None:
    """A lead cannot be lost."""
    app.drop("table", "lead", "state_machines", "stage", "transitions", "lose")
    app.drop("table", "lead", "state_machines", "stage", "states", "lost")


def second_machine(app: Edited) -> None:
    """Leads have a state of payment beside their stage."""
    app.items("table", "lead", "fields").append({"key": "pay", "label": "回款", "type": "state"})
    app.items("table", "lead", "state_machines").append(
        {
            "field": "pay",
            "initial": "open",
            "states": [{"key": "open", "label": "未付"}, {"key": "paid", "label": "已付"}],
            "transitions": [{"key": "pay", "label": "付", "from": ["open"], "to": "paid"}],
        }
    )


def remove_customers(app: Edited) -> None:
    """There are no customers."""
    del app.sources["crm", "table", "customer"]
    app.drop("table", "lead", "fields", "customer")


def new_table(app: Edited) -> None:
    """There are products."""
    app.sources["crm", "table", "product"] = {
        "key": "product",
        "label": "产品",
        "fields": [
            {"key": "code", "label": "编码", "type": "text", "indexed": True},
            {"key": "buyers", "label": "买家", "type": "references", "table": "customer"},
        ],
    }


CASES: Mapping[str, Case] = {
    "add a select": Case(
        lambda app: app.items("table", "lead", "fields").append(
            {"key": "intent", "label": "意向", "type": "select", "options": [RED]}
        ),
        expand=column("intent"),
    ),
    "remove a field": Case(
        remove_mobile,
        after_flip=retire("mobile"),
        dangers=("remove_field:crm.lead.mobile",),
        retired=kept(2, "mobile"),
    ),
    "text to number": Case(
        text_to_number,
        expand=column("company"),
        backfill=(Convert(LEAD, "company"),),
        after_flip=retire("company"),
        dangers=("narrow_type:crm.lead.company",),
        retired=kept(2, "company"),
    ),
    "phone to text": Case(lambda app: app.field("mobile", type="text")),
    "fewer decimals": Case(
        lambda app: app.field("cost", decimals=0),
        expand=column("cost", "margin"),
        backfill=(Convert(LEAD, "cost"), Recompute(LEAD, ("margin",))),
        after_flip=retire("cost", "margin", "margin__err"),
        dangers=("narrow_type:crm.lead.cost",),
        retired=kept(2, "cost") | kept(0, "margin", "margin__err"),
    ),
    "more decimals": Case(
        lambda app: app.field("cost", decimals=4),
        expand=column("cost", "margin"),
        backfill=(Convert(LEAD, "cost"), Recompute(LEAD, ("margin",))),
        after_flip=retire("cost", "margin", "margin__err"),
        retired=kept(2, "cost") | kept(0, "margin", "margin__err"),
    ),
    "another currency": Case(
        lambda app: app.field("cost", currency="USD"),
        dangers=("change_currency:crm.lead.cost",),
    ),
    "many currencies": Case(
        many_currencies,
        expand=column("cost", "margin"),
        backfill=(Convert(LEAD, "cost"), Recompute(LEAD, ("margin",))),
        after_flip=retire("cost", "margin", "margin__err"),
        retired=kept(2, "cost") | kept(0, "margin", "margin__err"),
    ),
    "change a formula": Case(
        lambda app: app.field("score", formula="访问数*3"),
        expand=column("score", "told"),
        backfill=(Recompute(LEAD, ("score", "told")),),
        after_flip=retire("score", "score__err", "told", "told__err"),
        retired=kept(0, "score", "score__err", "told", "told__err"),
    ),
    "a formula that means the same": Case(lambda app: app.field("score", formula="visits * 2")),
    "a formula of a formula of another table": Case(
        lambda app: app.field("quote", decimals=4),
        expand=(AddColumn("crm.customer", "total"), *column("quote", "margin")),
        backfill=(
            Convert(LEAD, "quote"),
            Recompute("crm.customer", ("total",)),
            Recompute(LEAD, ("margin",)),
        ),
        after_flip=(
            Retire("crm__customer", "total"),
            Retire("crm__customer", "total__err"),
            *retire("quote", "margin", "margin__err"),
        ),
        retired={"crm__customer.total": 0, "crm__customer.total__err": 0}
        | kept(2, "quote")
        | kept(0, "margin", "margin__err"),
    ),
    "values give way to a formula": Case(
        visits_computed,
        expand=column("visits", "score", "told"),
        backfill=(Recompute(LEAD, ("visits", "score", "told")),),
        after_flip=retire("visits", "score", "score__err", "told", "told__err"),
        dangers=("clear_values:crm.lead.visits",),
        retired=kept(2, "visits") | kept(0, "score", "score__err", "told", "told__err"),
    ),
    "a formula gives way to values": Case(
        score_plain,
        expand=column("score", "told"),
        backfill=(Convert(LEAD, "score"), Recompute(LEAD, ("told",))),
        after_flip=retire("score", "score__err", "told", "told__err"),
        retired=kept(0, "score", "score__err", "told", "told__err"),
    ),
    "a formula of today": Case(
        lambda app: app.field("margin", formula="报价金额-成本+DAY(TODAY())"),
        after_flip=retire("margin", "margin__err"),
        retired=kept(0, "margin", "margin__err"),
    ),
    "remove an option": Case(
        lambda app: app.drop("table", "lead", "fields", "source", "options", "xhs"),
        expand=column("told"),
        backfill=(ClearOption(LEAD, "source", "xhs", None), Recompute(LEAD, ("told",))),
        after_flip=retire("told", "told__err"),
        dangers=("remove_option:crm.lead.source.xhs",),
        retired=kept(0, "told", "told__err"),
    ),
    "relabel an option": Case(
        lambda app: app.at("table", "lead", "fields", "source", "options", "xhs").update(
            label="红书"
        ),
        expand=column("told"),
        backfill=(Recompute(LEAD, ("told",)),),
        after_flip=retire("told", "told__err"),
        retired=kept(0, "told", "told__err"),
    ),
    "remove a shared option": Case(
        lambda app: app.drop("option_set", "country", "options", "DE"),
        backfill=(ClearOption(LEAD, "country", "DE", None),),
        dangers=("remove_option:crm.lead.country.DE",),
    ),
    "remove a state": Case(
        remove_state,
        backfill=(ClearOption(LEAD, "stage", "lost", "screening"),),
        dangers=("remove_state:crm.lead.stage.lost",),
    ),
    "a second machine": Case(
        second_machine,
        expand=column("pay"),
        backfill=(FillState(LEAD, "pay", "open"),),
        after_flip=(CreateIndex(LEAD, ("pay",)),),
    ),
    "a role sees a margin": Case(
        lambda app: app.at("role", "sales", "tables", "lead", "fields").update(margin="read"),
        dangers=("exposes:crm.sales.crm.lead.margin",),
    ),
    "a unique rule": Case(
        lambda app: app.items("table", "lead", "rules").append(
            {"key": "one", "kind": "unique", "fields": ["mobile"]}
        ),
        after_flip=(CreateIndex(LEAD, ("mobile",), unique=True),),
        findings=("duplicates:crm.lead.one",),
    ),
    "a field is searched": Case(
        lambda app: app.at("table", "lead").update(search=["mobile"]),
        after_flip=(IndexSearch(LEAD, ("mobile",)),),
    ),
    "a required rule": Case(
        lambda app: app.items("table", "lead", "rules").append(
            {"key": "phone", "kind": "required", "fields": ["mobile"]}
        ),
        findings=("rule_broken:crm.lead.phone",),
    ),
    "a shorter text": Case(
        lambda app: app.field("company", max_length=20),
        findings=("out_of_bounds:crm.lead.company",),
    ),
    "an index": Case(
        lambda app: app.field("company", indexed=True),
        after_flip=(CreateIndex(LEAD, ("company",)),),
    ),
    "relabel a field": Case(lambda app: app.field("mobile", label={"zh": "手机"})),
    "rename a field": Case(
        lambda app: app.field("watchers").update(key="observers", renamed_from="watchers"),
    ),
    "one watcher": Case(
        lambda app: app.field("watchers", type="user"),
        expand=column("watchers"),
        backfill=(Convert(LEAD, "watchers"),),
        after_flip=(CreateIndex(LEAD, ("watchers",)), Retire("crm__lead__watchers")),
        dangers=("narrow_type:crm.lead.watchers",),
        retired={"crm__lead__watchers": 2},
    ),
    "many customers": Case(
        lambda app: (
            app.field("customer", type="references"),
            app.drop("table", "customer", "fields", "total"),
            app.drop("table", "customer", "fields", "leads"),
        ),
        expand=(AddLinkTable(LEAD, "customer"),),
        backfill=(Convert(LEAD, "customer"),),
        after_flip=(
            Retire("crm__customer", "total"),
            Retire("crm__customer", "total__err"),
            *retire("customer"),
        ),
        retired={"crm__customer.total": 0, "crm__customer.total__err": 0} | kept(2, "customer"),
    ),
    "remove a table": Case(
        remove_customers,
        after_flip=(Retire("crm__customer"), *retire("customer")),
        dangers=("remove_table:crm.customer", "remove_field:crm.lead.customer"),
        retired={"crm__customer": 2} | kept(2, "customer"),
    ),
    "a new table": Case(
        new_table,
        expand=(CreateTable("crm.product"), AddLinkTable("crm.product", "buyers")),
        after_flip=(CreateIndex("crm.product", ("code",)),),
    ),
}
