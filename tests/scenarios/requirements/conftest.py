"""A company for each module of requirements, on either database."""

from collections.abc import Iterator

import pytest

from tests.scenarios.places import BOTH, new_place
from tests.scenarios.requirements.company import Company, Person, open_company


@pytest.fixture(scope="module", params=BOTH)
def company(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Company]:
    """The company with the packages (`PACKAGES`) and people (`PEOPLE`) that its module names."""
    packages: tuple[str, ...] = request.module.PACKAGES
    people: tuple[Person, ...] = request.module.PEOPLE
    data = tmp_path_factory.mktemp("company")
    with new_place(request, request.param, data) as place:
        url = place.url or f"sqlite:///{data}/tangram.db"
        with open_company(url, data, packages, people) as found:
            yield found
