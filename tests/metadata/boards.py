"""A board over the orders of the shop, for tests to bend."""

from __future__ import annotations

from metadata.resolve import resolve_documents
from tests.metadata.shop import Source, shop

BOARD: Source = {
    "key": "board",
    "label": "Board",
    "table": "order",
    "type": "kanban",
    "field": "stage",
    "columns": ["paid", "open"],
    "cards": ["buyer", "created_at"],
    "total": "SUM(总额)",
    "filter": "渠道='网店'",
    "sort": ["-total"],
    "colors": [{"when": "大单", "color": "red"}],
}


def problems_of(**changes: object) -> list[tuple[str, str]]:
    """What is wrong with the board after these changes: code and pointer."""
    documents = shop()
    documents["shop", "view", "board"] = {**BOARD, **changes}
    return [(each.code, each.place.pointer) for each in resolve_documents(documents).problems]
