"""Paths are found as the routes would find them."""

import pytest
from starlette.routing import Match, Route

from runtime.http.endpoints import ENDPOINTS
from runtime.http.paths import build_paths, find_path


@pytest.fixture
def routes() -> list[Route]:
    """A route for each path, those with more written parts first."""
    paths = sorted({it.path for it in ENDPOINTS}, key=lambda it: it.replace("{", "\U0010ffff"))
    return [Route(path, lambda request: None) for path in paths]


@pytest.mark.parametrize("value", ["records", "1", "batch", "中 文", "restore", ""])
def test_a_path_is_served_as_its_route_says(routes: list[Route], value: str) -> None:
    served = build_paths({route.path: route for route in routes})
    for route in routes:
        path = "/".join(value if "{" in part else part for part in route.path.split("/"))
        found = find_path(served, path)
        for each in routes:
            matched, child = each.matches({"type": "http", "method": "GET", "path": path})
            if matched is not Match.NONE:
                break
        else:
            assert found is None
            continue
        if each.path.endswith("}.json"):
            assert found is None
        else:
            assert found is not None
            assert (found[0].path, found[1]) == (each.path, child["path_params"])


@pytest.mark.parametrize("path", ["", "/", "/api", "/api/v1/nothing", "/api/v1/health/", "//"])
def test_what_is_no_path_is_not_found(path: str) -> None:
    served = build_paths({it.path: it for it in ENDPOINTS if it.path != "/"})
    assert find_path(served, path) is None
