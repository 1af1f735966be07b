"""Steps as a draft could have them, and what each must come to in a replay of one lead."""

from collections.abc import Callable

from tests.workflow.backtests import Report
from tests.workflow.sales_steps import assign, to

MANAGERS = {"role": "manager"}
SAID: dict[str, object] = {"do": "notify", "who": MANAGERS, "text": "到了", "by": ["inbox"]}
"""The last step of each case: whoever hears of it knows that the run came here."""

CASES: dict[str, tuple[list[dict[str, object]], Callable[[Report], bool]]] = {
    "set": (
        [{"do": "set", "values": {"count": "3"}}, {**SAID, "when": "次数=3"}],
        lambda it: wrote(it) == [("set", "sales.lead")] and told(it) == 1,
    ),
    "update": (
        [{"do": "update", "table": "lead", "record": "STEP.record", "values": {"count": "4"}}],
        lambda it: wrote(it) == [("update", "sales.lead")],
    ),
    "create": (
        [{"do": "create", "key": "made", "table": "visit", "values": {"text": "'x'"}}],
        lambda it: wrote(it) == [("create", "sales.visit")] and "created_blank" in notes(it),
    ),
    "delete": (
        [{"do": "delete"}, {"do": "set", "values": {"count": "1"}}, SAID],
        lambda it: wrote(it) == [("delete", "sales.lead")] and told(it) == 0,
    ),
    "move": (
        [{"do": "move", "transition": "win", "form": {"amount": "5"}}, {**SAID, "when": "金额=5"}],
        lambda it: wrote(it) == [("move", "sales.lead")] and told(it) == 1,
    ),
    "move refused": (
        [{"do": "move", "transition": "win"}, SAID],
        lambda it: refused(it) == [("move", "form_field_needed")] and told(it) == 0,
    ),
    "assign": (
        [assign(to({"person": "协作人"})), {**SAID, "when": "负责人.姓名='李四'"}],
        lambda it: given(it) == ["李四"] and told(it) == 1,
    ),
    "confirm": (
        [{"do": "confirm", "key": "a", "who": "协作人", "ask": "？", "on_accept": [SAID]}],
        lambda it: asked(it) == [("李四", "confirm")] and told(it) == 1 and "accepted" in notes(it),
    ),
    "confirm nobody": (
        [
            {
                "do": "confirm",
                "key": "a",
                "who": "负责人",
                "ask": "？",
                "within": "1d",
                "on_timeout": [SAID],
            }
        ],
        lambda it: asked(it) == [] and told(it) == 1,
    ),
    "task": (
        [{"do": "task", "who": "协作人", "title": "打电话"}],
        lambda it: asked(it) == [("李四", "task")],
    ),
    "notify": ([SAID], lambda it: told(it) == 1),
    "branch": (
        [{"do": "branch", "branches": [{"when": "名称='b'", "steps": []}], "otherwise": [SAID]}],
        lambda it: told(it) == 1 and it["automations"][0]["branches"][0]["branch"] == "otherwise",
    ),
    "each": (
        [{"do": "each", "key": "one", "over": "协作人", "steps": [SAID]}],
        lambda it: told(it) == 1,
    ),
    "find": (
        [{"do": "find", "key": "found", "table": "lead", "filter": "名称='a'"}, SAID],
        lambda it: told(it) == 1 and trace(it)[0]["values"]["count"] == 1,
    ),
    "measure": (
        [{"do": "measure", "key": "m", "table": "lead", "measures": {"n": "COUNT()"}}],
        lambda it: "1" in str(trace(it)[0]["values"]["n"]),
    ),
    "extract": (
        [{"do": "extract", "key": "x", "text": "'13800138000'", "parts": {"p": "phone"}}],
        lambda it: trace(it)[0]["values"]["p"] == "13800138000",
    ),
    "wait": ([{"do": "wait", "during": "3d"}, SAID], lambda it: told(it) == 1),
    "wait for": (
        [{"do": "wait", "holds": "次数>5", "within": "3d"}, SAID],
        lambda it: told(it) == 1 and "waited_for" in notes(it),
    ),
    "stop": ([{"do": "stop"}, SAID], lambda it: told(it) == 0),
    "goto": (
        [{"do": "goto", "step": "end"}, SAID, {**SAID, "key": "end"}],
        lambda it: told(it) == 1,
    ),
}


def wrote(found: Report) -> list[tuple[str, str]]:
    """(step, table) of everything that the draft would have written."""
    return [(it["do"], it["table"]) for it in found["automations"][0]["written"]]


def told(found: Report) -> int:
    """How many would have heard of it."""
    return sum(it["of_draft"] for it in found["automations"][0]["told"])


def asked(found: Report) -> list[tuple[str, str]]:
    """(person, by what) of those who would have been asked."""
    return [(it["person"]["name"], it["by"]) for it in found["automations"][0]["asked"]]


def refused(found: Report) -> list[tuple[str, str]]:
    """(step, code) of what would have been refused."""
    return [(it["do"], it["code"]) for it in found["automations"][0]["refused"]]


def given(found: Report) -> list[str]:
    """Who would have been assigned."""
    (one,) = found["automations"][0]["assigned"]
    return [it["person"]["name"] for it in one["people"]]


def notes(found: Report) -> set[str]:
    """The codes of what nobody can know."""
    return {note["code"] for note in found["notes"]}


def trace(found: Report) -> list[Report]:
    """The lines of the draft's first run."""
    lines: list[Report] = found["automations"][0]["examples"][0]["of_draft"]["trace"]
    return lines
