"""The names of uploads, as they may stand in a header, a file system and an export."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 255
"""Bytes in UTF-8: what file systems take."""
NAMELESS = "file"
SEPARATORS = re.compile(r"[/\\:*?\"<>|]")
OTHER_WAY = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Marks that turn the direction of writing: with one, a program can look like a document."""


def clean_name(name: str) -> str:
    """The last part of the path `name`, without control characters and what no file system takes,
    cut to 255 bytes before its extension."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(char for char in last if unicodedata.category(char) not in {"Cc", "Cs"})
    plain = "".join(char for char in plain if char not in OTHER_WAY)
    plain = SEPARATORS.sub("_", plain).strip().lstrip(".").strip()
    return cut(plain) or NAMELESS


def cut(name: str) -> str:
    """The name in at most 255 bytes; a short extension stays."""
    if len(name.encode()) <= LONGEST:
        return name
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension.encode()) > 20:
        stem, dot, extension = name, "", ""
    room = LONGEST - len((dot + extension).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip() + dot + extension
