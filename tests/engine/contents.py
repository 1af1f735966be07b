"""Contents of files, made."""

from __future__ import annotations

import io
import struct
import zipfile

from PIL import Image


def zipped(*names: str) -> bytes:
    """An archive of empty files."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return into.getvalue()


def png_of_size(width: int, height: int) -> bytes:
    """A picture that says it is larger than it is."""
    into = io.BytesIO()
    Image.new("RGB", (2, 2)).save(into, "PNG")
    whole = into.getvalue()
    return whole[:16] + struct.pack(">II", width, height) + whole[24:]
