"""One thing wrong with a document: where, what, and what was probably meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from formula.errors import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the documents of a workspace; `pointer` is an RFC 6901 JSON pointer into the
    document named by app, kind and key (`crm`, `table`, `lead`)."""

    app: str
    kind: str
    key: str
    pointer: str = ""

    def at(self, *parts: str | int) -> Place:
        """The place `parts` below this one."""
        steps = "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts)
        return Place(self.app, self.kind, self.key, self.pointer + steps)


@dataclass(frozen=True, slots=True)
class Problem:
    """`code` finds the words in `metadata.messages` (a formula's problem keeps its F-code and has
    `span`, its place inside the formula text). `severity` is "error" or "warning"."""

    code: str
    place: Place
    parameters: Mapping[str, str | int] = field(default_factory=dict)
    suggestion: str | None = None
    span: Span | None = None
    severity: str = "error"
