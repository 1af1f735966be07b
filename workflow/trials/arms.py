"""Which version a record goes by (pure): the same in every process, and anew for each trial."""

from __future__ import annotations

from hashlib import sha256

TRIAL, CONTROL = "trial", "control"


def arm_of(automation: str, revision: int, record: int, share: float) -> str:
    """The group of the record in the trial of that version: `share` of all records are `trial`.

    >>> {arm_of("desk.watch", 4, record, 0.5) for record in range(20)} == {TRIAL, CONTROL}
    True
    >>> arm_of("desk.watch", 4, 7, 0.5) == arm_of("desk.watch", 4, 7, 0.5)
    True
    """
    digest = sha256(f"{automation}:{revision}:{record}".encode()).digest()
    return TRIAL if int.from_bytes(digest[:8]) < share * 2**64 else CONTROL
