"""The public holidays of mainland China, and the days worked in their stead (调休).

`engine/data/public_holidays.json` is read off the library `holidays`, which a test holds it to:
the library itself costs a process 45 MB and its start a second. The State Council announces a
year's days in the November before it; later years hold the holidays by rule.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path

DATA = Path(str(resources.files("engine"))) / "data" / "public_holidays.json"


@dataclass(frozen=True, slots=True)
class PublicDay:
    """A day that is free though its weekday is worked, or worked though it is not; its names by
    language."""

    is_worked: bool
    names: Mapping[str, str]


@cache
def public_days() -> Mapping[date, PublicDay]:
    """All days that are known, in order."""
    found = json.loads(DATA.read_text(encoding="utf-8"))
    return {
        date.fromisoformat(day): PublicDay(is_worked, {"zh": zh, "en": en})
        for day, (is_worked, zh, en) in found.items()
    }
