"""How one of several people is picked (pure): each picker gives the choice and what it remembers.

A state is JSON and belongs to one place of one automation. Who is given is in a stable order.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import cast

from metadata.documents.who import Pick

State = dict[str, object]
Figures = Mapping[int, Decimal]
"""A load, weight, score or distance by person; who has none is not in it."""

EARTH_KILOMETRES = 6_371.0
NO_FIGURES: Figures = {}


@dataclass(frozen=True, slots=True)
class Choice:
    """Who is picked, and what the picker remembers for the next time."""

    people: tuple[int, ...]
    state: State


@dataclass(frozen=True, slots=True)
class Lot:
    """Whom to pick from, the figures that decide, and what the picker remembers."""

    people: Sequence[int]
    figures: Figures = field(default_factory=lambda: NO_FIGURES)
    state: Mapping[str, object] = field(default_factory=dict)


def pick_in_turn(lot: Lot) -> Choice:
    """Whoever had nothing for the longest time; who never had anything comes first.

    >>> first = pick_in_turn(Lot((1, 2)))
    >>> first.people, pick_in_turn(Lot((1, 2), state=first.state)).people
    ((1,), (2,))
    """
    return in_turn(lot, lot.people)


def pick_least_loaded(lot: Lot) -> Choice:
    """Whoever has the least; of equals in turn."""
    least = min(lot.figures.get(user, Decimal(0)) for user in lot.people)
    return in_turn(lot, [u for u in lot.people if lot.figures.get(u, Decimal(0)) == least])


def pick_highest(lot: Lot) -> Choice:
    """Whoever has the highest score; of equals in turn. Without any score it is nobody."""
    if not lot.figures:
        return Choice((), dict(lot.state))
    highest = max(lot.figures.values())
    return in_turn(lot, [user for user in lot.people if lot.figures.get(user) == highest])


def pick_nearest(lot: Lot) -> Choice:
    """Whoever is nearest; of equals in turn. Without any place it is nobody."""
    if not lot.figures:
        return Choice((), dict(lot.state))
    nearest = min(lot.figures.values())
    return in_turn(lot, [user for user in lot.people if lot.figures.get(user) == nearest])


def pick_by_weight(lot: Lot) -> Choice:
    """By shares as the weights say, evenly mixed (smooth weighted round robin): of 5, 1 and 1 the
    first is never picked five times in a row. Who has no weight, or none above 0, is not picked.

    >>> state, picked = {}, []
    >>> weights = {1: Decimal(5), 2: Decimal(1), 3: Decimal(1)}
    >>> for _ in range(7):
    ...     choice = pick_by_weight(Lot((1, 2, 3), weights, state))
    ...     state = choice.state
    ...     picked += choice.people
    >>> picked
    [1, 1, 2, 1, 3, 1, 1]
    """
    weights = {u: lot.figures[u] for u in lot.people if lot.figures.get(u, Decimal(0)) > 0}
    kept = cast(Mapping[str, str], lot.state.get("current", {}))
    if not weights:
        return Choice((), dict(lot.state))
    current = {user: Decimal(kept.get(str(user), "0")) + weights[user] for user in weights}
    chosen = max(current, key=lambda user: (current[user], -list(weights).index(user)))
    current[chosen] -= sum(weights.values())
    others = {name: value for name, value in kept.items() if int(name) not in weights}
    shown = {str(user): str(value) for user, value in current.items()}
    return Choice((chosen,), {"current": {**others, **shown}})


def pick_first(lot: Lot) -> Choice:
    """The first one."""
    return Choice(tuple(lot.people[:1]), {})


def pick_all(lot: Lot) -> Choice:
    """All of them."""
    return Choice(tuple(lot.people), {})


def in_turn(lot: Lot, people: Sequence[int]) -> Choice:
    """The one of `people` whose turn is the longest ago."""
    if not people:
        return Choice((), dict(lot.state))
    turns = cast(Mapping[str, int], lot.state.get("turns", {}))
    chosen = min(people, key=lambda user: turns.get(str(user), 0))
    turn = max(turns.values(), default=0) + 1
    return Choice((chosen,), {"turns": {**turns, str(chosen): turn}})


def kilometres(one: Mapping[str, float], other: Mapping[str, float]) -> Decimal:
    """The great circle between two places `{"lat": …, "lng": …}`, to the metre.

    >>> shanghai, beijing = {"lat": 31.2304, "lng": 121.4737}, {"lat": 39.9042, "lng": 116.4074}
    >>> kilometres(shanghai, beijing)
    Decimal('1067.31')
    """
    lat, other_lat = math.radians(one["lat"]), math.radians(other["lat"])
    half_lat, half_lng = (other_lat - lat) / 2, math.radians(other["lng"] - one["lng"]) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat) * math.cos(other_lat) * math.sin(half_lng) ** 2
    distance = 2 * EARTH_KILOMETRES * math.asin(math.sqrt(min(1.0, chord)))
    return Decimal(str(round(distance, 3)))


PICKERS: Mapping[Pick, Callable[[Lot], Choice]] = {
    "round_robin": pick_in_turn,
    "least_loaded": pick_least_loaded,
    "weighted": pick_by_weight,
    "nearest": pick_nearest,
    "highest_score": pick_highest,
    "first": pick_first,
    "all": pick_all,
}

FORGETFUL: frozenset[Pick] = frozenset({"first", "all"})
"""Those that go by nothing of what was picked before."""
