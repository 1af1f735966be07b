"""file, image, signature: uploaded files, by their ids (decisions 6, 9 and 14).

The values live in a link table as those of references do; whether an id is a file that the writer
may use, and that the field accepts, is looked at where the record is written.
"""

from __future__ import annotations

from formula.types import RecordSet, Type
from metadata.documents.field import FieldDocument, FileField, ImageField, SignatureField
from metadata.fields.built_in import FILE_TABLE
from metadata.fields.field_type import MANY, FieldType, Reader, Reading, TypeContext, Unreadable
from metadata.fields.reference import ids_shower, ids_teller, read_ids
from metadata.file_kinds import types_of
from metadata.resolved import Field

PRESENCE_AND_COUNT = ("count", *MANY[-2:])
PIXEL_SIDES = ("min_width", "min_height", "max_width", "max_height")
SIGNATURE_TYPES = frozenset({"image/png", "image/jpeg", "image/webp"})
MEGABYTE = 1024 * 1024


def files_type(document: FieldDocument, context: TypeContext) -> Type:
    """The files, each with name, size and type."""
    return RecordSet(FILE_TABLE)


def files_reader(field: Field, reading: Reading) -> Reader:
    """A list of file ids, no more than the field holds."""
    most = most_files(field)

    def read(value: object) -> object:
        found = read_ids(value)
        if isinstance(found, tuple) and len(found) > most:
            return Unreadable("too_many", {"count": len(found), "max": most})
        return found

    return read


def most_files(field: Field) -> int:
    """How many files the field holds."""
    document = field.document
    return document.max_files if isinstance(document, FileField | ImageField) else 1


def accepted_types(field: Field) -> frozenset[str] | None:
    """The media types that the field takes; None: all."""
    document = field.document
    if isinstance(document, SignatureField):
        return SIGNATURE_TYPES
    if isinstance(document, ImageField):
        return types_of(document.accept or ("image",))
    if isinstance(document, FileField) and document.accept:
        return types_of(document.accept)
    return None


def accepted_kinds(field: Field) -> tuple[str, ...]:
    """The same in the words of the document."""
    document = field.document
    if isinstance(document, FileField | ImageField) and document.accept:
        return tuple(document.accept)
    return ("png", "jpg", "webp") if isinstance(document, SignatureField) else ("image",)


def most_bytes(field: Field) -> int | None:
    """How large one file may be; None: as large as the server takes."""
    document = field.document
    limit = document.max_mb if isinstance(document, FileField | ImageField) else 1
    return None if limit is None else int(limit * MEGABYTE)


def pixel_limits(field: Field) -> dict[str, int]:
    """The limits of width and height that the field names, in pixels."""
    document = field.document
    if not isinstance(document, ImageField):
        return {}
    named = {side: getattr(document, side) for side in PIXEL_SIDES}
    return {side: limit for side, limit in named.items() if limit is not None}


FILE = FieldType(
    name="file",
    labels={"zh": "附件", "en": "Files"},
    value_type=files_type,
    reader=files_reader,
    shower=ids_shower,
    teller=ids_teller,
    operators=PRESENCE_AND_COUNT,
)
IMAGE = FieldType(
    name="image",
    labels={"zh": "图片", "en": "Pictures"},
    value_type=files_type,
    reader=files_reader,
    shower=ids_shower,
    teller=ids_teller,
    operators=PRESENCE_AND_COUNT,
)
SIGNATURE = FieldType(
    name="signature",
    labels={"zh": "签名", "en": "Signature"},
    value_type=files_type,
    reader=files_reader,
    shower=ids_shower,
    teller=ids_teller,
    operators=PRESENCE_AND_COUNT,
)
