"""Versions on trial with one thing wrong."""

from collections.abc import Mapping

WATCH = "automation watch /trial"
TRIAL_FAULTS: Mapping[str, tuple[Mapping[str, object], list[str]]] = {
    "a metric that is a text": (
        {WATCH: {"metric": "单号"}},
        ["trial_metric_type automation watch /trial/metric"],
    ),
    "a metric over no field": (
        {WATCH: {"metric": "单介"}},
        ["F101 automation watch /trial/metric"],
    ),
    "a metric that remembers": (
        {WATCH: {"metric": "OLD.数量"}},
        ["F112 automation watch /trial/metric"],
    ),
    "a metric that names a step": (
        {WATCH: {"metric": "STEP.copy.姓名"}},
        ["F101 automation watch /trial/metric"],
    ),
    "a trial of all records": (
        {WATCH: {"metric": "单价", "share": 1}},
        ["wrong_value automation watch /trial/share"],
    ),
    "a way that is none": (
        {WATCH: {"metric": "单价", "better": "more"}},
        ["unknown_value automation watch /trial/better"],
    ),
    "a trial without a metric": (
        {WATCH: {"share": 0.5}},
        ["missing_property automation watch /trial"],
    ),
    "a trial on deleted records": (
        {"automation spare /trial": {"metric": "单价"}},
        ["trial_without_record automation spare /trial"],
    ),
    "a trial on a metric": (
        {"automation slow_day /trial": {"metric": "单价"}},
        ["trial_without_record automation slow_day /trial"],
    ),
    "a trial without records": (
        {"automation nightly /trial": {"metric": "单价"}},
        ["trial_without_record automation nightly /trial"],
    ),
}
