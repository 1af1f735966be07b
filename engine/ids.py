"""Record ids: made by the process, known before the insert, growing with time (decision 1).

63 bits: 41 of milliseconds since 2025, 10 of the process's node number, 12 of a counter within the
millisecond. They last until 2094.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

EPOCH = datetime(2025, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
NODE_BITS = 10
COUNTER_BITS = 12
NODES = 1 << NODE_BITS
COUNTS = 1 << COUNTER_BITS


class IdSource:
    """Makes ids that no other process with another node number makes."""

    def __init__(self, node: int, now: Callable[[], datetime]) -> None:
        """`node` is below 1,024 and this process's alone."""
        if not 0 <= node < NODES:
            raise ValueError(f"node {node} is not below {NODES}")
        self._node = node << COUNTER_BITS
        self._now = now
        self._lock = threading.Lock()
        self._last = 0

    def new_id(self) -> int:
        """An id larger than all that this source has made."""
        return self.new_ids(1)[0]

    def new_ids(self, count: int) -> list[int]:
        """`count` ids in ascending order, larger than all that this source has made."""
        # The clock gives the least count; a clock that stands still or goes back, and more than
        # 4,096 ids in a millisecond, run ahead of it.
        moment = ((self._now() - EPOCH) // MILLISECOND) << COUNTER_BITS
        with self._lock:
            first = max(moment, self._last + 1)
            self._last = first + count - 1
        return [self._id_of(count) for count in range(first, first + count)]

    def _id_of(self, count: int) -> int:
        """The id of one of this node's counts: the node's bits between time and counter."""
        moment, counter = divmod(count, COUNTS)
        return (moment << (NODE_BITS + COUNTER_BITS)) | self._node | counter
