"""Has every app what it needs, and does its navigation lead somewhere?"""

from __future__ import annotations

from collections.abc import Iterator

from metadata.checks.known import twice, unknown
from metadata.documents.app import AppDocument
from metadata.draft import Draft
from metadata.problems import Place, Problem
from metadata.versions import ENGINE_VERSION, is_within


def check_apps(draft: Draft) -> Iterator[Problem]:
    """App documents are there for all documents, and what they name is there."""
    apps = dict(draft.apps())
    for app, kind, key in draft.documents:
        if app not in apps and (app, "app", app) not in draft.unread:
            yield Problem("app_missing", Place(app, kind, key), {"name": app})
    for app, document in apps.items():
        place = Place(app, "app", app)
        yield from requirements(apps, document, place)
        parameters = [
            (item.key, place.at("parameters", i, "key"))
            for i, item in enumerate(document.parameters)
        ]
        yield from twice(parameters, "duplicate_key")
        for index, parameter in enumerate(document.parameters):
            low, high = parameter.min, parameter.max
            if low is not None and high is not None and low > high:
                where = place.at("parameters", index, "min")
                yield Problem("bounds_crossed", where, {"min": str(low), "max": str(high)})
        yield from navigation(draft, app, document)


def navigation(draft: Draft, app: str, document: AppDocument) -> Iterator[Problem]:
    """The views that the navigation names are there."""
    views = {view.key for owner, view in draft.views() if owner == app}
    place = Place(app, "app", app).at("navigation")
    named = [
        (item.view, place.at(i, "items", j, "view"))
        for i, group in enumerate(document.navigation)
        for j, item in enumerate(group.items)
    ]
    for name, where in named:
        if name not in views and (app, "view", name) not in draft.unread:
            yield unknown("unknown_view", where, name, views)


def requirements(
    apps: dict[str, AppDocument], document: AppDocument, place: Place
) -> Iterator[Problem]:
    """The engine and the apps that an app builds on are there, in versions it works with."""
    if document.engine is not None and not is_within(ENGINE_VERSION, document.engine):
        parameters = {"needed": document.engine, "present": ENGINE_VERSION}
        yield Problem("engine_out_of_range", place.at("engine"), parameters)
    for index, needed in enumerate(document.requires):
        where = place.at("requires", index)
        present = apps.get(needed.app)
        if present is None:
            yield unknown("unknown_app", where.at("app"), needed.app, apps)
        elif needed.version is not None and not is_within(present.version, needed.version):
            parameters = {
                "name": needed.app,
                "needed": needed.version,
                "present": present.version,
            }
            yield Problem("app_out_of_range", where.at("version"), parameters)
