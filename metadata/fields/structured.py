"""location and json: values with parts."""

from __future__ import annotations

import json
from collections.abc import Mapping

from formula.types import Json, Type
from metadata.documents.field import FieldDocument
from metadata.fields.field_type import (
    PRESENCE,
    FieldType,
    Reader,
    Reading,
    Showing,
    Teller,
    TypeContext,
    Unreadable,
    shorten,
    show_as_is,
)
from metadata.resolved import Field

LONGEST_JSON = 100_000
DEEPEST_JSON = 32


def json_type(document: FieldDocument, context: TypeContext) -> Type:
    """A value with parts."""
    return Json()


def location_reader(field: Field, reading: Reading) -> Reader:
    """`{"lat": 31.23, "lng": 121.47}` in degrees; where lenient also `31.23,121.47`."""
    lenient = reading.lenient

    def read(value: object) -> object:
        if value is None or value == "":
            return None
        if lenient and isinstance(value, str):
            value = point_from_text(value)
        if isinstance(value, Mapping) and set(value) == {"lat", "lng"}:
            lat, lng = value["lat"], value["lng"]
            if is_degree(lat, 90) and is_degree(lng, 180):
                return {"lat": lat, "lng": lng}
        return Unreadable("not_location", {"value": shorten(value)})

    return read


def point_from_text(text: str) -> object:
    """Latitude and longitude of `31.23,121.47`; the text where it is no point."""
    try:
        lat, lng = (float(part) for part in text.replace("，", ",").split(","))
    except ValueError:
        return text
    return {"lat": lat, "lng": lng}


def is_degree(value: object, most: int) -> bool:
    """Whether the value is a number of degrees, `most` on either side of 0."""
    return isinstance(value, int | float) and not isinstance(value, bool) and -most <= value <= most


def json_reader(field: Field, reading: Reading) -> Reader:
    """Any JSON value of up to 100,000 characters and 32 levels."""

    def read(value: object) -> object:
        if value is None:
            return None
        if not fits_levels(value, DEEPEST_JSON):
            return Unreadable("too_deep", {"max": DEEPEST_JSON})
        try:
            text = json.dumps(value, ensure_ascii=False, allow_nan=False)
            text.encode()
        except (TypeError, ValueError):
            return Unreadable("not_json", {"value": shorten(value)})
        if "\\u0000" in text:
            return Unreadable("nul")
        if len(text) > LONGEST_JSON:
            return Unreadable("too_long", {"length": len(text), "max": LONGEST_JSON})
        return value

    return read


def fits_levels(value: object, levels: int) -> bool:
    """Whether the value is nested no deeper than `levels`."""
    if isinstance(value, Mapping):
        return levels > 0 and all(fits_levels(item, levels - 1) for item in value.values())
    if isinstance(value, list | tuple):
        return levels > 0 and all(fits_levels(item, levels - 1) for item in value)
    return True


def location_teller(field: Field, showing: Showing) -> Teller:
    """`31.23,121.47`."""
    return lambda value: f"{value['lat']},{value['lng']}" if isinstance(value, Mapping) else ""


def json_teller(field: Field, showing: Showing) -> Teller:
    """The JSON text."""
    return lambda value: "" if value is None else json.dumps(value, ensure_ascii=False)


LOCATION = FieldType(
    name="location",
    labels={"zh": "位置", "en": "Location"},
    value_type=json_type,
    reader=location_reader,
    shower=show_as_is,
    teller=location_teller,
    operators=PRESENCE,
)
JSON = FieldType(
    name="json",
    labels={"zh": "JSON", "en": "JSON"},
    value_type=json_type,
    reader=json_reader,
    shower=show_as_is,
    teller=json_teller,
    operators=PRESENCE,
)
