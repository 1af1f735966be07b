"""What a file is, told by its content alone: neither its name nor the browser can lie about it.

The name helps only between texts, which look alike: a CSV file is a text that calls itself one.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from metadata.file_kinds import TYPES

UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
ZIP = "application/zip"
HEAD = 4_096
FAR = 1024 * 1024
"""How far into a file of the old Office the names of its streams are looked for, from each end."""

MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"\xff\xf2", "audio/mpeg"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
    (4, b"ftypqt", "video/quicktime"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftyphei", "image/heic"),
    (4, b"ftyphev", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (4, b"ftyp", "video/mp4"),
)
"""(offset, bytes, media type), the first that fits."""

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_STREAMS: Mapping[str, str] = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
}
NEW_OFFICE: Mapping[str, str] = {
    "word/": TYPES["docx"][0],
    "xl/": TYPES["xlsx"][0],
    "ppt/": TYPES["pptx"][0],
}
TEXTS: Mapping[str, str] = {".csv": "text/csv", ".json": "application/json", ".md": "text/markdown"}
CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 27}


def type_of_content(path: Path, name: str) -> str:
    """The media type of the file at `path`, which calls itself `name`."""
    with path.open("rb") as opened:
        head = opened.read(HEAD)
    if head.startswith(b"PK\x03\x04"):
        return type_of_zip(path)
    if head.startswith(OLD_OFFICE):
        return type_of_old_office(path)
    for offset, mark, kind in MAGIC:
        if head.startswith(mark, offset):
            return kind
    return type_of_text(head, PurePosixPath(name).suffix.lower())


def type_of_zip(path: Path) -> str:
    """A document of the present Office, else an archive. Nothing is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    # zipfile says an unknown compression or version so: no archive that anybody here can open.
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ZIP
    if "[Content_Types].xml" not in names:
        return ZIP
    return next(
        (
            kind
            for folder, kind in NEW_OFFICE.items()
            if any(name.startswith(folder) for name in names)
        ),
        ZIP,
    )


def type_of_old_office(path: Path) -> str:
    """A document of the old Office by the names of its streams."""
    size = path.stat().st_size
    with path.open("rb") as opened:
        found = opened.read(FAR)
        opened.seek(max(0, size - FAR))
        found += opened.read(FAR)
    streams = OLD_STREAMS.items()
    return next((kind for name, kind in streams if name.encode("utf-16-le") in found), UNKNOWN)


def type_of_text(head: bytes, suffix: str) -> str:
    """A text in UTF-8, UTF-16 or GB18030, else something unknown."""
    if not head:
        return TEXTS.get(suffix, TEXT)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return TEXTS.get(suffix, TEXT)
    if not CONTROLS.isdisjoint(head) or not is_decoded(head, ("utf-8", "gb18030")):
        return UNKNOWN
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<script")):
        return "text/html"
    if start.startswith(b"<svg") or (start.startswith(b"<?xml") and b"<svg" in start):
        return "image/svg+xml"
    if start.startswith(b"<?xml"):
        return "application/xml"
    return TEXTS.get(suffix, TEXT)


def is_decoded(head: bytes, encodings: Iterable[str]) -> bool:
    """Whether the bytes are a text in one of the encodings, the last character perhaps cut."""
    for encoding in encodings:
        for cut in range(min(4, len(head))):
            try:
                head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False
