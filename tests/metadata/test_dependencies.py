"""What recomputes when something changes, and how the records concerned are found."""

import pytest

from metadata.dependencies import Dependencies, find_dependencies
from metadata.resolve import resolve_documents
from tests.metadata.shop import shop


@pytest.fixture(name="dependencies")
def _dependencies() -> Dependencies:
    return find_dependencies(resolve_documents(shop()).require().tables)


@pytest.mark.parametrize(
    ("table", "field", "expected"),
    [
        ("shop.order", "price", {("shop.order", "total", "")}),
        (
            "shop.order",
            "total",
            {("shop.order", "big", ""), ("shop.buyer", "spent", "children orders by buyer")},
        ),
        # A re-pointed order: its own city, and the sums of the old and the new buyer.
        (
            "shop.order",
            "buyer",
            {("shop.order", "city", ""), ("shop.buyer", "spent", "children orders by buyer")},
        ),
        ("shop.buyer", "city", {("shop.order", "city", "to_one buyer by None")}),
        ("shop.order", "created_at", set()),
        ("shop.buyer", "name", set()),
    ],
)
def test_a_change_reaches_what_reads_it(
    dependencies: Dependencies, table: str, field: str, expected: set[tuple[str, str, str]]
) -> None:
    found = {
        (
            edge.table,
            edge.field,
            ", ".join(f"{step.kind} {step.key} by {step.back}" for step in edge.path),
        )
        for edge in dependencies.edges_of(table, field)
    }
    assert found == expected


def test_coming_and_going_concerns_other_records(dependencies: Dependencies) -> None:
    found = {(edge.table, edge.field) for edge in dependencies.edges_of_table("shop.order")}
    assert found == {("shop.buyer", "spent")}


def test_strata_grow_along_what_is_read(dependencies: Dependencies) -> None:
    assert dependencies.stratum("shop.order", "total") == 0
    assert dependencies.stratum("shop.buyer", "spent") == 1


def test_reading_goes_through_other_formulas(dependencies: Dependencies) -> None:
    reads = dependencies.reads_of("shop.buyer", "spent")
    assert {("shop.order", "total"), ("shop.order", "price"), ("shop.order", "buyer")} <= reads


def test_a_field_that_other_records_read_is_listened_to(dependencies: Dependencies) -> None:
    assert dependencies.listened("shop.order") == {"total", "buyer"}
    assert dependencies.listened("shop.buyer") == {"city"}
