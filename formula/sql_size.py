"""How large the SQL of a formula becomes.

An error's expression repeats the value's, so nested operations that may fail grow exponentially in
text though not as objects. What grows too large or too deep is computed in Python (SQLite) or
refused (PostgreSQL: store the value in a hidden field, F113).
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.sql.elements import ClauseElement

MOST_ELEMENTS = 20_000
"""Elements of one expression, repeated ones counted each time: about 200 kB of SQL."""
MOST_DEPTH = 160
"""SQLAlchemy's compiler takes up to four calls for each level of nesting, Python allows 1,000."""


@dataclass(frozen=True, slots=True)
class Size:
    """The elements written out for an expression, and how deep they are nested."""

    elements: int
    depth: int

    @property
    def is_fair(self) -> bool:
        """Say whether a database and its driver can be asked to read it."""
        return self.elements <= MOST_ELEMENTS and self.depth <= MOST_DEPTH


class Sizes:
    """The sizes of the expressions of one compilation; shared parts are looked at once."""

    def __init__(self) -> None:
        # The element is kept beside its size, so that its id stays its own.
        self._known: dict[int, tuple[ClauseElement, Size]] = {}

    def of(self, element: ClauseElement) -> Size:
        """Give the size of an expression."""
        known = self._known.get(id(element))
        if known is None:
            known = (element, self._measure(element))
            self._known[id(element)] = known
        return known[1]

    def _measure(self, element: ClauseElement) -> Size:
        if isinstance(element, sa.TableClause | sa.Alias):
            return Size(1, 1)
        children = [
            self.of(child) for child in element.get_children() if isinstance(child, ClauseElement)
        ]
        return Size(
            1 + sum(child.elements for child in children),
            1 + max((child.depth for child in children), default=0),
        )
