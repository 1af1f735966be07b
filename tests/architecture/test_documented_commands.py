"""What README, tutorial and how-tos tell to type works as they say."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.pages import Block, blocks_of, environment, missing_lines, type_commands
from tests.architecture.source import ROOT
from tests.scenarios.server import Place, Server, serving

pytestmark = pytest.mark.timeout(300)

TOURS = {"README.md": "en", "docs/tutorial.md": "zh", "docs/tutorial.en.md": "en"}
HOW_TOS = sorted(path.name for path in (ROOT / "docs" / "how-to").glob("*.md"))


@pytest.fixture(scope="module")
def crm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The CRM, served; the how-tos share it."""
    with serving(Place(tmp_path_factory.mktemp("crm")), "--demo") as server:
        yield server


@pytest.mark.slow
@pytest.mark.parametrize("name", TOURS)
def test_a_tour_works(name: str, tmp_path: Path) -> None:
    blocks = blocks_of(ROOT / name)
    with serving(Place(tmp_path / "data"), "--demo") as server:
        known = environment(server.place, tmp_path, TOURS[name])
        printed = type_commands(blocks, server.address, tmp_path, known)
    assert len(printed) == len(blocks) > 2
    for block, text in zip(blocks, printed, strict=True):
        assert list(missing_lines(block, text)) == [], text


@pytest.mark.slow
@pytest.mark.parametrize("name", HOW_TOS)
def test_a_how_to_works(name: str, crm: Server, tmp_path: Path) -> None:
    blocks = blocks_of(ROOT / "docs" / "how-to" / name)
    known = environment(crm.place, tmp_path, "zh")
    printed = type_commands(blocks, crm.address, tmp_path, known)
    for block, text in zip(blocks, printed, strict=True):
        assert list(missing_lines(block, text)) == [], text


def test_a_line_that_did_not_come_is_missed() -> None:
    block = Block("tangram plan x", ("变更：", "  新增 …（单选）"))
    assert list(missing_lines(block, "变更：\n  新增 字段（单选）\n")) == []
    assert list(missing_lines(block, "变更：\n  新增 字段（多选）\n")) == ["  新增 …（单选）"]
