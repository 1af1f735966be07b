"""A shop whose buyers have papers, and the files that are put there."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import httpx
from PIL import Image

from engine.files.store import FileStore
from tests.runtime.asking import apply_plan, buyer_with
from tests.runtime.sites import BUYERS, Caller, ServedShop

Json = dict[str, Any]
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
FIELDS = (
    {"key": "papers", "label": "附件", "type": "file", "accept": ["pdf", "docx"], "max_files": 3},
    {"key": "photos", "label": "照片", "type": "image", "max_width": 900, "max_mb": 0.5},
    {"key": "autograph", "label": "签名", "type": "signature"},
    {"key": "secrets", "label": "密件", "type": "file"},
    {"key": "paper_count", "label": "附件数", "type": "formula", "formula": "COUNT(附件)"},
    {"key": "names", "label": "附件名", "type": "formula", "formula": "JOIN(附件.名称, ';')"},
)


def give_papers(served: ServedShop, root: Caller) -> None:
    """Buyers have file fields; sellers do not see `secrets`."""
    role = root("GET", "/apps/shop/documents/role/seller").json()
    role["tables"]["buyer"]["fields"]["secrets"] = "hidden"
    put = [
        {"kind": "table", "document": buyer_with(root, *FIELDS)},
        {"kind": "role", "document": role},
    ]
    plan = root("POST", "/plans", {"app": "shop", "put": put})
    assert plan.status_code == 201, plan.text
    apply_plan(root, plan.json())


def send(caller: Caller, content: bytes, name: str = "a.pdf") -> httpx.Response:
    """The answer to an upload."""
    headers = {"Content-Type": "application/octet-stream", "X-File-Name": quote(name)}
    return caller("POST", "/files", content=content, headers=headers)


def upload(caller: Caller, content: bytes = PDF, name: str = "a.pdf") -> str:
    """The id of an uploaded file."""
    answer = send(caller, content, name)
    assert answer.status_code == 201, answer.text
    return cast(str, answer.json()["id"])


def add_buyer(caller: Caller, **values: object) -> httpx.Response:
    """The answer to a new buyer."""
    return caller("POST", BUYERS, {"values": {"name": "a", **values}})


def picture(width: int, height: int, kind: str = "PNG", **options: object) -> bytes:
    """A picture, red above and blue below."""
    drawn = Image.new("RGB", (width, height), "red")
    drawn.paste("blue", (0, height // 2, width, height))
    into = io.BytesIO()
    drawn.save(into, kind, **options)
    return into.getvalue()


def office(folder: str) -> bytes:
    """The smallest thing that is a document of the present Office."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(f"{folder}/document.xml", "<x/>")
    return into.getvalue()


def contents(served: ServedShop) -> Iterator[Path]:
    """Every content that lies in the store, and what was left behind while one came in."""
    store = FileStore(served.work.files)
    yield from store.contents()
    yield from store.unfinished()
