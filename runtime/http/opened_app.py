"""The app that a request names: one of which nothing is open to the caller is unknown."""

from __future__ import annotations

from engine.access import Access, access_of
from runtime.errors import NotFound
from runtime.http.call import Call


def access_to(call: Call, app: str) -> Access:
    """The caller's mask. Raises NotFound where there is no such app or nothing of it is open."""
    catalog = call.work.catalog
    access = access_of(catalog, call.actor)
    if app not in catalog.resolved.apps or not access.may_open(app):
        raise NotFound("unknown_app", {"app": app[:50]})
    return access
