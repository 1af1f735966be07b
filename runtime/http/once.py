"""Requests that are done at most once: `Idempotency-Key` (decision 34).

Records keep their answers in the write's own transaction. What is here is for everything else: the
answer is kept after it was made, so that a retry gets it again; a process that dies in between
leaves a retry to be refused by what was done (an applied plan is gone, a login is taken).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from engine.database import Connection
from engine.errors import UniqueBroken
from engine.idempotency import Once, keep_answer, recall_answer
from engine.writing.change import Outcome
from runtime.http.call import Answer, Call


def keyed(call: Call, present: Callable[[Sequence[Outcome]], object]) -> Once | None:
    """The key of the call with what makes its answer; None where it has none."""
    key = call.idempotency_key()
    if key is None:
        return None
    actor = call.actor
    owner = f"user:{actor.user}" if actor.user is not None else actor.name
    return Once(owner, key, call.fingerprint(), present)


def answer_once(call: Call, make: Callable[[], Answer]) -> Answer:
    """What `make` answers, or what it answered to the same request before. Raises KeyReused."""
    once = keyed(call, lambda _: None)
    if once is None:
        return make()
    work = call.work
    kept = work.database.write(lambda connection: recall_answer(connection, once, work.now()))
    if kept is not None and isinstance(kept.answer, dict):
        return Answer(kept.answer["body"], kept.answer["status"])
    made = make()

    def keep(connection: Connection) -> None:
        answer = {"status": made.status, "body": made.body}
        keep_answer(connection, once, answer, work.now())

    # Broken where the same request came twice at once: the other one has kept its answer.
    with suppress(UniqueBroken):
        work.database.write(keep)
    return made
