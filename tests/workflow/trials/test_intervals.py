"""Intervals against worked examples that others have published, and verdicts by their terms."""

from collections.abc import Sequence

import pytest

from metadata.documents.automation import TrialDocument
from tests.workflow.trials.rolling import rate
from workflow.trials.arms import CONTROL, TRIAL, arm_of
from workflow.trials.figures import compare, figures_in_words, figures_json, sample_of
from workflow.trials.intervals import (
    Sample,
    interval_of_means,
    interval_of_rates,
    student_quantile,
)

# Newcombe 1998, table II, method 10: 56/70 - 48/80 and the rows below it.
RATES = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (10, 10, 0, 20, 0.6791, 1.0000),
    (10, 10, 0, 10, 0.6075, 1.0000),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
]
# What R's t.test says of its own data sets `sleep` and `mtcars`.
SLEEP = (
    [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
    [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
)
FEW = [21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3]
MPG = (
    [*FEW, 15.2, 10.4, 10.4, 14.7, 21.5, 15.5, 15.2, 13.3, 19.2],
    [21, 21, 22.8, 32.4, 30.4, 33.9, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4],
)
MEANS = [
    (*SLEEP, -3.3654832, 0.2054832),
    (*MPG, -11.280194, -3.209684),
    ([1.0, 1.0], [3.0, 3.0], -2.0, -2.0),
]
QUANTILES = [(1, 12.7062), (2, 4.3027), (5, 2.5706), (10, 2.2281), (30, 2.0423), (120, 1.9799)]


@pytest.mark.parametrize("case", RATES)
def test_the_interval_of_two_rates_is_newcombes(
    case: tuple[int, int, int, int, float, float],
) -> None:
    ayes, n, others, m, low, high = case
    first, second = Sample(n, ayes / n, 0), Sample(m, others / m, 0)
    assert interval_of_rates(first, second) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("first", "second", "low", "high"), MEANS)
def test_the_interval_of_two_means_is_welchs(
    first: list[float], second: list[float], low: float, high: float
) -> None:
    samples = [sample_of([(value, 1) for value in values]) for values in (first, second)]
    assert samples[0] is not None
    assert samples[1] is not None
    assert interval_of_means(samples[0], samples[1]) == pytest.approx((low, high), abs=5e-6)


@pytest.mark.parametrize(("freedom", "value"), QUANTILES)
def test_the_quantile_is_that_of_the_printed_tables(freedom: float, value: float) -> None:
    assert student_quantile(freedom) == pytest.approx(value, abs=5e-5)


Values = Sequence[tuple[float, int]]
VERDICTS: list[tuple[str, float, int, Values, Values, str]] = [
    # better, better_by, sample, trial, control, verdict
    ("higher", 0.05, 100, rate(63, 300), rate(60, 300), "keep"),  # just 5 % better
    ("higher", 0.05, 100, rate(62, 300), rate(60, 300), "roll_back"),
    ("higher", 0.05, 301, rate(90, 300), rate(60, 300), "roll_back"),  # too few
    ("higher", 0.05, 100, rate(63, 300), rate(60, 99), "roll_back"),
    ("lower", 0.05, 100, rate(63, 300), rate(60, 300), "roll_back"),
    ("lower", 0.05, 100, rate(57, 300), rate(60, 300), "keep"),
    ("higher", 0.05, 100, rate(1, 300), rate(0, 300), "keep"),  # anything is more than nothing
    ("higher", 0.0, 100, rate(0, 300), rate(0, 300), "roll_back"),
    ("lower", 0.05, 2, [(-2.0, 5)], [(-1.0, 5)], "keep"),
    ("higher", 0.05, 2, [(-2.0, 5)], [(-1.0, 5)], "roll_back"),
    ("higher", 0.05, 2, [(5.0, 2)], [], "roll_back"),
    ("higher", 0.05, 2, [], [], "roll_back"),
]


@pytest.mark.parametrize("case", VERDICTS)
def test_a_version_stays_if_it_is_as_much_better_as_declared(
    case: tuple[str, float, int, Values, Values, str],
) -> None:
    better, better_by, sample, trial, control, verdict = case
    terms = TrialDocument.model_validate(
        {"metric": "1", "better": better, "better_by": better_by, "sample": sample}
    )
    counted = {TRIAL: trial, CONTROL: control}
    assert compare(terms, counted, is_rate=False).verdict == verdict


def test_the_gain_and_its_interval_are_parts_of_the_others_mean() -> None:
    terms = TrialDocument(metric="1", better="lower", sample=10)
    counted = {TRIAL: rate(48, 80), CONTROL: rate(56, 70)}
    found = compare(terms, counted, is_rate=True)
    assert found.gain == pytest.approx(0.25)
    assert found.interval == pytest.approx((0.0524 / 0.8, 0.3339 / 0.8), abs=5e-4)


def test_figures_are_told_in_words() -> None:
    terms = TrialDocument(metric="1", sample=10)
    figures = figures_json(
        terms, {TRIAL: 80}, {TRIAL: rate(56, 70), CONTROL: rate(48, 80)}, is_rate=True
    )
    told = figures_in_words(figures, terms)
    assert (told["trial_n"], told["trial_mean"], told["control_mean"]) == (70, "80.0 %", "60.0 %")
    assert (told["gain"], told["low"], told["high"]) == ("33.3 %", "8.7 %", "55.6 %")
    empty = figures_in_words(figures_json(terms, {}, {}, is_rate=False), terms)
    assert (empty["trial_mean"], empty["gain"]) == ("–", "–")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_records_are_dealt_out_by_their_share_anew_for_each_trial(share: float) -> None:
    arms = [arm_of("desk.watch", 4, record, share) for record in range(20_000)]
    assert arms.count(TRIAL) / len(arms) == pytest.approx(share, abs=0.015)
    others = [arm_of("desk.watch", 5, record, share) for record in range(20_000)]
    same = sum(one == other for one, other in zip(arms, others, strict=True)) / len(arms)
    assert same == pytest.approx(share**2 + (1 - share) ** 2, abs=0.015)
