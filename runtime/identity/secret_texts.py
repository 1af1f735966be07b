"""Texts that prove who somebody is: made at random, kept as hashes only."""

from __future__ import annotations

import hashlib
import secrets

BYTES = 32
"""256 bits: no search finds one, so a plain hash is enough."""


def new_secret(prefix: str = "") -> str:
    """A text that nobody else has."""
    return prefix + secrets.token_urlsafe(BYTES)


def sha256_of(secret: str) -> str:
    """Under what the secret is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()
