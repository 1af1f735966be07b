"""Whatever stands in a document: it is resolved or told of with words, never a crash."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from metadata.folder import folder_of
from metadata.messages import say
from metadata.rename_labels import rename_labels
from metadata.resolve import resolve_documents
from tests.metadata.shop import bent, places, shop

PLACES = sorted(
    f"{kind} {key} {steps}" for (_, kind, key), source in shop().items() for steps in places(source)
)
WORDS = ["order", "buyer", "price", "单价", "买家.消费", "1/0", "*", "text", "formula", "children"]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(WORDS),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["key", "label", "type", "zh", "a/b~c"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)
BEFORE = resolve_documents(shop())


@settings(max_examples=400, deadline=None)
@given(place=st.sampled_from(PLACES), value=VALUES)
def test_any_value_anywhere_is_resolved_or_told(place: str, value: object) -> None:
    sources = bent({place: value})
    found = resolve_documents(sources, BEFORE.typings)
    errors = [problem for problem in found.problems if problem.severity == "error"]
    assert (found.resolved is None) == bool(errors)
    assert all(say(problem, language) for problem in found.problems for language in ("zh", "en"))
    assert found.problems == resolve_documents(sources).problems
    rename_labels(BEFORE.require(), sources)


@settings(max_examples=200, deadline=None)
@given(name=st.sampled_from(["app.json", "tables/order.json", "demo/a.csv", "x"]), data=st.data())
def test_any_bytes_in_a_folder_are_read_or_told(name: str, data: st.DataObject) -> None:
    text = json.dumps(shop()["shop", "table", "order"], ensure_ascii=False).encode()
    at = data.draw(st.integers(0, len(text)))
    content = text[:at] + data.draw(st.binary(max_size=3)) + text[at:]
    found = folder_of({name: content})
    assert all(say(problem, "zh") for problem in found.problems)
    assert found.app in {"", "order"}
