"""What a file field may accept: kinds by the names people know, and the media types they are.

`engine.files.content` tells a file's media type by its content; its name and what the browser
says of it decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

Kind = Literal[
    "image",
    "document",
    "audio",
    "video",
    "archive",
    "text",
    "pdf",
    "doc",
    "docx",
    "xls",
    "xlsx",
    "ppt",
    "pptx",
    "csv",
    "txt",
    "zip",
    "rar",
    "7z",
    "png",
    "jpg",
    "gif",
    "webp",
    "heic",
    "mp3",
    "m4a",
    "wav",
    "amr",
    "mp4",
    "mov",
    "webm",
]

OOXML = "application/vnd.openxmlformats-officedocument."
TYPES: Mapping[str, tuple[str, ...]] = {
    "pdf": ("application/pdf",),
    "doc": ("application/msword",),
    "docx": (f"{OOXML}wordprocessingml.document",),
    "xls": ("application/vnd.ms-excel",),
    "xlsx": (f"{OOXML}spreadsheetml.sheet",),
    "ppt": ("application/vnd.ms-powerpoint",),
    "pptx": (f"{OOXML}presentationml.presentation",),
    "csv": ("text/csv",),
    "txt": ("text/plain",),
    "zip": ("application/zip",),
    "rar": ("application/vnd.rar",),
    "7z": ("application/x-7z-compressed",),
    "png": ("image/png",),
    "jpg": ("image/jpeg",),
    "gif": ("image/gif",),
    "webp": ("image/webp",),
    "heic": ("image/heic",),
    "mp3": ("audio/mpeg",),
    "m4a": ("audio/mp4",),
    "wav": ("audio/wav",),
    "amr": ("audio/amr",),
    "mp4": ("video/mp4",),
    "mov": ("video/quicktime",),
    "webm": ("video/webm",),
}
"""The media types of each kind."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "image": ("png", "jpg", "gif", "webp", "heic"),
    "document": ("pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx"),
    "audio": ("mp3", "m4a", "wav", "amr"),
    "video": ("mp4", "mov", "webm"),
    "archive": ("zip", "rar", "7z"),
    "text": ("txt", "csv"),
}
"""Kinds that stand for several others."""

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""The pictures of which the server makes thumbnails and knows the size in pixels."""


def types_of(kinds: Iterable[str]) -> frozenset[str]:
    """The media types that the kinds stand for."""
    plain = (name for kind in kinds for name in GROUPS.get(kind, (kind,)))
    return frozenset(kind for name in plain for kind in TYPES[name])
