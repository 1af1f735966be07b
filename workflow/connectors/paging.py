"""From one page of a list to the next: pure, over what the page said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx

from metadata.documents.connector import PagingDocument
from workflow.connectors.filling import json_at, text_of
from workflow.outside_client import origin_of


class PagingStuck(Exception):
    """There is no going on: `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page is: parameters to send, or a whole address."""

    query: Mapping[str, str] = field(default_factory=dict)
    address: str | None = None
    number: int = 0


def first_page(paging: PagingDocument | None) -> Page:
    """The beginning of the list."""
    if paging is None:
        return Page()
    size = {} if paging.size_name is None else {paging.size_name: str(paging.size)}
    start = {"page": {paging.name: "1"}, "offset": {paging.name: "0"}}.get(paging.kind, {})
    return Page({**start, **size})


def next_page(
    paging: PagingDocument | None,
    page: Page,
    answer: object,
    count: int,
) -> Page | None:
    """The page after one that had `count` items; None after the last. Raises PagingStuck."""
    if paging is None or count == 0:
        return None
    number = page.number + 1
    if paging.kind == "page":
        query = {**page.query, paging.name: str(number + 1)}
        return Page(query, number=number) if count >= paging.size else None
    if paging.kind == "offset":
        offset = int(page.query[paging.name]) + count
        is_last = count < paging.size
        return None if is_last else Page({**page.query, paging.name: str(offset)}, number=number)
    found = text_of(json_at(answer, paging.next_at)) if paging.next_at else ""
    if paging.kind == "cursor":
        return next_by_cursor(paging, page, found, number)
    return Page(address=found, number=number) if found else None


def next_by_cursor(paging: PagingDocument, page: Page, cursor: str, number: int) -> Page | None:
    """The page at the cursor; one that stands still would go on for ever."""
    if not cursor:
        return None
    if page.query.get(paging.name) == cursor:
        raise PagingStuck("paging_loops")
    return Page({**page.query, paging.name: cursor}, number=number)


def address_of(base: str, page: Page) -> str | None:
    """The whole address of a page that has one: of the same host as `base`, so that what proves
    who asks goes nowhere else. Raises PagingStuck."""
    if page.address is None:
        return None
    try:
        home = httpx.URL(base)
        there = home.join(page.address)
    except httpx.InvalidURL as error:
        raise PagingStuck("link_elsewhere") from error
    if origin_of(there) != origin_of(home):
        raise PagingStuck("link_elsewhere")
    return str(there)
