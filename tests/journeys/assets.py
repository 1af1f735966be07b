"""What a page asks for, and how many bytes that is."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Request

import runtime

STATIC = Path(runtime.__file__).parent / "static"


def asset_of(request: Request) -> set[str]:
    """The path of a script or style sheet that is asked for."""
    path = urlsplit(request.url).path
    return {path} if re.search(r"\.(js|css)$", path) else set()


def size_of(path: str) -> int:
    """The bytes that go over the wire: of the file, compressed where it is."""
    found = [*STATIC.rglob(f"{Path(path).name}.gz"), *STATIC.rglob(Path(path).name)]
    assert found, path
    return found[0].stat().st_size
