"""Short words for searching the shop."""

from __future__ import annotations

from typing import cast

from engine.access import access_of
from engine.actor import Actor
from engine.reading.searching import Found, look_up
from engine.search_everywhere import search_everywhere
from engine.write_record import write
from engine.writing.change import Change, Kind
from tests.engine.changing import ChangingShop, Documents, Edit
from tests.engine.readings import read
from tests.engine.shops import ADMIN

BUYER_SEARCH = ("name", "phone", "license", "greeting", "keeper_name")


def searching(table: str, *keys: str) -> Edit:
    """The edit after which these fields are searched."""

    def edit(documents: Documents) -> None:
        documents["shop", "table", table]["search"] = list(keys)

    return edit


def index_says(shop: ChangingShop, text: str, who: Actor = ADMIN, table: str = "buyer") -> Found:
    """What the index says of a search."""
    catalog, name = shop.work.catalog, f"shop.{table}"
    mask = access_of(catalog, who).table(name)
    return look_up(shop.work.database, mask, catalog.tables[name], text)


def found(shop: ChangingShop, text: str, who: Actor = ADMIN, table: str = "buyer") -> list[str]:
    """The titles of the records that a list's search gives, by their ids; the index was asked."""
    title = "name" if table == "buyer" else "title"
    assert index_says(shop, text, who, table).among is not None, text
    return [cast(str, it[title]) for it in read(shop, who, table, search=text)]


def everywhere(shop: ChangingShop, text: str, who: Actor = ADMIN) -> list[tuple[str | None, ...]]:
    """Title and field of what a search through all tables gives, best first."""
    return [(hit.title, hit.field) for hit in search_everywhere(shop.work, who, text)]


def create_many(shop: ChangingShop, *names: str) -> list[int]:
    """The ids of new buyers, made at one stroke."""
    changes = [Change(Kind.CREATE, "shop.buyer", values={"name": name}) for name in names]
    return [outcome.id or 0 for outcome in write(shop.work, ADMIN, changes).outcomes]


def forget_all(shop: ChangingShop) -> None:
    """The index is as it is just after the upgrade."""
    shop.run(["DELETE FROM tg_search", "DELETE FROM tg_searched"])
