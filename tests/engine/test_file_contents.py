"""What a file is by its content, and what it may be called."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from engine.files.content import type_of_content
from engine.files.names import LONGEST, clean_name
from engine.files.pictures import make_thumbnail, pixels_of
from metadata.file_kinds import TYPES
from tests.engine.contents import png_of_size, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
CONTENT_TYPES = "[Content_Types].xml"
CASES: list[tuple[bytes, str, str]] = [
    (b"%PDF-1.4\n", "a.exe", "application/pdf"),
    (zipped(CONTENT_TYPES, "word/document.xml"), "a", TYPES["docx"][0]),
    (zipped(CONTENT_TYPES, "xl/workbook.xml"), "a.zip", TYPES["xlsx"][0]),
    (zipped(CONTENT_TYPES, "ppt/x.xml"), "a.pdf", TYPES["pptx"][0]),
    (zipped("word/document.xml"), "a.docx", "application/zip"),
    (b"PK\x03\x04broken", "a.docx", "application/zip"),
    (OLE + "WordDocument".encode("utf-16-le"), "a.doc", "application/msword"),
    (OLE + "Workbook".encode("utf-16-le"), "a.doc", "application/vnd.ms-excel"),
    (OLE, "a.doc", "application/octet-stream"),
    (b"\xff\xd8\xff\xe0", "a.png", "image/jpeg"),
    (b"RIFF\0\0\0\0WEBPVP8 ", "a", "image/webp"),
    (b"RIFF\0\0\0\0WAVEfmt ", "a", "audio/wav"),
    (b"\0\0\0\x20ftypM4A ", "a", "audio/mp4"),
    (b"\0\0\0\x20ftypheic", "a", "image/heic"),
    (b"\0\0\0\x20ftypisom", "a", "video/mp4"),
    (b"#!AMR\n", "a", "audio/amr"),
    ("姓名,电话\n".encode(), "a.CSV", "text/csv"),
    ("姓名,电话\n".encode("gb18030"), "a.csv", "text/csv"),
    (("好" * 3_000).encode(), "a.txt", "text/plain"),
    (b"<!DOCTYPE html><script>", "a.txt", "text/html"),
    (b"\xef\xbb\xbf <svg onload=x>", "a.png", "image/svg+xml"),
    (b"MZ\x90\x00\x03", "a.pdf", "application/octet-stream"),
    (b"\x7fELF\x02", "a.txt", "application/octet-stream"),
]


@pytest.mark.parametrize(("content", "name", "kind"), CASES)
def test_the_content_says_what_it_is(content: bytes, name: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    assert type_of_content(path, name) == kind


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("合同.pdf", "合同.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\b.pdf", "b.pdf"),
        ("..", "file"),
        ("", "file"),
        (".htaccess", "htaccess"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("报价\u202efdp.exe", "报价fdp.exe"),
        ('a"b<c>|?.pdf', "a_b_c___.pdf"),
        ("e\u0301.pdf", "\u00e9.pdf"),
        ("\ud800a.pdf", "a.pdf"),
        ("  a.pdf ", "a.pdf"),
        ("a" * 300 + ".pdf", "a" * 251 + ".pdf"),
        ("好" * 100 + ".docx", "好" * 83 + ".docx"),
    ],
)
def test_a_name_is_cleaned(name: str, clean: str) -> None:
    assert clean_name(name) == clean


@given(st.text(max_size=400))
def test_any_name_ends_as_one_that_file_systems_and_headers_take(name: str) -> None:
    clean = clean_name(name)
    assert 0 < len(clean.encode()) <= LONGEST
    assert not set(clean) & set('/\\:*?"<>|\0\r\n')
    assert clean not in {".", ".."}
    assert clean_name(clean) == clean


@pytest.mark.parametrize(
    "content",
    [b"", b"\x89PNG\r\n\x1a\n", png_of_size(60_000, 60_000), png_of_size(8_000, 8_000), b"GIF89a"],
)
def test_pictures_that_cannot_be_drawn_are_left_alone(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(content)
    assert pixels_of(path) is None
    assert not make_thumbnail(path, tmp_path / "small.webp", 160)
    assert not list(tmp_path.glob("small*"))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "CMYK", "I;16"])
def test_pictures_of_every_mode_are_drawn(mode: str, tmp_path: Path) -> None:
    path, small = tmp_path / "x", tmp_path / "small.webp"
    Image.new(mode, (300, 100)).save(path, "JPEG" if mode == "CMYK" else "PNG")
    assert make_thumbnail(path, small, 80)
    with Image.open(small) as drawn:
        assert drawn.size == (80, 27)
