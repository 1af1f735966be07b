"""The content of files by its hash: `ab/<sha256>` below the workspace's directory of files.

A content is written once and never changed. It comes into its place by a rename, whole and on the
disk; what was never finished lies in `incoming`.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

INCOMING = "incoming"
THUMBNAILS = "thumbnails"
HASH_LENGTH = 64
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileStore:
    """The store below one directory, which is made when the first file comes."""

    root: Path

    def place_of(self, sha256: str) -> Path:
        """Where the content lies."""
        return self.root / sha256[:2] / sha256

    def thumbnail_of(self, sha256: str, size: int) -> Path:
        """Where the small picture of a content lies."""
        return self.root / THUMBNAILS / sha256[:2] / f"{sha256}-{size}.webp"

    @contextmanager
    def incoming(self) -> Iterator[tuple[BinaryIO, Path]]:
        """A new empty file of the store, gone in the end unless it was taken in."""
        directory = self.root / INCOMING
        directory.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=directory)
        try:
            with os.fdopen(descriptor, "w+b") as opened:
                yield opened, Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    def take_in(self, source: Path, sha256: str) -> None:
        """The content of `source`, a file of the store, lies in its place and is on the disk."""
        place = self.place_of(sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as opened:
            os.fsync(opened.fileno())
        source.replace(place)
        sync_directory(place.parent)

    def drop(self, sha256: str) -> None:
        """The content and its small pictures are gone."""
        self.place_of(sha256).unlink(missing_ok=True)
        for small in (self.root / THUMBNAILS / sha256[:2]).glob(f"{sha256}-*.webp"):
            small.unlink(missing_ok=True)

    def contents(self) -> Iterator[Path]:
        """The place of every content."""
        for directory in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            for place in sorted(directory.iterdir()):
                if len(place.name) == HASH_LENGTH:
                    yield place

    def unfinished(self) -> Iterator[Path]:
        """What came in and was never taken in."""
        directory = self.root / INCOMING
        if directory.is_dir():
            yield from sorted(directory.iterdir())


def hash_of(path: Path) -> str:
    """The hash of the content, in hexadecimal."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def sync_directory(directory: Path) -> None:
    """A rename in the directory is on the disk."""
    if os.name == "nt":
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
