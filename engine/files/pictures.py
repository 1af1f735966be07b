"""Pictures: how large they are, and small ones made of them.

A picture comes from anybody. Only four formats are opened, its size is looked at before a pixel is
unpacked, and what goes out is drawn anew: no metadata of the camera, place of the shot included.
"""

from __future__ import annotations

import os
import tempfile
import warnings
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
MOST_PIXELS = 50_000_000
SIZES = (80, 160, 320, 640, 1280)
QUALITY = 82
ORIENTATION = 0x0112
SIDEWAYS = frozenset({5, 6, 7, 8})
UNREADABLE = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
)
"""What Pillow raises for pictures that are none, are broken or are too large."""


def pixels_of(path: Path) -> tuple[int, int] | None:
    """Width and height as the picture is looked at; None where it cannot be read."""
    try:
        with open_picture(path) as picture:
            width, height = picture.size
            is_sideways = picture.getexif().get(ORIENTATION) in SIDEWAYS
    except UNREADABLE:
        return None
    return (height, width) if is_sideways else (width, height)


def open_picture(path: Path) -> Image.Image:
    """The picture, of which only the head was read. Raises one of UNREADABLE."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        picture = Image.open(path, formats=FORMATS)
    if picture.width * picture.height > MOST_PIXELS:
        picture.close()
        raise ValueError("too many pixels")
    return picture


def make_thumbnail(source: Path, target: Path, size: int) -> bool:
    """A WebP picture of at most `size` by `size` pixels lies at `target`; False where the source
    cannot be read."""
    try:
        with open_picture(source) as picture:
            picture.draft("RGB", (size * 2, size * 2))
            picture.thumbnail((size * 2, size * 2))
            turned = ImageOps.exif_transpose(picture)
            has_alpha = turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info
            drawn = turned.convert("RGBA" if has_alpha else "RGB")
            drawn.thumbnail((size, size))
    except UNREADABLE:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as opened:
            drawn.save(opened, "WEBP", quality=QUALITY, exif=b"", icc_profile=b"")
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)
    return True


def nearest_size(wanted: int) -> int:
    """The smallest of the sizes that is no smaller than `wanted`: few are kept of each picture."""
    return next((size for size in SIZES if size >= wanted), SIZES[-1])
