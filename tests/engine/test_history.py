"""History: who did what when and why, masked by what the reader sees; and its replay."""

import pytest

from engine.errors import UnknownRecord
from engine.history import read_history, record_history
from engine.writing.change import Change, Kind
from metadata.fields import FIELD_TYPES
from metadata.fields.field_type import Reading
from tests.engine.shops import ADMIN, Shop, seller


def test_history_is_newest_first_with_who_when_why_before_and_after(shop: Shop) -> None:
    shop.add_person(7)
    made = shop.create("purchase", price=2, title="t")
    change = Change(Kind.UPDATE, "shop.purchase", made.id, {"title": "u"}, reason="better")
    shop.write(change, seller())
    shop.move(made.id, "send")
    entries = read_history(shop.work, ADMIN, "shop.purchase", made.id or 0)
    assert [entry.kind for entry in entries] == ["transition", "update", "create"]
    _, updated, created = entries
    assert (updated.before, updated.after) == ({"title": "t"}, {"title": "u"})
    assert (updated.user, updated.user_name, updated.reason) == (7, "P7", "better")
    assert (updated.origin, updated.at) == ("ui", shop.work.now())
    assert created.before is None
    page = read_history(shop.work, ADMIN, "shop.purchase", made.id or 0, before=updated.seq)
    assert page == [created]
    shown = record_history(shop.work, ADMIN, "shop.purchase", made.id or 0, limit=2)
    assert shown["next"] == updated.seq
    assert len(shown["events"]) == 2  # type: ignore[arg-type]  # a list


def test_hidden_fields_are_in_no_history(shop: Shop) -> None:
    shop.add_person(7)
    made = shop.create("buyer", name="a", license="914", keeper="7")
    shop.update("buyer", made.id, license="777")
    entries = read_history(shop.work, seller(), "shop.buyer", made.id or 0)
    assert [entry.kind for entry in entries] == ["create"]
    assert entries[0].after is not None
    assert {"license", "code"}.isdisjoint(entries[0].after)


def test_a_record_out_of_sight_has_no_history(shop: Shop) -> None:
    shop.add_person(8)
    made = shop.create("buyer", name="a", level="gold", keeper="8")
    with pytest.raises(UnknownRecord):
        read_history(shop.work, seller(), "shop.buyer", made.id or 0)
    shop.delete("buyer", made.id)
    kinds = [it.kind for it in read_history(shop.work, ADMIN, "shop.buyer", made.id or 0)]
    assert kinds == ["delete", "create"]


def test_replaying_events_rebuilds_the_record(shop: Shop) -> None:
    buyer = shop.create("buyer", name="a", area="上海", tags=["new"], vip=True, license="914")
    shop.create("purchase", buyer=str(buyer.id), price="3.50", other=None)
    shop.update("buyer", buyer.id, level="iron", why_iron="w", tags=None, phone="13800138000")
    shop.update("buyer", buyer.id, name="b", vip=False)
    entries = read_history(shop.work, ADMIN, "shop.buyer", buyer.id or 0)
    table = shop.work.catalog.tables["shop.buyer"].table
    rebuilt: dict[str, object] = {}
    for entry in reversed(entries):
        rebuilt.update(entry.after or {})
    stored = shop.read("buyer", buyer.id)
    for key, field in table.fields.items():
        if FIELD_TYPES[field.type].writable:
            read = FIELD_TYPES[field.type].reader(field, Reading())
            assert read(rebuilt.get(key)) == stored[key], key
