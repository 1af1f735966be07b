"""What a start says: a workspace without an administrator gets a one-time code."""

import re
from pathlib import Path

import pytest

from runtime.settings import Settings
from runtime.starting import preparation
from tests.runtime.asking import sign_in_with
from tests.runtime.sites import ServedShop

PLACE = "http://127.0.0.1:8000"
CODE = re.compile(r"[A-Z2-9]{4}(-[A-Z2-9]{4}){2}")


@pytest.fixture(autouse=True)
def language(monkeypatch: pytest.MonkeyPatch) -> None:
    """The console speaks English."""
    monkeypatch.setenv("TANGRAM_LANGUAGE", "en")


def test_the_console_tells_code_and_address(fresh: ServedShop, tmp_path: Path) -> None:
    said: list[str] = []
    prepare = preparation(Settings(tmp_path), demo=False, say=said.append)
    for _ in range(2):
        prepare(fresh.site, PLACE)
    first, second = (CODE.search(line) for line in said)
    assert first is not None
    assert second is not None
    assert all(f"{PLACE}/first-run" in line for line in said)
    body = {"login": "ada", "name": "Ada", "password": "long enough"}
    for found, status in ((first, 403), (second, 201)):
        answer = fresh.nobody("POST", "/first-run", {"code": found[0], **body})
        assert answer.status_code == status
    prepare(fresh.site, PLACE)
    assert len(said) == 2
    assert sign_in_with(fresh, "ada", "long enough") == 201


def test_a_chosen_password_needs_no_code(fresh: ServedShop, tmp_path: Path) -> None:
    said: list[str] = []
    settings = Settings(tmp_path, admin_password="a chosen one")
    preparation(settings, demo=False, say=said.append)(fresh.site, PLACE)
    assert not any(CODE.search(line) for line in said)
    assert not fresh.nobody("GET", "/first-run").json()["open"]
    assert sign_in_with(fresh, "admin", "a chosen one") == 201
