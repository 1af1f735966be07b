"""Files: upload, download, small pictures.

A file goes out as something to be kept, never as something to be run: `attachment`, with the type
that its content has and a policy that lets nothing in it act.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from engine.errors import UnknownFile
from engine.files.pictures import SIZES, make_thumbnail, nearest_size
from engine.files.sight import find_file
from engine.files.store import FileStore
from engine.files.stored import StoredFile, keep_upload
from metadata.file_kinds import PICTURES
from runtime.errors import BadRequest, NotFound
from runtime.http.call import Answer, Call, Endpoint, Schema
from runtime.http.file_feed import FileFeed
from runtime.http.ids import LARGEST, MOST_DIGITS
from runtime.http.records import known_words
from runtime.http.upload import FORM, uploaded
from workflow.approvals.reading import find_held_file

FILE_PATH = "/api/v1/files/{file}"
POLICY = "sandbox; default-src 'none'"
WEBP = "image/webp"
THUMBNAIL_SIZE = 160
ANY = "application/octet-stream"


def answer_upload(call: Call) -> Answer:
    """The file is kept; only its uploader sees it until a record holds it."""
    known_words(call)
    if call.actor.user is None:
        raise BadRequest("file_needs_person", 400)
    with uploaded(call) as (path, name):
        limit = call.site.most_file
        if path.stat().st_size > limit:
            raise BadRequest("body_too_large", 413, {"limit": limit})
        kept = keep_upload(call.work, call.actor, path, name)
    return Answer(kept.shown(), 201, {"Location": FILE_PATH.replace("{file}", str(kept.id))})


def answer_download(call: Call) -> Answer:
    """The file's content."""
    known_words(call)
    file = file_of(call)
    path = FileStore(call.work.files).place_of(file.sha256)
    headers = {"Content-Disposition": disposition(file.name)}
    return answer_content(call, path, file.type, f'"{file.sha256[:32]}"', headers)


def answer_thumbnail(call: Call) -> Answer:
    """A small picture of a picture, drawn once."""
    known_words(call, "size")
    size = nearest_size(size_of(call))
    file = file_of(call)
    store = FileStore(call.work.files)
    small = store.thumbnail_of(file.sha256, size)
    source = store.place_of(file.sha256)
    if not small.is_file() and not (file.type in PICTURES and make_thumbnail(source, small, size)):
        raise NotFound("no_thumbnail", {"name": file.name})
    return answer_content(call, small, WEBP, f'"{file.sha256[:32]}-{size}"', {})


def size_of(call: Call) -> int:
    """The width and height that the small picture is to fit in."""
    text = call.query.get("size", str(THUMBNAIL_SIZE))
    if text.isascii() and text.isdigit() and 0 < int(text[:MOST_DIGITS]) <= SIZES[-1]:
        return int(text)
    wanted = {"parameter": "size", "wanted": f"1–{SIZES[-1]}"}
    raise BadRequest("parameter_unusable", 400, wanted)


def file_of(call: Call) -> StoredFile:
    """The path's file, where the caller may see it; what can be no id is an unknown file."""
    text = call.path["file"]
    is_id = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    if not is_id or int(text) > LARGEST:
        raise UnknownFile({"file": text[:50]})
    try:
        return find_file(call.work, call.actor, int(text))
    except UnknownFile:
        return find_held_file(call.work, call.actor, int(text))


def answer_content(
    call: Call, path: Path, media_type: str, tag: str, headers: dict[str, str]
) -> Answer:
    """The file at `path`; nothing where the caller has it already. Each time it is asked anew
    whether the caller may."""
    if not path.is_file():
        raise UnknownFile({"file": call.path["file"]})
    sent = {
        **headers,
        "ETag": tag,
        "Cache-Control": "private, no-cache",
        "Content-Security-Policy": POLICY,
    }
    known = [
        part.strip().removeprefix("W/") for part in call.headers.get("if-none-match", "").split(",")
    ]
    if tag in known:
        return Answer(b"", 304, sent, media_type)
    feed = FileFeed(path, has_body=call.method != "HEAD")
    sent["Content-Length"] = str(path.stat().st_size)
    return Answer(b"", 200, sent, media_type, feed=feed)


def disposition(name: str) -> str:
    """`attachment` with the name in UTF-8, and for old browsers in ASCII (RFC 6266)."""
    plain = "".join(char if char.isascii() and char not in '"\\%' else "_" for char in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


FILE: Schema = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "name": {"type": "string"},
        "size": {"type": "integer", "description": "bytes"},
        "type": {"type": "string", "description": "media type, by content"},
        "width": {"type": "integer", "description": "of a picture, in pixels"},
        "height": {"type": "integer"},
    },
    "required": ["id", "name", "size", "type"],
}
FILES = (
    Endpoint(
        "POST",
        "/api/v1/files",
        answer_upload,
        "Upload a file",
        answer=FILE,
        status=201,
        is_long=True,
        is_spooled=True,
        takes=(ANY, FORM),
    ),
    Endpoint("GET", FILE_PATH, answer_download, "The content of a file"),
    Endpoint(
        "GET",
        FILE_PATH + "/thumbnail",
        answer_thumbnail,
        "A small picture of a picture",
        query={"size": "the width and height it is to fit in, in pixels"},
        is_long=True,
    ),
)
