"""The table of all field types: how a value of each is read, shown and typed."""

from __future__ import annotations

from collections.abc import Mapping

from metadata.fields.boolean import BOOLEAN
from metadata.fields.computed import AUTO_NUMBER, FORMULA, GENERATED
from metadata.fields.contact import EMAIL_TYPE, PHONE_TYPE, URL_TYPE
from metadata.fields.date import DATE, DATETIME
from metadata.fields.duration import DURATION
from metadata.fields.field_type import FieldType
from metadata.fields.file import FILE, IMAGE, SIGNATURE
from metadata.fields.money import MONEY
from metadata.fields.number import INTEGER, NUMBER, PERCENT
from metadata.fields.rating import RATING
from metadata.fields.reference import (
    CHILDREN,
    DEPARTMENT,
    REFERENCE,
    REFERENCES,
    USER,
    USERS,
)
from metadata.fields.region import REGION
from metadata.fields.select import MULTI_SELECT, SELECT, STATE
from metadata.fields.structured import JSON, LOCATION
from metadata.fields.system import RESERVED_KEYS, SYSTEM_FIELDS, SystemField
from metadata.fields.text import ADDRESS, BARCODE, LONG_TEXT, RICH_TEXT, TEXT

__all__ = ["FIELD_TYPES", "RESERVED_KEYS", "SYSTEM_FIELDS", "FieldType", "SystemField"]

FIELD_TYPES: Mapping[str, FieldType] = {
    field_type.name: field_type
    for field_type in (
        TEXT,
        LONG_TEXT,
        RICH_TEXT,
        NUMBER,
        INTEGER,
        PERCENT,
        MONEY,
        BOOLEAN,
        DATE,
        DATETIME,
        DURATION,
        SELECT,
        MULTI_SELECT,
        STATE,
        USER,
        USERS,
        DEPARTMENT,
        REFERENCE,
        REFERENCES,
        CHILDREN,
        FILE,
        IMAGE,
        SIGNATURE,
        PHONE_TYPE,
        EMAIL_TYPE,
        URL_TYPE,
        REGION,
        ADDRESS,
        LOCATION,
        AUTO_NUMBER,
        GENERATED,
        FORMULA,
        RATING,
        JSON,
        BARCODE,
    )
}
