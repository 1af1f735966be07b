"""Every example of every function gives what it says on each back end."""

import pytest

from formula.check import check
from formula.errors import NotCompilable
from formula.functions import FUNCTIONS
from formula.functions.signature import Example
from formula.scope import Use
from tests.formula.answers import NO_FIELDS, shown
from tests.formula.world import World

EXAMPLES = [(name, example) for name, each in FUNCTIONS.items() for example in each.examples]
CONTEXT = World({}, []).context
ROW_WISE_ONLY = {"SHA1", "REGION_NAME", "AREA_CODE"}
"""What PostgreSQL has no form for (formula.md 2.8, column PG: R)."""


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_python_and_sqlite_give_what_an_example_says(name: str, example: Example) -> None:
    typed = check(example.text, NO_FIELDS, Use.DEFAULT).require()
    assert shown(typed, "python", CONTEXT) == example.result
    assert shown(typed, "sqlite", CONTEXT) == example.result


def test_postgresql_gives_what_the_examples_say(
    postgres_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANGRAM_DATABASE_URL", postgres_server)
    found: dict[str, str] = {}
    refused: set[str] = set()
    for _, example in EXAMPLES:
        typed = check(example.text, NO_FIELDS, Use.DEFAULT).require()
        try:
            found[example.text] = shown(typed, "postgresql", CONTEXT)
        except NotCompilable as error:
            refused.add(error.name)
    assert refused == ROW_WISE_ONLY
    wanted = {example.text: example.result for _, example in EXAMPLES}
    assert found == {text: wanted[text] for text in found}
