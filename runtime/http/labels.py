"""Labels as the caller reads them."""

from __future__ import annotations

from collections.abc import Mapping


def label_in(labels: Mapping[str, str], language: str) -> str:
    """The label in the language, else in the first there is."""
    return labels.get(language) or next(iter(labels.values()), "")
