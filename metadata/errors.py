"""What can go wrong with documents.

MetadataError
├── InvalidDocuments      the documents cannot be used; carries every Problem, not the first
└── UnreadableFolder      a folder or file of an app cannot be read at all
"""

from __future__ import annotations

from collections.abc import Sequence

from metadata.problems import Problem


class MetadataError(Exception):
    """The base of what this package raises."""


class InvalidDocuments(MetadataError):
    """The documents cannot be used; `problems` says everything that is wrong with them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(f"{p.place.key}{p.place.pointer}: {p.code}" for p in problems))
        self.problems = tuple(problems)


class UnreadableFolder(MetadataError):
    """The folder is not there, is no folder, or cannot be opened."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
