"""phone, email, url: brought to one form when written (decision 11)."""

from __future__ import annotations

import re
import unicodedata

from formula.functions.checks import read_phone
from metadata.fields.field_type import (
    TEXTS,
    FieldType,
    Reader,
    Reading,
    Unreadable,
    shorten,
    show_as_is,
    tell_as_text,
    tidy_text,
)
from metadata.fields.text import text_type
from metadata.resolved import Field

EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}@([\w-]{1,63}\.)+[\w-]{2,63}")
DOMAIN = re.compile(r"([\w-]{1,63}\.)+[^\W\d_]{2,63}(:\d{1,5})?([/?#].*)?")
URL = re.compile(r"https?://[^\s/?#@]+(:\d{1,5})?([/?#]\S*)?", re.IGNORECASE)
LONGEST_EMAIL, LONGEST_URL = 254, 2_000


def phone_reader(field: Field, reading: Reading) -> Reader:
    """The eleven digits of a mainland mobile, else E.164."""

    def read(value: object) -> object:
        if isinstance(value, int) and not isinstance(value, bool) and reading.lenient:
            value = str(value)
        text = tidy_text(value)
        if not isinstance(text, str):
            return text
        return read_phone(text) or Unreadable("not_phone", {"value": shorten(text)})

    return read


def email_reader(field: Field, reading: Reading) -> Reader:
    """The address with its domain in lower case."""

    def read(value: object) -> object:
        text = tidy_text(value)
        if not isinstance(text, str):
            return text
        if not text.isascii():
            text = unicodedata.normalize("NFKC", text)
        name, _, domain = text.rpartition("@")
        text = f"{name}@{domain.lower()}"
        if len(text) > LONGEST_EMAIL or EMAIL.fullmatch(text) is None or ".." in text:
            return Unreadable("not_email", {"value": shorten(value)})
        return text

    return read


def url_reader(field: Field, reading: Reading) -> Reader:
    """An http or https address; a bare domain gets https."""

    def read(value: object) -> object:
        text = tidy_text(value)
        if not isinstance(text, str):
            return text
        if DOMAIN.fullmatch(text):
            text = f"https://{text}"
        if len(text) > LONGEST_URL or URL.fullmatch(text) is None:
            return Unreadable("not_url", {"value": shorten(text)})
        return text

    return read


PHONE_TYPE = FieldType(
    name="phone",
    labels={"zh": "电话", "en": "Phone"},
    value_type=text_type,
    reader=phone_reader,
    shower=show_as_is,
    teller=tell_as_text,
    operators=TEXTS,
)
EMAIL_TYPE = FieldType(
    name="email",
    labels={"zh": "邮箱", "en": "E-mail"},
    value_type=text_type,
    reader=email_reader,
    shower=show_as_is,
    teller=tell_as_text,
    operators=TEXTS,
)
URL_TYPE = FieldType(
    name="url",
    labels={"zh": "网址", "en": "Web address"},
    value_type=text_type,
    reader=url_reader,
    shower=show_as_is,
    teller=tell_as_text,
    operators=TEXTS,
)
