"""The administrative divisions, for choosing one: provinces, their cities, their counties."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

import orjson

from formula.functions.geography import PREFECTURE, PROVINCE, Region, gazetteer
from runtime.http.call import Answer, Call, Endpoint
from runtime.http.records import known_words

Json = dict[str, object]
A_DAY = "private, max-age=86400"


def answer_regions(call: Call) -> Answer:
    """The tree of divisions in the caller's language; 304 where the browser has it."""
    known_words(call)
    body, tag = region_tree(call.language)
    headers = {"Cache-Control": A_DAY, "ETag": tag, "Vary": "Accept-Language"}
    if call.headers.get("if-none-match") == tag:
        return Answer(b"", 304, headers)
    return Answer(body, 200, headers)


@cache
def region_tree(language: str) -> tuple[bytes, str]:
    """The tree as JSON, and what tells this content from another."""
    known = gazetteer().regions
    nodes: dict[str, Json] = {}
    roots: list[Json] = []
    for code, region in known.items():
        node = nodes[code] = {"value": code, "label": label_of(region, language)}
        above = parent_of(region)
        parent = nodes.get(above) or nodes.get(code[:2] + "0000")
        if above == code or parent is None:
            roots.append(node)
            continue
        below = parent.setdefault("children", [])
        assert isinstance(below, list)
        below.append(node)
    body = orjson.dumps({"regions": roots})
    return body, f'"{sha256(body).hexdigest()[:16]}"'


def parent_of(region: Region) -> str:
    """The division that it is part of; its own code where it is a province."""
    if region.level in (PROVINCE, PREFECTURE):
        return region.code[:2] + "0000"
    return region.code[:4] + "00"


def label_of(region: Region, language: str) -> str:
    """The region's name; in English its pinyin."""
    return region.name if language == "zh" else region.pinyin.title()


REGIONS = (Endpoint("GET", "/api/v1/regions", answer_regions, "The administrative divisions"),)
