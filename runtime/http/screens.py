"""The browser application: files built from `admin_ui/` into `runtime/static/`.

Every address that is no file of it is one of its pages: the browser decides what to draw there.
"""

from __future__ import annotations

import mimetypes
import re
import secrets
from functools import cache
from hashlib import sha256
from pathlib import Path

from runtime.errors import BadRequest
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.home import answer_home

STATIC = Path(__file__).resolve().parents[1] / "static"
PAGE = "index.html"
NONCE = "__NONCE__"
HASHED = "assets/"
"""Files below it carry a hash of their content in their name."""
FILE_NAME = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*)?", re.ASCII)
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}';"
    " img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self';"
    " worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def answer_page(call: Call) -> Answer:
    """A file of the application, or its page; what is below `/api` is unknown."""
    rest = call.path.get("rest", "")
    if rest.startswith("api/"):
        raise BadRequest("unknown_path", 404)
    if not (STATIC / PAGE).is_file():
        return answer_home(call)
    if FILE_NAME.fullmatch(rest) and rest != PAGE and (STATIC / rest).is_file():
        return answer_file(call, rest)
    if rest.startswith(HASHED):
        # A browser that was open before the server was renewed asks for what is no more.
        raise BadRequest("unknown_path", 404)
    return answer_application()


def answer_application() -> Answer:
    """The page that starts the application; its own style elements carry this answer's nonce."""
    nonce = secrets.token_urlsafe(16)
    page = (STATIC / PAGE).read_text(encoding="utf-8").replace(NONCE, nonce)
    headers = {"Cache-Control": ASK_AGAIN, "Content-Security-Policy": POLICY.format(nonce=nonce)}
    return Answer(page.encode(), 200, headers, "text/html; charset=utf-8")


def answer_file(call: Call, name: str) -> Answer:
    """A file, in the smallest form that the browser reads; 304 where it has it already."""
    accepted = {
        word.split(";")[0].strip() for word in call.headers.get("accept-encoding", "").split(",")
    }
    path, encoding = STATIC / name, ""
    for offered, suffix in ENCODINGS:
        if offered in accepted and (STATIC / (name + suffix)).is_file():
            path, encoding = STATIC / (name + suffix), offered
            break
    tag = f'"{digest(path, path.stat().st_mtime_ns)}"'
    headers = {
        "Cache-Control": FOREVER if name.startswith(HASHED) else ASK_AGAIN,
        "ETag": tag,
        "Vary": "Accept-Encoding",
    }
    if encoding:
        headers["Content-Encoding"] = encoding
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if call.headers.get("if-none-match") == tag:
        return Answer(b"", 304, headers, kind)
    return Answer(path.read_bytes(), 200, headers, kind)


@cache
def digest(path: Path, changed: int) -> str:
    """What tells this content of the file from another; `changed` is when it was written."""
    return sha256(path.read_bytes() + str(changed).encode()).hexdigest()[:16]


REST = Endpoint("GET", "/{rest:path}", answer_page, "The browser application", is_public=True)
