"""Telling those who listen."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from engine.database import Listener

logger = logging.getLogger(__name__)


def tell_listeners(listeners: Iterable[Listener], topic: str) -> None:
    """Every listener has heard `topic`; one that fails takes nothing from the others, nor from
    the write, which is durable already."""
    for listener in listeners:
        try:
            listener(topic)
        except Exception:  # an edge: the write is durable already, and the trace is kept
            logger.exception("a listener failed on %r", topic)
