"""95 % intervals of the difference of two means, and of two rates (pure).

Rates: R. G. Newcombe, Interval estimation for the difference between independent proportions,
Statistics in Medicine 17 (1998), method 10, from Wilson's interval of each. Means: B. L. Welch,
Biometrika 34 (1947), with the quantile of Student's distribution.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

LEVEL = 0.95
NORMAL = 1.959963984540054
"""The standard normal distribution lies within this with a probability of 95 %."""
PRECISION = 1e-12
LEAST = 1e-300
"""Stands for zero where something is divided by it."""
ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Sample:
    """Values of one group: how many, their mean, and their variance (over n - 1)."""

    n: int
    mean: float
    variance: float


def interval_of_rates(first: Sample, second: Sample) -> tuple[float, float]:
    """The interval of `first` less `second`, each the mean of noes (0) and ayes (1)."""
    low, high = wilson(first)
    other_low, other_high = wilson(second)
    difference = first.mean - second.mean
    below = math.hypot(first.mean - low, other_high - second.mean)
    above = math.hypot(high - first.mean, second.mean - other_low)
    return difference - below, difference + above


def wilson(sample: Sample) -> tuple[float, float]:
    """The interval of one rate."""
    n, rate, square = sample.n, sample.mean, NORMAL**2
    middle = (rate + square / (2 * n)) / (1 + square / n)
    half = NORMAL * math.sqrt(rate * (1 - rate) / n + square / (4 * n * n)) / (1 + square / n)
    return middle - half, middle + half


def interval_of_means(first: Sample, second: Sample) -> tuple[float, float]:
    """The interval of `first` less `second`; each has two values or more."""
    difference = first.mean - second.mean
    parts = first.variance / first.n, second.variance / second.n
    error = sum(parts)
    if error == 0:
        return difference, difference
    freedom = error**2 / (parts[0] ** 2 / (first.n - 1) + parts[1] ** 2 / (second.n - 1))
    half = student_quantile(freedom) * math.sqrt(error)
    return difference - half, difference + half


def student_quantile(freedom: float) -> float:
    """The value within which Student's distribution lies with a probability of 95 %, by halving:
    the tail outside of t is the incomplete beta function at freedom / (freedom + t²)."""
    low, high = 0.0, 1e4
    for _ in range(ROUNDS):
        middle = (low + high) / 2
        tail = incomplete_beta(freedom / 2, 0.5, freedom / (freedom + middle * middle))
        low, high = (middle, high) if tail > 1 - LEVEL else (low, middle)
        if high - low < PRECISION * high:
            break
    return (low + high) / 2


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, 0 < x <= 1 (Abramowitz and Stegun, 26.5.8)."""
    if x >= 1:
        return 1.0
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    # The fraction converges fast on this side of the middle only.
    if x < (a + 1) / (a + b + 2):
        return front * beta_fraction(a, b, x) / a
    return 1 - front * beta_fraction(b, a, 1 - x) / b


def beta_fraction(a: float, b: float, x: float) -> float:
    """Its continued fraction, by Lentz's method."""
    ratio = 1.0
    inverse = 1 / unless_zero(1 - (a + b) * x / (a + 1))
    value = inverse
    for m in range(1, ROUNDS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for part in (even, odd):
            inverse = 1 / unless_zero(1 + part * inverse)
            ratio = unless_zero(1 + part / ratio)
            value *= inverse * ratio
        if abs(inverse * ratio - 1) < PRECISION:
            break
    return value


def unless_zero(value: float) -> float:
    """The value, or what may be divided by in its place."""
    return value if abs(value) > LEAST else LEAST
