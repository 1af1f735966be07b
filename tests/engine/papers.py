"""A shop whose buyers have papers, without an edge."""

from __future__ import annotations

from typing import cast

from engine.actor import Actor
from engine.files.store import FileStore
from engine.files.stored import keep_upload
from engine.read_records import get_record
from tests.engine.changing import ChangingShop, Documents

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
PAPERS = {"key": "papers", "label": "附件", "type": "file"}
PHOTOS = {"key": "photos", "label": "照片", "type": "image"}
UPLOADER = Actor(7, "p7", frozenset(), is_admin=True)
BUYER = ("shop", "table", "buyer")
PURCHASE = ("shop", "table", "purchase")


def add_fields(documents: Documents) -> None:
    """Buyers have papers and photos."""
    fields = documents[BUYER]["fields"]
    assert isinstance(fields, list)
    fields += [dict(PAPERS), dict(PHOTOS)]


def keep(shop: ChangingShop, content: bytes = PDF, name: str = "a.pdf") -> str:
    """The id of a new file."""
    with FileStore(shop.work.files).incoming() as (opened, path):
        opened.write(content)
        opened.flush()
        return str(keep_upload(shop.work, UPLOADER, path, name).id)


def hold(shop: ChangingShop, *files: str, **values: object) -> int:
    """The id of a new buyer with these papers."""
    made = shop.create("buyer", UPLOADER, name="a", papers=list(files), **values)
    assert made.id is not None
    return made.id


def held(shop: ChangingShop, record: int, key: str) -> object:
    """The files of a buyer's field."""
    values = get_record(shop.work, UPLOADER, "shop.buyer", record)["values"]
    return cast(dict[str, object], values)[key]


def contents(shop: ChangingShop) -> int:
    """How many contents lie in the store."""
    return len(list(FileStore(shop.work.files).contents()))


def without(key: str, documents: Documents) -> None:
    """The buyers lose a field."""
    fields = documents[BUYER]["fields"]
    assert isinstance(fields, list)
    documents[BUYER]["fields"] = [field for field in fields if field["key"] != key]


def as_files(documents: Documents) -> None:
    """Photos may be any files."""
    for field in documents[BUYER]["fields"]:  # type: ignore[attr-defined]  # JSON
        if field["key"] == "photos":
            field["type"] = "file"


def with_proof(documents: Documents) -> None:
    """Losing a purchase asks for a proof, a PDF."""
    table = documents[PURCHASE]
    table["fields"].append({"key": "proof", "label": "凭证", "type": "file"})  # type: ignore[attr-defined]
    machine = table["state_machines"][0]  # type: ignore[index]
    lose = next(move for move in machine["transitions"] if move["key"] == "lose")
    lose["form"].append({"field": "proof", "required": True, "accept": ["pdf"], "max_mb": 0.001})
