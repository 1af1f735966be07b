"""Hashes of texts, as lower-case hexadecimal digits of their UTF-8 (formula.md 2.8, 145 to 147)."""

from __future__ import annotations

import hashlib

from formula.functions.signature import Example, Function, Parameter
from formula.functions.sql_forms import on_postgresql
from formula.types import Text

PARAMETERS = (Parameter("text", Text()),)


def md5(text: str) -> str:
    """Give the MD5 digest: for ids that other systems compute too, not for secrets."""
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def sha1(text: str) -> str:
    """Give the SHA-1 digest: for ids that other systems compute too, not for secrets."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def sha256(text: str) -> str:
    """Give the SHA-256 digest."""
    return hashlib.sha256(text.encode()).hexdigest()


FUNCTIONS: tuple[Function, ...] = (
    Function(
        name="MD5",
        number="145",
        parameters=PARAMETERS,
        result=Text(),
        zh="MD5 摘要（小写十六进制）",
        en="The MD5 digest in lower-case hexadecimal",
        aliases=("MD5摘要",),
        examples=(Example("RIGHT(MD5('13800138000'),8)", "62e4f0ae"),),
        python=md5,
        sql=on_postgresql("md5"),
    ),
    Function(
        name="SHA1",
        number="146",
        parameters=PARAMETERS,
        result=Text(),
        zh="SHA-1 摘要（小写十六进制）",
        en="The SHA-1 digest in lower-case hexadecimal",
        aliases=("SHA1摘要",),
        examples=(Example("SHA1('abc')", "a9993e364706816aba3e25717850c26c9cd0d89d"),),
        python=sha1,
    ),
    Function(
        name="SHA256",
        number="147",
        parameters=PARAMETERS,
        result=Text(),
        zh="SHA-256 摘要（小写十六进制）",
        en="The SHA-256 digest in lower-case hexadecimal",
        aliases=("SHA256摘要",),
        examples=(Example("LEFT(SHA256('中'),16)", "a567bdaa11367f26"),),
        python=sha256,
        sql=on_postgresql("fx.sha256"),
    ),
)
