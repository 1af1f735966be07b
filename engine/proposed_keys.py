"""Keys that builders are offered for what they name: its label's pinyin (decision 2)."""

from __future__ import annotations

import importlib
import re
from collections.abc import Collection, Mapping

from metadata.fields import SYSTEM_FIELDS

LONGEST: Mapping[str, int] = {"app": 20, "table": 20, "field": 40, "option": 40}
"""What may be named, and how many characters its key may have; a view or a role has 40 too."""
LONGEST_OTHER = 40

RESERVED: Mapping[str, Collection[str]] = {
    "app": ("tg",),
    "table": ("user", "department"),
    "field": tuple(SYSTEM_FIELDS),
}


def propose_key(label: str, kind: str, taken: Collection[str] = ()) -> str:
    """A key for what is called `label` that keeps to `KEY_PATTERN` and its length and is none of
    `taken`. A label without letters gives the kind's name.

    >>> propose_key("合同意向等级", "field")
    'he_tong_yi_xiang_deng_ji'
    >>> propose_key("合同意向等级", "table")
    'hetongyixiangdengji'
    >>> propose_key("Paid on", "field", {"paid_on"})
    'paid_on_2'
    """
    longest = LONGEST.get(kind, LONGEST_OTHER)
    # Its dictionaries take 55 MB of every process that imports it: only who names things pays.
    pypinyin = importlib.import_module("pypinyin")
    parts = re.findall("[a-z0-9]+", " ".join(pypinyin.lazy_pinyin(label)).lower()) or [kind]
    # A key begins with a letter; what begins with a figure says first what it is: option_1.
    if not parts[0][0].isalpha():
        parts.insert(0, kind)
    key = fit(parts, longest)
    unwanted = {*taken, *RESERVED.get(kind, ())}
    number = 2
    found = key
    while found in unwanted:
        end = f"_{number}"
        found = key[: longest - len(end)].rstrip("_") + end
        number += 1
    return found


def fit(parts: list[str], longest: int) -> str:
    """The parts as one key: with `_` between them where there is room, else run together, else
    only the first ones."""
    whole = "_".join(parts)
    if len(whole) <= longest:
        return whole
    while len("".join(parts)) > longest and len(parts) > 1:
        parts = parts[:-1]
    # A figure that stood apart must not come first.
    return "".join(parts)[:longest]
