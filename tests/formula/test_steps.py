"""STEP.key: what the steps of an automation gave, in formulas."""

import dataclasses
import random

import pytest

from formula.check import check
from formula.evaluate import evaluate
from formula.explain import explain
from formula.lifting import Lifting
from formula.messages import USES
from formula.references import reads
from formula.render import render
from formula.scope import Use
from formula.typed import ContextValue, RelatedList
from formula.types import ListOf, Number, Ref, Text, Type
from tests.formula.rows import make_world
from tests.formula.world import SCOPE, VARIABLES, checked

WORLD = make_world(random.Random(3).choice)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("STEP.num", Number()),
        ("步骤.word", Text()),
        ("step.deal", Ref("deal")),
        ("STEP.deal.count", Number(0)),
        ("STEP.deal.金额", Number(2)),
        ("STEP.deal.客户.公司", Text()),
        ("STEP.many", ListOf(Ref("customer"))),
        ("COUNT(STEP.many)", Number(0)),
    ],
)
def test_it_has_a_type_and_can_be_followed(text: str, kind: Type) -> None:
    assert checked(text).require().type == kind


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        ("STEP.worde", "F101", "word"),
        ("STEP.deal.countt", "F101", None),
        ("STEP.num.x", "F116", None),
        ("PARAM.word", "F101", None),
    ],
)
def test_what_no_step_gave_is_an_error(text: str, code: str, suggestion: str | None) -> None:
    problem = checked(text).problems[0]
    assert problem.code == code
    assert suggestion in [None, *(one.text for one in problem.suggestions)]


def test_a_step_with_parts_alone_asks_which() -> None:
    scope = dataclasses.replace(SCOPE, variables={"sums.n": Number(0), "sums.total": Number(2)})
    problem = check("STEP.sums>1", scope, Use.CONDITION).problems[0]
    assert (problem.code, problem.parameters["parts"]) == ("F127", "sums.n, sums.total")
    assert problem.suggestions[0].text == "STEP.sums.n"


def test_old_is_known_where_an_event_started_the_automation() -> None:
    scope = dataclasses.replace(SCOPE, remembers=True)
    assert check("OLD.金额<金额 AND CHANGED(金额)", scope, Use.CONDITION).typed is not None
    assert [p.code for p in checked("OLD.金额>1", Use.CONDITION).problems] == ["F112"]


def test_records_that_are_meant_are_references() -> None:
    several = checked("伙伴", Use.SEVERAL).require()
    assert isinstance(several, RelatedList)
    assert several.type == ListOf(Ref("customer"))
    deal = WORLD.rows["deal"][0]
    partners = [row["id"] for row in WORLD.links("deal", "partners", int(str(deal["id"])))]
    assert evaluate(several, deal, WORLD.context) == partners


def test_it_is_explained_and_rendered_as_it_is_written() -> None:
    found = checked("STEP.num + 步骤.deal.count")
    parts = explain(found.require(), {}, WORLD.context).parts
    told = {found.text[part.span.start : part.span.end]: part.value for part in parts}
    assert told["STEP.num"] == VARIABLES["num"][1]
    assert told["步骤.deal.count"] == 1
    assert found.tree is not None
    assert render(found.tree) == "STEP.num + 步骤.deal.count"


def test_what_it_reads_is_behind_the_step() -> None:
    read = reads(checked("STEP.deal.金额").require())
    assert [(it.path[0].kind, it.path[0].key, it.key) for it in read] == [
        ("step", "deal", "amount")
    ]


def test_a_part_about_steps_alone_is_lifted_whole_and_once() -> None:
    lifting = Lifting()
    typed = lifting.take(checked("金额 > STEP.num*2 AND 数量 < STEP.num*2").require())
    assert len(lifting.parts) == 1
    assert lifting.parameters(WORLD.context, "sqlite") == {"tg_given_0": "5"}
    assert not [node for node in reads(typed) if node.path]


def test_a_part_that_fails_brings_its_code() -> None:
    lifting = Lifting()
    taken = lifting.take(checked("STEP.num/0").require())
    assert isinstance(taken, ContextValue)
    assert lifting.parameters(WORLD.context, "postgresql") == {
        "tg_given_0": None,
        "tg_given_0_error": "DIV0",
    }


def test_every_use_has_its_words() -> None:
    assert set(USES) == set(Use)
