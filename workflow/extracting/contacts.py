"""Phones, e-mail addresses, web addresses, persons and companies in a text; the first of each.

Texts come from forms, chats and mails: full width or half width, Chinese or English.
"""

from __future__ import annotations

import re
import unicodedata

from formula.functions.checks import read_phone

PHONE = re.compile(
    r"(?<![\d.])(?:"
    r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"  # mobile
    r"|\+\d{1,3}(?:[- ]?\(?\d{1,4}\)?){2,5}"  # abroad
    r"|\(?0\d{2,3}\)?[- ]?\d{7,8}(?:[-转]\d{1,5})?"  # landline
    r"|[48]00[- ]?\d{3}[- ]?\d{4}"
    r")(?!\d)"
)
EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
URL = re.compile(
    r"https?://[^\s\u3000-\u303f\uff00-\uffef\u4e00-\u9fff<>\"']+"
    r"|(?<![@\w.])(?:www\.)(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}(?:/[\w./?=&%#-]*)?",
    re.IGNORECASE,
)
TRAILING = ".,;:!?)]}"

SINGLE_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕"
    "丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱"
    "戴严莫孔向常汤康易乔赖文樊庄倪施柳洪俞章鲁翟聂殷葛牛左耿季祝冉岳卜骆温焦鲍包辛柴路涂屈裘宫"
)
DOUBLE_SURNAMES = "欧阳|上官|司马|诸葛|皇甫|令狐|司徒|慕容|夏侯|尉迟|公孙|端木|东方|南宫"
SURNAME = f"(?:{DOUBLE_SURNAMES}|[{SINGLE_SURNAMES}])"
TITLE = (
    "先生|女士|小姐|太太|老师|经理|总监|总裁|总经理|董事长|董事|厂长|店长|院长|校长|所长|主任|主管|科长"
    "|处长|部长|局长|教授|医生|大夫|工程师|律师|会计|采购|师傅|老板|总|工"
)
GIVEN = r"[\u4e00-\u9fff]{1,2}"
ASKED_FOR = r"(?:联系人|姓名|称呼|收件人|负责人|对接人)\s*[:：是为]?\s*"
PERSONS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{ASKED_FOR}({SURNAME}{GIVEN}?)(?=$|[^\u4e00-\u9fff]|{TITLE})",
        rf"(?:我叫|我是|本人|这里是)({SURNAME}{GIVEN})(?=$|[^\u4e00-\u9fff])",
        rf"({SURNAME}{GIVEN}?)(?:{TITLE})(?=$|[^\u4e00-\u9fff]|[的在想说要电])",
        rf"(?<![\u4e00-\u9fff])({SURNAME}{GIVEN})\s*[,，、:：]?\s*(?:电话|手机|\+?86|1[3-9]\d)",
    )
)
WITH_TITLE = re.compile(rf"({SURNAME}(?:{TITLE}))(?=$|[^\u4e00-\u9fff]|[的在想说要电])")
ENGLISH_PERSON = re.compile(r"\b(?:Mr|Mrs|Ms|Dr)\.?\s+([A-Z][a-z]+(?:\s[A-Z][a-z]+)?)")

KIND = (
    "有限责任公司|股份有限公司|有限公司|集团公司|集团|分公司|公司|事务所|研究院|研究所|设计院|医院|酒店"
    "|药店|药房|大学|学校|工厂|合作社|商行|经营部"
)
COMPANY = re.compile(rf"[\u4e00-\u9fffA-Za-z0-9()（）·&]{{2,40}}?(?:{KIND})(?:(?:{KIND})|分公司)*")
BEFORE_COMPANY = re.compile(
    r"^.*(?:我们是|我是|这里是|来自|就职于|任职于|公司名称|单位名称|联系了?|收到了?|关于|针对|您好|你好|代表)"
    r"(?=.{2})"
)
NO_COMPANY = frozenset({"我们公司", "贵公司", "本公司", "你们公司", "该公司", "我公司", "这家公司"})
ENGLISH_COMPANY = re.compile(
    r"\b((?:[A-Z][\w&.-]*\s){1,6}?(?:GmbH|AG|Ltd\.?|Limited|Inc\.?|LLC|Corp\.?|Co\.,?\s?Ltd\.?|S\.A\.|B\.V\.))"
)


def find_phone(text: str) -> str | None:
    """The first phone number, in the one form that phone fields have."""
    for found in PHONE.finditer(narrowed(text)):
        number = read_phone(found.group().replace("转", "-"))
        if number is not None:
            return number
    return None


def find_email(text: str) -> str | None:
    """The first e-mail address, its domain in lower case."""
    found = EMAIL.search(narrowed(text))
    if found is None:
        return None
    name, _, domain = found.group().rpartition("@")
    return f"{name}@{domain.lower()}"


def find_url(text: str) -> str | None:
    """The first web address; one that begins with www. gets https."""
    found = URL.search(text)
    if found is None:
        return None
    address = found.group().rstrip(TRAILING)
    return address if "://" in address else f"https://{address}"


def find_person(text: str) -> str | None:
    """The first person: a name that is asked for, introduced, or stands before a title or a phone
    number; of one of whom only surname and title are known, both."""
    plain = narrowed(text)
    for pattern in PERSONS:
        found = pattern.search(plain)
        if found is not None and len(found.group(1)) > 1:
            return found.group(1)
    titled = WITH_TITLE.search(plain) or ENGLISH_PERSON.search(plain)
    return None if titled is None else titled.group(1)


def find_company(text: str) -> str | None:
    """The first company by what its name ends with, without the words that lead to it."""
    for found in COMPANY.finditer(text):
        name = BEFORE_COMPANY.sub("", found.group())
        if name not in NO_COMPANY and not re.fullmatch(f"(?:{KIND})+", name):
            return name
    english = ENGLISH_COMPANY.search(text)
    return None if english is None else english.group(1).strip()


def narrowed(text: str) -> str:
    """The text with full width letters, digits and signs in their usual form."""
    return unicodedata.normalize("NFKC", text)
