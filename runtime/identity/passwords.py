"""Passwords: kept as Argon2id hashes (RFC 9106), compared off the event loop."""

from __future__ import annotations

import secrets
from functools import cache

from pwdlib import PasswordHash
from pwdlib.exceptions import PwdlibError
from pwdlib.hashers.argon2 import Argon2Hasher

from runtime.errors import PasswordUnusable

SHORTEST = 8
LONGEST = 200
GENERATED_BYTES = 12


@cache
def hasher() -> PasswordHash:
    """Argon2id at the library's cost: 64 MiB, some 50 ms."""
    return PasswordHash((Argon2Hasher(),))


@cache
def nobody() -> str:
    """The hash of a password that nobody has: a login that is not known takes as long."""
    return hasher().hash(secrets.token_urlsafe())


def hash_password(password: str) -> str:
    """The hash under which the password is kept. Raises PasswordUnusable."""
    if not SHORTEST <= len(password) <= LONGEST or "\x00" in password:
        raise PasswordUnusable({"shortest": SHORTEST, "longest": LONGEST})
    return hasher().hash(password)


def is_password(password: str, kept: str | None) -> bool:
    """Whether the password is the one behind the hash; takes equally long where there is none."""
    try:
        is_right = hasher().verify(password[: LONGEST + 1], kept or nobody())
    except PwdlibError:
        return False
    return is_right and kept is not None


def generate_password() -> str:
    """A password that nobody guesses, of letters, digits, `-` and `_`."""
    return secrets.token_urlsafe(GENERATED_BYTES)
