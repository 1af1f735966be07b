"""The app itself: what it is called, what it needs, how people find their way in it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from metadata.documents.label import AppKey, Color, Document, Formula, Key, Label

Version = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6}$")]
VersionRange = Annotated[
    str,
    StringConstraints(
        pattern=r"^(>=|<=|=|<|>)?[0-9]+(\.[0-9]+){0,2}( ?, ?(>=|<=|=|<|>)?[0-9]+(\.[0-9]+){0,2})*$"
    ),
]
"""Bounds that must all hold: `>=0.1,<1`."""


class RequirementDocument(Document):
    app: AppKey
    version: VersionRange | None = None


class ParameterDocument(Document):
    """What an installation sets; formulas read it as `PARAM.key`. `default` is a formula."""

    key: Key
    label: Label
    help: Label | None = None
    type: Literal["text", "number", "integer", "percent", "boolean", "date", "duration"]
    default: Formula | None = None
    min: int | float | None = None
    max: int | float | None = None


class NavigationItemDocument(Document):
    view: Key
    label: Label | None = None


class NavigationGroupDocument(Document):
    label: Label
    icon: Key | None = None
    items: tuple[NavigationItemDocument, ...] = Field(default=(), max_length=200)


class AppDocument(Document):
    """`format` is the version of the document format; `engine` the engines it runs on."""

    format: Literal[1]
    key: AppKey
    label: Label
    description: Label | None = None
    version: Version
    engine: VersionRange | None = None
    requires: tuple[RequirementDocument, ...] = Field(default=(), max_length=50)
    category: Key | None = None
    icon: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = None
    color: Color | None = None
    parameters: tuple[ParameterDocument, ...] = Field(default=(), max_length=200)
    navigation: tuple[NavigationGroupDocument, ...] = Field(default=(), max_length=50)
