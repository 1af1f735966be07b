"""How the two groups of a trial compare, and which version stays (pure)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from metadata.documents.automation import TrialDocument
from workflow.jobs import Json
from workflow.trials.arms import CONTROL, TRIAL
from workflow.trials.intervals import Sample, interval_of_means, interval_of_rates

KEEP, ROLL_BACK = "keep", "roll_back"
SLACK = 1e-9
"""What is just as much better as declared is so in spite of binary fractions."""

Counted = Mapping[str, Sequence[tuple[float, int]]]
"""By group: each value of the metric and how many records have it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two groups beside each other. `gain` is by how much the group of the trial is better, as a
    part of the other's mean, and `interval` (95 %) of it; None where they cannot be told."""

    difference: float | None
    gain: float | None
    interval: tuple[float, float] | None
    has_sample: bool
    verdict: str


def sample_of(values: Sequence[tuple[float, int]]) -> Sample | None:
    """The mean and variance of values with how often each is there; None where there are none."""
    n = sum(count for _, count in values)
    if n == 0:
        return None
    mean = math.fsum(value * count for value, count in values) / n
    squares = math.fsum(count * (value - mean) ** 2 for value, count in values)
    return Sample(n, mean, squares / (n - 1) if n > 1 else 0.0)


def compare(terms: TrialDocument, counted: Counted, *, is_rate: bool) -> Comparison:
    """How the group of the trial does beside the other, and the verdict by the trial's terms."""
    own, other = (sample_of(counted.get(arm, ())) for arm in (TRIAL, CONTROL))
    if own is None or other is None:
        return Comparison(None, None, None, has_sample=False, verdict=ROLL_BACK)
    sign = 1 if terms.better == "higher" else -1
    difference = own.mean - other.mean
    has_sample = min(own.n, other.n) >= terms.sample
    gain, interval = None, None
    is_better = sign * difference > 0
    if other.mean != 0:
        gain = sign * difference / abs(other.mean)
        interval = interval_of_gain(own, other, sign, is_rate=is_rate)
        is_better = gain >= terms.better_by - SLACK
    verdict = KEEP if has_sample and is_better else ROLL_BACK
    return Comparison(difference, gain, interval, has_sample, verdict)


def interval_of_gain(
    own: Sample, other: Sample, sign: int, *, is_rate: bool
) -> tuple[float, float] | None:
    """The interval of the difference as a part of the other group's mean."""
    if min(own.n, other.n) < 2:
        return None
    low, high = (interval_of_rates if is_rate else interval_of_means)(own, other)
    ends = sign * low / abs(other.mean), sign * high / abs(other.mean)
    return min(ends), max(ends)


def figures_json(
    terms: TrialDocument, entered: Mapping[str, int], counted: Counted, *, is_rate: bool
) -> Json:
    """Everything that is told of the two groups."""
    found = compare(terms, counted, is_rate=is_rate)
    groups = {
        arm: group_json(entered.get(arm, 0), counted.get(arm, ())) for arm in (TRIAL, CONTROL)
    }
    low, high = found.interval or (None, None)
    return {
        **groups,
        "is_rate": is_rate,
        "difference": found.difference,
        "gain": found.gain,
        "low": low,
        "high": high,
        "has_sample": found.has_sample,
        "would": found.verdict,
    }


def group_json(entered: int, values: Sequence[tuple[float, int]]) -> Json:
    """One group: records that entered, those with a value, and the mean of these."""
    sample = sample_of(values)
    if sample is None:
        return {"entered": entered, "n": 0, "mean": None}
    return {"entered": entered, "n": sample.n, "mean": sample.mean}


def figures_in_words(figures: Json, terms: TrialDocument) -> Mapping[str, str | int]:
    """The figures as they stand in a sentence; `–` for what cannot be told."""
    is_rate = bool(figures["is_rate"])
    told: dict[str, str | int] = {"sample": terms.sample, "needed": percent(terms.better_by)}
    for arm in (TRIAL, CONTROL):
        group = cast(Json, figures[arm])
        mean = cast("float | None", group["mean"])
        told[f"{arm}_n"] = cast(int, group["n"])
        told[f"{arm}_mean"] = percent(mean) if is_rate else plain(mean)
    for name in ("gain", "low", "high"):
        told[name] = percent(cast("float | None", figures[name]))
    return told


def percent(part: float | None) -> str:
    """A part as a percentage.

    >>> percent(0.0512)
    '5.1 %'
    """
    return "–" if part is None else f"{part * 100:.1f} %"


def plain(value: float | None) -> str:
    """A number with as many decimals as say something.

    >>> plain(1234.5), plain(0.01234)
    ('1234.5', '0.0123')
    """
    if value is None:
        return "–"
    text = f"{value:.{4 if abs(value) < 1 else 2}f}"
    return text.rstrip("0").rstrip(".") or "0"
