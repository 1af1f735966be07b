"""Chinese telephone numbers and unified social credit codes (2.8, 156 to 159; decisions 11)."""

from __future__ import annotations

import re

from formula.errors import FormulaValueError
from formula.functions.letters import half_width
from formula.functions.signature import Example, Function, Parameter
from formula.functions.sql_forms import on_postgresql
from formula.types import Boolean, Text

_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9][0-9]{9})")
_PHONE_SIGNS = re.compile(r"[ \t\u00a0().\-]+")
_CREDIT_CODE = re.compile("[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_CREDIT_SIGNS = re.compile(r"[ \t\u00a0\-]+")


def read_mobile(text: str) -> str | None:
    """Give the 11 digits of a mainland mobile number however it is written, else None."""
    found = _MOBILE.fullmatch(_PHONE_SIGNS.sub("", half_width(text)))
    return found.group(1) if found else None


def read_phone(text: str) -> str | None:
    """Give the one form of a telephone number: 11 digits of a mainland mobile, else E.164 with
    its extension (`+862112345678;ext=8`); None for what is no number. Numbers without a country
    code are Chinese."""
    mobile = read_mobile(text)
    if mobile is not None:
        return mobile
    import phonenumbers  # noqa: PLC0415  # 55 µs a call and slow to load: only for the rest

    try:
        number = phonenumbers.parse(half_width(text), "CN")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    plain = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{plain};ext={number.extension}" if number.extension else plain


def read_credit_code(text: str) -> str | None:
    """Give a unified social credit code in its one form, None where its check character (GB 32100)
    is wrong."""
    from stdnum.cn import uscc  # noqa: PLC0415  # only where a credit code is read

    code = _CREDIT_SIGNS.sub("", half_width(text)).upper()
    if not _CREDIT_CODE.fullmatch(code):
        return None
    return code if code[-1] == uscc.calc_check_digit(code[:-1]) else None


def phone_norm(text: str) -> str:
    """Give the 11 digits of a mainland mobile number; VALUE for another text."""
    mobile = read_mobile(text)
    if mobile is None:
        raise FormulaValueError("VALUE")
    return mobile


def is_phone(text: str) -> bool:
    """Say whether the text is a mainland mobile number."""
    return read_mobile(text) is not None


def credit_code_norm(text: str) -> str:
    """Give the unified social credit code in its one form; VALUE for another text."""
    code = read_credit_code(text)
    if code is None:
        raise FormulaValueError("VALUE")
    return code


def is_credit_code(text: str) -> bool:
    """Say whether the text is a valid unified social credit code."""
    return read_credit_code(text) is not None


PARAMETERS = (Parameter("text", Text()),)

FUNCTIONS: tuple[Function, ...] = (
    Function(
        name="PHONENORM",
        number="156",
        parameters=PARAMETERS,
        result=Text(),
        zh="手机号统一为 11 位数字",
        en="The 11 digits of a mainland mobile number",
        aliases=("手机号规范",),
        examples=(
            Example("PHONENORM('+86 138-0013-8000')", "13800138000"),
            Example("PHONENORM('１３８００１３８０００')", "13800138000"),
            Example("PHONENORM('12345')", "#VALUE"),
        ),
        may_error=True,
        python=phone_norm,
        sql=on_postgresql("fx.phone", "VALUE"),
    ),
    Function(
        name="ISPHONE",
        number="157",
        parameters=PARAMETERS,
        result=Boolean(),
        zh="是否为大陆手机号",
        en="Whether a text is a mainland mobile number",
        aliases=("是手机号",),
        examples=(
            Example("ISPHONE('0086 13800138000')", "TRUE"),
            Example("ISPHONE('021-12345678')", "FALSE"),
        ),
        python=is_phone,
        sql=on_postgresql("fx.is_phone"),
    ),
    Function(
        name="CREDITCODENORM",
        number="158",
        parameters=PARAMETERS,
        result=Text(),
        zh="统一社会信用代码的规范写法",
        en="A unified social credit code in its one form",
        aliases=("信用代码规范",),
        examples=(
            Example("CREDITCODENORM('9131 0000 ma1k 35xx 0q')", "#VALUE"),
            Example("CREDITCODENORM('9111 0000 8021 00433 b')", "91110000802100433B"),
        ),
        may_error=True,
        python=credit_code_norm,
        sql=on_postgresql("fx.credit_code", "VALUE"),
    ),
    Function(
        name="ISCREDITCODE",
        number="159",
        parameters=PARAMETERS,
        result=Boolean(),
        zh="是否为有效的统一社会信用代码",
        en="Whether a text is a valid unified social credit code",
        aliases=("是信用代码",),
        examples=(
            Example("ISCREDITCODE('91110000802100433B')", "TRUE"),
            Example("ISCREDITCODE('91110000802100433C')", "FALSE"),
        ),
        python=is_credit_code,
        sql=on_postgresql("fx.is_credit_code"),
    ),
)
