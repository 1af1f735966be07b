"""Regions of China by GB/T 2260: what a text means, names, area codes (2.8, 164 and 165)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from formula.errors import FormulaValueError
from formula.functions.letters import half_width
from formula.functions.signature import Example, Function, Parameter
from formula.types import Number, Select, Text
from formula.values import REGION_SET, Numeric

PROVINCE, PREFECTURE, COUNTY = 1, 2, 3
_CODE_LENGTH = 6
_ETHNIC = re.compile(
    "(壮族|回族|维吾尔|蒙古族|蒙古|藏族|彝族|苗族|侗族|布依族|土家族|傣族|景颇族|傈僳族|白族|哈尼族"
    "|朝鲜族|羌族|哈萨克|柯尔克孜)+$"
)
_PROVINCE_SUFFIX = re.compile("(壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|省|市)$")
_COUNTY_SUFFIX = re.compile("(新区|区|县|市|旗)$")
_SEPARATORS = re.compile(r"[\s/,、·>\-]+")
_LATIN_SUFFIX = re.compile("(province|municipality|city|sheng|shi)$")


@dataclass(frozen=True, slots=True)
class Region:
    """A division: its six digits, name, and the pinyin of its short name."""

    code: str
    name: str
    pinyin: str

    @property
    def level(self) -> int:
        """1 province, 2 prefecture, 3 county."""
        if self.code.endswith("0000"):
            return PROVINCE
        return PREFECTURE if self.code.endswith("00") else COUNTY


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All divisions, and the ways to write them."""

    regions: Mapping[str, Region]
    iso: Mapping[str, str]
    letters: Mapping[str, str]
    area_codes: Mapping[str, str]
    by_name: Mapping[str, tuple[str, ...]]
    by_latin: Mapping[str, tuple[str, ...]]


def short_name(region: Region) -> str:
    """Give the name without the word for its kind: 上海, 延边, 浦东."""
    name = region.name
    if region.level == PROVINCE:
        return _PROVINCE_SUFFIX.sub("", name)
    if region.level == COUNTY:
        short = _COUNTY_SUFFIX.sub("", name)
    elif name.endswith("自治州"):
        short = _ETHNIC.sub("", name.removesuffix("自治州"))
    else:
        short = re.sub("(市|地区|盟)$", "", name)
    return short if len(short) > 1 else name


@cache
def gazetteer() -> Gazetteer:
    """Give the divisions, read from `formula/data/region.json` when first asked for."""
    path = resources.files("formula") / "data" / "region.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    regions = {code: Region(code, name, pinyin) for code, name, pinyin in data["regions"]}
    names: dict[str, list[str]] = {}
    latin: dict[str, list[str]] = {}
    for code, region in regions.items():
        for name in {region.name, short_name(region)}:
            names.setdefault(name, []).append(code)
        for spelling in {region.pinyin, *data["spellings"].get(code, ())}:
            latin.setdefault(spelling, []).append(code)
    return Gazetteer(
        regions,
        data["iso"],
        data["letters"],
        data["area_codes"],
        {name: tuple(codes) for name, codes in names.items()},
        {name: tuple(codes) for name, codes in latin.items()},
    )


def read_region(text: str) -> str | None:
    """Give the six digits of the region that a text names, None where it names none or several.

    Understood are the code, names from any level on (广东省深圳市南山区, 广东 深圳, 上海), pinyin
    (shanghai, Guangdong Province), ISO 3166-2 (CN-SH) and a province's one letter (沪). Where a
    name has several levels the highest is meant (吉林 is the province, 吉林市 the city).
    """
    known = gazetteer()
    written = half_width(text).strip()
    if written in known.regions:
        return written
    upper = written.upper()
    if upper.startswith("CN-") and upper[3:] in known.iso:
        return known.iso[upper[3:]]
    if written.isascii():
        return _read_latin(written, known)
    if written in known.letters:
        return known.letters[written]
    compact = _SEPARATORS.sub("", written).removeprefix("中国").replace("市辖区", "")
    found = sorted(set(_readings(compact, "", known)))
    best = [code for rank, code in found if rank == found[0][0]]
    return best[0] if len(best) == 1 else None


def _read_latin(written: str, known: Gazetteer) -> str | None:
    letters = re.sub("[^a-z]", "", written.lower())
    for spelling in (letters, _LATIN_SUFFIX.sub("", letters)):
        codes = known.by_latin.get(spelling, ())
        if codes:
            top = min(known.regions[code].level for code in codes)
            highest = [code for code in codes if known.regions[code].level == top]
            return highest[0] if len(highest) == 1 else None
    return None


def _readings(
    text: str, within: str, known: Gazetteer, first: int = 0
) -> Iterator[tuple[tuple[int, int], str]]:
    """All ways to read the text as nested names; the rank prefers a high first level, then one
    whose last is high."""
    for size in range(len(text), 1, -1):
        for code in known.by_name.get(text[:size], ()):
            level = known.regions[code].level
            if within and not _is_within(known.regions[code], known.regions[within]):
                continue
            if size == len(text):
                yield (first or level, level), code
            else:
                yield from _readings(text[size:], code, known, first or level)


def _is_within(region: Region, parent: Region) -> bool:
    """Below the parent, or a province again: 上海市上海市浦东新区."""
    if parent.level == PROVINCE:
        return region.code.startswith(parent.code[:2])
    return region.level > parent.level and region.code.startswith(parent.code[:4])


def parents(code: str) -> tuple[Region, ...]:
    """Give the region and those above it, the province first; empty for an unknown code."""
    known = gazetteer().regions
    chain = (code[:2] + "0000", code[:4] + "00", code)
    return tuple(known[part] for part in dict.fromkeys(chain) if part in known)


def region_name(code: str, level: Numeric | None = None) -> str | None:
    """Give the full name (广东省深圳市南山区), or that of one level; blank where there is none.

    The prefecture of a municipality is the municipality itself.
    """
    chain = parents(code)
    if level is None:
        return "".join(region.name for region in chain) or None
    if level not in (PROVINCE, PREFECTURE, COUNTY):
        raise FormulaValueError("VALUE")
    at_level = [region.name for region in chain if region.level == level]
    if not at_level and level == PREFECTURE and chain and chain[0].name.endswith("市"):
        return chain[0].name
    return at_level[0] if at_level else None


def _code_of(text: str) -> str:
    code = text if text in gazetteer().regions else read_region(text)
    if code is None:
        raise FormulaValueError("VALUE")
    return code


def name_of_region(text: str, level: Numeric | None = None) -> str | None:
    """Give the name of a region given by code or in words; VALUE where it is none."""
    return region_name(_code_of(text), level)


def area_code(text: str) -> str | None:
    """Give the telephone area code of a region, blank for a whole province; VALUE."""
    codes = gazetteer().area_codes
    for region in reversed(parents(_code_of(text))):
        if region.code in codes:
            return codes[region.code]
    return None


REGION = Parameter("region", (Text(), Select(REGION_SET)))

FUNCTIONS: tuple[Function, ...] = (
    Function(
        name="REGION_NAME",
        number="164",
        parameters=(REGION, Parameter("level", Number(0), optional=True)),
        result=Text(),
        zh="行政区划名称（GB/T 2260）；级别 1 省、2 市、3 县",
        en="The name of a region by GB/T 2260; level 1 province, 2 prefecture, 3 county",
        aliases=("地区名称",),
        examples=(
            Example("REGION_NAME('310000')", "上海市"),
            Example("REGION_NAME('深圳南山区')", "广东省深圳市南山区"),
            Example("REGION_NAME('440305',2)", "深圳市"),
        ),
        may_error=True,
        nullable=True,
        python=name_of_region,
    ),
    Function(
        name="AREA_CODE",
        number="165",
        parameters=(REGION,),
        result=Text(),
        zh="电话区号",
        en="The telephone area code",
        aliases=("区号",),
        examples=(Example("AREA_CODE('上海')", "021"), Example("AREA_CODE('深圳')", "0755")),
        may_error=True,
        nullable=True,
        python=area_code,
    ),
)
