"""Whatever stands in a document of what happens over time: it is resolved or told of with words."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metadata.folder import files_of, read_folder, write_folder
from metadata.messages import say
from metadata.problems import Place
from metadata.read_documents import read_document
from metadata.rename_labels import rename_labels
from metadata.resolve import resolve_documents
from metadata.schema.files import find_schema_problems
from tests.metadata.flow_faults import FLOW_FAULTS
from tests.metadata.shop import places
from tests.metadata.shop_workflow import bent_workflow, shop_with_workflow
from tests.metadata.step_faults import STEP_FAULTS
from tests.metadata.workflow_faults import TRIGGER_FAULTS

KINDS = ("automation", "approval", "connector")
PLACES = sorted(
    f"{kind} {key} {steps}"
    for (_, kind, key), source in shop_with_workflow().items()
    if kind in KINDS
    for steps in places(source)
)
WORDS = ["order", "buyer", "price", "单价", "STEP.ask.by", "STEP.record", "OLD.单价", "{{单价}}"]
WORDS += ["called", "stop", "goto", "each", "72h", "watch", "clerk", "/a", "{x}", "1/0", "负责人"]
STEPS: list[object] = [{"do": "stop"}, {"do": "goto", "step": "ask"}, {"role": "clerk"}]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from([*WORDS, *STEPS]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["key", "do", "when", "who", "a/b~c"]), inner, max_size=3)
    ),
    max_leaves=6,
)
BEFORE = resolve_documents(shop_with_workflow())


@settings(max_examples=300, deadline=None)
@given(place=st.sampled_from(PLACES), value=VALUES)
def test_any_value_anywhere_is_resolved_or_told(place: str, value: object) -> None:
    sources = bent_workflow({place: value})
    found = resolve_documents(sources, BEFORE.typings)
    errors = [problem for problem in found.problems if problem.severity == "error"]
    assert (found.resolved is None) == bool(errors)
    assert all(say(problem, language) for problem in found.problems for language in ("zh", "en"))
    assert found.problems == resolve_documents(sources).problems
    rename_labels(BEFORE.require(), sources)


@pytest.mark.parametrize(
    "changes",
    [changes for changes, _ in (*TRIGGER_FAULTS.values(), *STEP_FAULTS.values())]
    + [changes for changes, _ in FLOW_FAULTS.values()],
)
def test_schema_and_model_agree(changes: Mapping[str, object]) -> None:
    sources = bent_workflow(changes)
    for kind, key in {tuple(place.split(" ")[:2]) for place in changes}:
        name = ("shop", kind, key)
        found, problems = read_document(name, sources[name])
        assert bool(find_schema_problems(Place(*name), sources[name])) == bool(problems)
        assert (found is None) == bool(problems)


def test_a_folder_reads_as_it_was_written(tmp_path: Path) -> None:
    sources = BEFORE.require().sources
    write_folder(tmp_path / "shop", files_of("shop", sources, {}))
    assert read_folder(tmp_path / "shop").sources == sources
    assert (tmp_path / "shop/automations/watch.json").exists()
    assert (tmp_path / "shop/connectors/erp.json").exists()
