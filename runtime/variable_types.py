"""The types of what steps gave, as a caller names them: `number`, `ref<crm.lead>`,
`list<ref<user>>`; the same words that answers use."""

from __future__ import annotations

import re
from collections.abc import Mapping

from formula.types import (
    Boolean,
    Date,
    DateTime,
    Duration,
    ListOf,
    Number,
    Ref,
    Text,
    Type,
)

SIMPLE: Mapping[str, Type] = {
    "text": Text(),
    "number": Number(),
    "boolean": Boolean(),
    "date": Date(),
    "datetime": DateTime(),
    "duration": Duration(),
}
RECORD = re.compile(r"ref<([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)>")
LIST = re.compile(r"list<(.+)>")


def type_named(name: str) -> Type | None:
    """The type of that name; None where there is none.

    >>> type_named("list<ref<crm.lead>>"), type_named("lead")
    (ListOf(item=Ref(table='crm.lead')), None)
    """
    if name in SIMPLE:
        return SIMPLE[name]
    record = RECORD.fullmatch(name)
    if record is not None:
        return Ref(record[1])
    many = LIST.fullmatch(name)
    item = None if many is None or many[1].startswith("list") else type_named(many[1])
    return None if item is None else ListOf(item)
