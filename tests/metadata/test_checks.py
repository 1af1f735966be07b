"""Documents with one thing wrong: everything is found, at its place, with what was meant."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from metadata.messages import say
from metadata.resolve import resolve_documents
from tests.metadata.bad_documents import BAD
from tests.metadata.shop import bent, shop

GOLDEN = Path("tests/golden/bad_documents.txt")


def test_the_shop_has_nothing_wrong() -> None:
    assert resolve_documents(shop()).problems == ()


@pytest.mark.parametrize("name", BAD)
def test_a_bad_document_is_found_at_its_place(name: str) -> None:
    changes, expected = BAD[name]
    found = [
        (problem.code, f"{problem.place.kind} {problem.place.key} {problem.place.pointer}")
        for problem in resolve_documents(bent(changes)).problems
    ]
    assert found == expected


def test_every_problem_has_its_words(check_golden: Callable[[Path, str], None]) -> None:
    lines = []
    for name, (changes, _) in BAD.items():
        lines.append(f"# {name}: {', '.join(changes)}")
        for problem in resolve_documents(bent(changes)).problems:
            place = f"{problem.place.kind} {problem.place.key} {problem.place.pointer}"
            lines.append(f"{problem.severity} {problem.code} {place}")
            lines += [f"    {say(problem, language)}" for language in ("zh", "en")]
    check_golden(GOLDEN, "\n".join(lines) + "\n")


@pytest.fixture(name="everything_wrong")
def _everything_wrong() -> Mapping[str, object]:
    return {
        "table order /fields/3/lable": "x",
        "table buyer /fields/0/type": "texte",
        "view orders /columns/0/field": "numbr",
        "role clerk /tables/order/transitions": ["pays"],
    }


def test_everything_is_told_at_once(everything_wrong: Mapping[str, object]) -> None:
    problems = resolve_documents(bent(everything_wrong)).problems
    assert {(problem.code, problem.suggestion) for problem in problems} == {
        ("unknown_property", "label"),
        ("unknown_type", "text"),
    }


def test_what_points_at_an_unreadable_document_is_not_told_again() -> None:
    problems = resolve_documents(bent({"table order /labl": "x"})).problems
    assert [problem.code for problem in problems] == ["unknown_property"]
