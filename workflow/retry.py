"""When something is tried again, and when not any more (pure; workflow.md, "Retries")."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

FIRST_SECONDS = 2.0
MOST_SECONDS = 3_600.0
ATTEMPTS = 8
"""Tries before a job is dead: the last one some ten minutes after the first, on average."""


@dataclass(frozen=True, slots=True)
class Retry:
    """Once more, at that moment."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Dead:
    """No more: somebody has to look at it."""

    code: str
    parameters: Mapping[str, str | int] = field(default_factory=dict)


class TryAgain(Exception):
    """A job says that another try may help: at `at` if it knows when, else by the usual waits."""

    def __init__(self, at: datetime | None = None, code: str = "try_again") -> None:
        super().__init__(code)
        self.at = at
        self.code = code


class GiveUp(Exception):
    """A job says that no other try will help."""

    def __init__(self, code: str, parameters: Mapping[str, str | int] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = parameters or {}


def after_failure(
    attempt: int, now: datetime, chance: random.Random, *, at: datetime | None = None
) -> Retry | Dead:
    """What follows the failure of try number `attempt` (the first is 1).

    Waits double up to an hour and are drawn from between nothing and all of that ("full jitter"),
    so that what failed together does not come back together. `at` is the moment that the other
    side named (`Retry-After`).
    """
    if attempt >= ATTEMPTS:
        return Dead("tried_too_often", {"attempts": attempt})
    if at is not None:
        return Retry(max(at, now))
    most = min(MOST_SECONDS, FIRST_SECONDS * 2.0 ** (attempt - 1))
    milliseconds = int(chance.uniform(0.0, most) * 1_000)
    return Retry(now + timedelta(milliseconds=milliseconds))
