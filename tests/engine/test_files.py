"""Files below the edge: how long they stay, and what becomes of their fields."""

import os
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from engine.database import Database
from engine.errors import UnknownFile, WriteRefused
from engine.files.sight import find_file
from engine.files.store import FileStore
from engine.files.upkeep import find_missing_contents, purge_files
from engine.history import record_history
from engine.importing.import_file import import_file
from tests.engine.changing import ChangingShop, open_changing_shop
from tests.engine.papers import (
    UPLOADER,
    add_fields,
    as_files,
    contents,
    held,
    hold,
    keep,
    with_proof,
    without,
)

DAY = timedelta(days=1, minutes=1)
MONTH = timedelta(days=31)


@pytest.fixture
def shop(migrated: Database, tmp_path: Path) -> ChangingShop:
    """The shop whose buyers have papers and photos."""
    shop = open_changing_shop(migrated, tmp_path / "files")
    shop.change(add_fields)
    shop.add_person(7)
    return shop


def test_what_no_record_ever_held_goes_after_a_day(shop: ChangingShop) -> None:
    loose, kept = keep(shop, b"loose"), keep(shop, b"kept")
    hold(shop, kept)
    assert (purge_files(shop.work), contents(shop)) == (0, 2)
    shop.clock.advance(DAY)
    assert (purge_files(shop.work), contents(shop)) == (1, 1)
    with pytest.raises(UnknownFile):
        find_file(shop.work, UPLOADER, int(loose))
    assert find_file(shop.work, UPLOADER, int(kept)).name == "a.pdf"


def test_what_was_let_go_stays_a_month_and_its_name_for_ever(shop: ChangingShop) -> None:
    file = keep(shop, name="合同.pdf")
    record = hold(shop, file)
    shop.update("buyer", record, papers=[])
    shop.clock.advance(DAY)
    assert purge_files(shop.work) == 0
    shop.clock.advance(MONTH)
    assert (purge_files(shop.work), contents(shop)) == (1, 0)
    named = record_history(shop.work, UPLOADER, "shop.buyer", record)["files"]
    assert isinstance(named, dict)
    assert named[file]["name"] == "合同.pdf"
    with pytest.raises(WriteRefused):
        shop.update("buyer", record, UPLOADER, papers=[file])


def test_what_is_taken_back_in_time_stays(shop: ChangingShop) -> None:
    file = keep(shop)
    record, other = hold(shop, file), hold(shop, file)
    shop.update("buyer", record, papers=[])
    shop.update("buyer", record, papers=[file])
    shop.delete("buyer", other)
    shop.delete("buyer", record)
    for _ in range(3):
        shop.clock.advance(MONTH)
        assert purge_files(shop.work) == 0
    shop.restore("buyer", record)
    assert find_file(shop.work, UPLOADER, int(file)).size


def test_a_removed_field_holds_its_files_as_long_as_it_can_come_back(shop: ChangingShop) -> None:
    file = keep(shop)
    record = hold(shop, file)
    removed = shop.change(partial(without, "papers"))
    shop.clock.advance(DAY)
    assert purge_files(shop.work) == 0
    shop.undo(removed)
    assert held(shop, record, "papers") == [file]
    assert shop.delete("buyer", record).id == record


def test_a_content_stays_while_one_of_its_files_is_held(shop: ChangingShop) -> None:
    keep(shop)
    hold(shop, keep(shop))
    shop.clock.advance(DAY)
    assert (purge_files(shop.work), contents(shop)) == (1, 1)


def test_leavings_of_a_crash_are_swept(shop: ChangingShop) -> None:
    store = FileStore(shop.work.files)
    stray = store.place_of("ab" * 32)
    half = store.root / "incoming" / "half"
    for path in (stray, half):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    long_ago = (shop.clock.now() - MONTH).timestamp()
    os.utime(stray, (long_ago, long_ago))
    purge_files(shop.work)
    assert (stray.exists(), half.exists()) == (False, True)
    os.utime(half, (long_ago, long_ago))
    purge_files(shop.work)
    assert not half.exists()


def test_a_content_that_is_missing_or_cut_is_told(shop: ChangingShop) -> None:
    whole, cut, gone = (keep(shop, text) for text in (b"whole", b"cut", b"gone"))
    hold(shop, whole, cut, gone)
    store = FileStore(shop.work.files)
    paths = {place.read_bytes(): place for place in store.contents()}
    paths[b"cut"].write_bytes(b"c")
    paths[b"gone"].unlink()
    assert {drift.place for drift in find_missing_contents(shop.work)} == {cut, gone}


def test_pictures_become_files_and_stay(shop: ChangingShop) -> None:
    record, photo = hold(shop), keep(shop, b"\x89PNG\r\n\x1a\n", "a.png")
    shop.update("buyer", record, UPLOADER, photos=[photo])
    plan = shop.plan(as_files)
    assert not plan.dangers
    shop.apply(plan)
    assert held(shop, record, "photos") == [photo]


def test_a_move_asks_for_a_file_of_a_kind(shop: ChangingShop) -> None:
    shop.change(with_proof)
    record = shop.create("purchase", title="a", price=3).id
    codes = {}
    tries = {"none": None, "text": b"text", "large": b"%PDF-" + b"x" * 2_000}
    for name, content in tries.items():
        proof = [] if content is None else [keep(shop, content)]
        with pytest.raises(WriteRefused) as refused:
            shop.move(record, "lose", UPLOADER, lost_reason="x", proof=proof)
        codes[name] = [it.code for it in refused.value.refusals]
    assert codes == {
        "none": ["form_field_needed"],
        "text": ["attachment_kind_refused"],
        "large": ["attachment_too_large"],
    }
    moved = shop.move(record, "lose", UPLOADER, lost_reason="x", proof=[keep(shop)])
    assert moved.values["proof"]


def test_a_column_of_files_is_left_out_of_an_import(shop: ChangingShop) -> None:
    content = "名称,附件\nx,a.pdf\n".encode()
    report = import_file(shop.work, UPLOADER, "shop.buyer", "a.csv", content)
    assert report.written == 1
    assert [warning.code for warning in report.warnings] == ["column_of_files"]
