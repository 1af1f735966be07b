"""How often an address may send something to those who have never heard of it (decision 45)."""

from __future__ import annotations

import ipaddress
import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)
MOST = 30
"""From one address: a stand at a fair, where many phones share one, must get through."""
MOST_IN_ALL = 1_000
MOST_KEPT = 20_000

Key = tuple[str, str]


class Pace:
    """What was sent in the last minutes, by place and address, and by place in all. Kept by the
    process: a server of several processes gives each its own measure."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sent: OrderedDict[Key, deque[datetime]] = OrderedDict()

    def begin(self, place: str, address: str, now: datetime) -> timedelta | None:
        """None where something may be sent, and it counts; else how long to wait."""
        limits = (((place, network_of(address)), MOST), ((place, ""), MOST_IN_ALL))
        with self._lock:
            found = [(self._recent(key, now), most) for key, most in limits]
            waits = [sent[0] + WINDOW - now for sent, most in found if len(sent) >= most]
            if waits:
                return max(waits)
            for sent, _ in found:
                sent.append(now)
            while len(self._sent) > MOST_KEPT:
                self._sent.popitem(last=False)
            return None

    def _recent(self, key: Key, now: datetime) -> deque[datetime]:
        sent = self._sent.setdefault(key, deque())
        self._sent.move_to_end(key)
        while sent and now - sent[0] >= WINDOW:
            sent.popleft()
        return sent


def network_of(address: str) -> str:
    """Whose the address is: of IPv6, one customer has the last 64 bits to choose from.

    >>> network_of("192.0.2.7"), network_of("2001:db8:1:2:3:4:5:6"), network_of("unix")
    ('192.0.2.7', '2001:db8:1:2::/64', 'unix')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False))
