"""What an upload brings: the file of a raw body, or the first one of a form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from engine.files.store import FileStore
from runtime.errors import BadRequest
from runtime.http.call import Call

FORM = "multipart/form-data"
NAME = "x-file-name"
PIECE = 1024 * 1024
MOST_HEADER = 8_000


@contextmanager
def uploaded(call: Call) -> Iterator[tuple[Path, str]]:
    """The uploaded file and what it is called, for as long as the caller needs it."""
    assert call.spooled is not None
    media, options = parse_options_header(call.headers.get("content-type", ""))
    if media != FORM.encode():
        yield call.spooled, raw_name(call)
        return
    boundary = options.get(b"boundary")
    if not boundary:
        raise BadRequest("form_unreadable", 400)
    with FileStore(call.work.files).incoming() as (opened, path):
        name = take_part(call.spooled, boundary, opened)
        opened.flush()
        yield path, name


def raw_name(call: Call) -> str:
    """The name in `X-File-Name`, percent-encoded UTF-8."""
    return unquote(call.headers.get(NAME, ""), errors="replace")


def take_part(source: Path, boundary: bytes, target: BinaryIO) -> str:
    """The content of the form's first file is in `target`; its name."""
    form = FilePart(target)
    callbacks = {
        "on_part_begin": form.begin,
        "on_header_field": form.add_header_name,
        "on_header_value": form.add_header_value,
        "on_header_end": form.end_header,
        "on_headers_finished": form.end_headers,
        "on_part_data": form.add_content,
        "on_part_end": form.end,
    }
    try:
        parser = MultipartParser(boundary, callbacks)  # type: ignore[arg-type]  # a TypedDict
        with source.open("rb") as opened:
            while piece := opened.read(PIECE):
                parser.write(piece)
        parser.finalize()
    except MultipartParseError as error:
        raise BadRequest("form_unreadable", 400) from error
    if form.name is None:
        raise BadRequest("file_missing", 400)
    return form.name


class FilePart:
    """The first part of a form that has a file name, while the form is read."""

    def __init__(self, target: BinaryIO) -> None:
        """The content goes to `target`."""
        self.name: str | None = None
        self._target = target
        self._is_open = False
        self._headers: dict[bytes, bytes] = {}
        self._field = b""
        self._value = b""

    def begin(self) -> None:
        """A part begins."""
        self._headers.clear()

    def add_header_name(self, data: bytes, start: int, end: int) -> None:
        """More of a header's name."""
        self._field += data[start:end]
        refuse_long(self._field)

    def add_header_value(self, data: bytes, start: int, end: int) -> None:
        """More of a header's value."""
        self._value += data[start:end]
        refuse_long(self._value)

    def end_header(self) -> None:
        """The header is known."""
        self._headers[self._field.lower()] = self._value
        self._field = self._value = b""

    def end_headers(self) -> None:
        """It is known whether the part is the file."""
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        name = options.get(b"filename")
        if name is not None and self.name is None:
            self.name = name.decode("utf-8", errors="replace")
            self._is_open = True

    def add_content(self, data: bytes, start: int, end: int) -> None:
        """More of the part's content."""
        if self._is_open:
            self._target.write(data[start:end])

    def end(self) -> None:
        """The part is over."""
        self._is_open = False


def refuse_long(text: bytes) -> None:
    """No header of a part is longer than those of a request."""
    if len(text) > MOST_HEADER:
        raise BadRequest("form_unreadable", 400)
