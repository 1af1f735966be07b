"""A kind of step is known by every layer that must know it, or by none."""

from metadata.step_kinds import STEP_KINDS
from tests.architecture.source import ROOT
from workflow.backtest.foresee import FORESEE
from workflow.steps import STEPS

# workflow.md, "Steps".
PROMISED = {
    *("set", "create", "update", "delete", "move", "find", "measure", "extract", "assign"),
    *("confirm", "approve", "task", "notify", "call", "wait", "branch", "each", "sample", "emit"),
    *("run", "stop", "goto", "render"),
}
KINDS = ROOT / "metadata" / "step_kinds"
PERFORMED = ROOT / "workflow" / "steps"


def test_documents_runtime_and_replay_know_every_promised_step() -> None:
    assert set(STEP_KINDS) == set(STEPS) == set(FORESEE) == PROMISED


def test_each_has_one_module_of_its_name_on_both_sides() -> None:
    for folder in (KINDS, PERFORMED):
        assert {path.stem for path in folder.glob("*.py")} >= PROMISED
    assert [name for name, kind in STEP_KINDS.items() if kind.name != name] == []
    assert [
        name for name, perform in STEPS.items() if perform.__module__.split(".")[-1] != name
    ] == []
