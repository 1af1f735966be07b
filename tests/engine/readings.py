"""Short words for reading the shop."""

from __future__ import annotations

from typing import cast

from engine.actor import Actor
from engine.read_records import list_records
from engine.reading.query import read_list_query
from engine.writing.change import Change, Kind
from tests.engine.shops import ADMIN, Shop


def purchase(**values: object) -> Change:
    """A new purchase."""
    return Change(Kind.CREATE, "shop.purchase", values=values)


def names(shop: Shop, **words: str) -> list[object]:
    """The names of the buyers that a query gives, in its order."""
    query = read_list_query("shop.buyer", {"sort": "id", **words})
    page = list_records(shop.work, ADMIN, query)
    return [record["values"]["name"] for record in page["records"]]  # type: ignore[attr-defined]


def actor(*roles: str) -> Actor:
    """A person with these roles."""
    return Actor(5, "p", frozenset(("shop", role) for role in roles))


def read(shop: Shop, who: Actor, table: str, **words: str) -> list[dict[str, object]]:
    """The values of the records that a query gives."""
    query = read_list_query(f"shop.{table}", {"sort": "id", **words})
    page = list_records(shop.work, who, query)
    return [
        record["values"] for record in cast(list[dict[str, dict[str, object]]], page["records"])
    ]
