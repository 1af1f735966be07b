"""Why a run starts: what happened, and the chain of runs that led to it (loop protection)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cause:
    """`event` is the number in tg_event; `run` the run that wrote it or started this one; `user`
    the person at the beginning, where there is one."""

    event: int | None = None
    run: int | None = None
    user: int | None = None


NOTHING = Cause()
