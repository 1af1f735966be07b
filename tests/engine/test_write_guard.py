"""Writes that meet something: an old catalog, another writer, the same request again."""

from dataclasses import replace
from functools import partial

import pytest

from engine.database import Connection
from engine.errors import CatalogMoved, KeyReused, UnknownTable, WriteRefused
from engine.idempotency import Once
from engine.people_changes import raise_rights
from engine.write_record import write, write_records
from engine.writing.change import Change, Kind, Outcome
from engine.writing.transaction import open_transaction
from tests.engine.shop_app import SOURCES
from tests.engine.shops import ADMIN, Shop, ids_of, seller, together

CREATE = Change(Kind.CREATE, "shop.purchase", values={"price": 1})


@pytest.mark.parametrize("many", [1, 2, 50])
def test_a_write_on_an_old_revision_stores_nothing_and_begins_again(shop: Shop, many: int) -> None:
    old = shop.work.catalog
    shop.replace(SOURCES)

    def attempt(connection: Connection) -> list[Outcome]:
        transaction = open_transaction(shop.work, connection, ADMIN, old)
        return write_records(transaction, [CREATE] * many)

    with pytest.raises(CatalogMoved):
        shop.work.database.write(attempt)
    assert not shop.all("purchase")
    assert write(shop.work, ADMIN, [CREATE] * many).outcomes[0].version == 1


def test_rights_that_were_taken_meanwhile_are_not_used(shop: Shop) -> None:
    shop.add_person(7)
    made = shop.create("purchase", seller(), price=1)
    shop.work.database.write(raise_rights)
    with pytest.raises(UnknownTable):
        shop.update("purchase", made.id, seller(), title="t")
    assert shop.read("purchase", made.id)["title"] is None


def test_the_same_request_twice_is_done_once(shop: Shop) -> None:
    once = Once("user:7", "k1", "abc", ids_of)
    first = write(shop.work, ADMIN, [CREATE], once=once)
    again = write(shop.work, ADMIN, [CREATE], once=once)
    assert (first.is_repeated, again.is_repeated) == (False, True)
    assert first.answer == again.answer == [str(first.outcomes[0].id)]
    assert len(shop.all("purchase")) == 1
    with pytest.raises(KeyReused):
        write(shop.work, ADMIN, [CREATE], once=replace(once, body_sha256="other"))
    write(shop.work, ADMIN, [CREATE], once=replace(once, actor="user:8"))


def test_a_refused_request_may_come_again_with_its_key(shop: Shop) -> None:
    once = Once("user:7", "k1", "abc", ids_of)
    with pytest.raises(WriteRefused):
        write(shop.work, ADMIN, [replace(CREATE, values={"price": -1})], once=once)
    assert not write(shop.work, ADMIN, [CREATE], once=once).is_repeated


def test_of_two_who_take_a_unique_value_at_once_one_is_refused(shop: Shop) -> None:
    for number in range(5):
        license = f"L{number}"
        found = together(*[partial(shop.create, "buyer", name="a", license=license)] * 4)
        refused = [it for it in found if isinstance(it, WriteRefused)]
        assert len(refused) == 3, found
        assert {it.refusals[0].code for it in refused} == {"not_unique"}
    codes = [record["code"] for record in shop.all("buyer").values()]
    assert len(set(codes)) == len(codes)


def test_children_of_one_parent_written_at_once_are_all_counted(shop: Shop) -> None:
    one, two = shop.create("buyer", name="a"), shop.create("buyer", name="b")

    def work(start: object, end: object) -> None:
        for _ in range(5):
            made = shop.create("purchase", buyer=str(start), price=1)
            shop.update("purchase", made.id, buyer=str(end))
            shop.update("buyer", one.id, area="上海")

    pairs = [(one.id, two.id), (two.id, one.id)] * 3
    found = together(*[partial(work, *pair) for pair in pairs])
    assert found == [None] * 6
    totals = [shop.read("buyer", buyer.id)["total"] for buyer in (one, two)]
    assert totals == [15, 15]
    assert len({record["number"] for record in shop.all("buyer").values()}) == 2


def test_a_deletion_and_a_new_reference_do_not_pass_each_other(shop: Shop) -> None:
    for _ in range(5):
        buyer = shop.create("buyer", name="a")
        together(
            partial(shop.delete, "buyer", buyer.id),
            partial(shop.create, "purchase", buyer=str(buyer.id)),
        )
    buyers = shop.all("buyer")
    assert all(record["buyer"] in buyers for record in shop.all("purchase").values())
