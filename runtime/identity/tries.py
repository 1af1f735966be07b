"""Slowing down whoever guesses passwords (decision 45)."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime, timedelta

from runtime.errors import TooManyTries

FREE = 5
FREE_ALONE = 20
"""Wrong passwords of one login from anywhere, or of one address for any login."""
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=1)
MOST_KEPT = 20_000

Key = tuple[str, str]


class Tries:
    """Wrong passwords in a row, by login and address together, and more of them by either alone.

    Kept by the process: a server of several processes gives each its own five.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wrong: OrderedDict[Key, tuple[int, datetime]] = OrderedDict()

    def begin(self, login: str, address: str, now: datetime) -> None:
        """A try counts as wrong until `forget`. Raises TooManyTries while it is to wait."""
        with self._lock:
            waits = [self._wait(key, free, now) for key, free in keys_of(login, address)]
            if longest := max(waits):
                raise TooManyTries(longest)
            for key, _ in keys_of(login, address):
                count, at = self._wrong.pop(key, (0, now))
                fresh = now - at > FORGOTTEN_AFTER
                self._wrong[key] = (1 if fresh else count + 1, now)
            while len(self._wrong) > MOST_KEPT:
                self._wrong.popitem(last=False)

    def forget(self, login: str, address: str) -> None:
        """The password was right: the login's wrong ones are forgotten. Those of the address are
        not, or one's own account would make room for guessing at others'."""
        with self._lock:
            for key, _ in keys_of(login, address)[:2]:
                self._wrong.pop(key, None)

    def _wait(self, key: Key, free: int, now: datetime) -> int:
        """Seconds to wait: 1, 2, 4 … from the first try beyond the free ones."""
        count, at = self._wrong.get(key, (0, now))
        if count < free or now - at > FORGOTTEN_AFTER:
            return 0
        wait = min(LONGEST_WAIT, timedelta(seconds=2 ** min(count - free, 20)))
        left = (at + wait - now).total_seconds()
        return max(0, -int(-left // 1))


def keys_of(login: str, address: str) -> tuple[tuple[Key, int], ...]:
    """Under what a try is counted, and how many are free."""
    return (((login, address), FREE), ((login, ""), FREE_ALONE), (("", address), FREE_ALONE))
