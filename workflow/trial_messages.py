"""The words about trials of automations."""

from __future__ import annotations

from collections.abc import Mapping

FIGURES: Mapping[str, str] = {
    "zh": (
        "{why}。新版 {trial_n} 条，平均 {trial_mean}；旧版 {control_n} 条，平均 {control_mean}；"
        "变好 {gain}（95% 区间 {low} 至 {high}）。要求 {needed}，每组 {sample} 条"
    ),
    "en": (
        "{why}. New version: {trial_n} records, mean {trial_mean}; old one: {control_n},"
        " mean {control_mean}; better by {gain} (95 % interval {low} to {high})."
        " Asked for: {needed}, {sample} records in each group"
    ),
}
TRIAL_WORDS: Mapping[str, Mapping[str, str]] = {
    "trial_unknown": {"zh": "没有这次灰度发布", "en": "There is no such trial"},
    "trial_over": {
        "zh": "自动化「{name}」的灰度发布已结束",
        "en": "The trial of {name} is over",
    },
    "trial_kept": {
        "zh": "灰度发布：自动化「{name}」保留新版",
        "en": "The new version of {name} stays",
    },
    "trial_kept_text": FIGURES,
    "trial_rolled_back": {
        "zh": "灰度发布：自动化「{name}」恢复旧版",
        "en": "{name} is back at its old version",
    },
    "trial_rolled_back_text": FIGURES,
    "trial_stopped": {
        "zh": "灰度发布：自动化「{name}」的试用已停止",
        "en": "The trial of {name} was stopped",
    },
    "trial_stopped_text": {
        "zh": (
            "{why}。此后不再分组。停止时新版 {trial_n} 条，平均 {trial_mean}；"
            "旧版 {control_n} 条，平均 {control_mean}；变好 {gain}（95% 区间 {low} 至 {high}）"
        ),
        "en": (
            "{why}. Records are no longer divided. New version when it stopped:"
            " {trial_n} records, mean {trial_mean}; old one: {control_n}, mean {control_mean};"
            " better by {gain} (95 % interval {low} to {high})"
        ),
    },
    "trial_time_over": {"zh": "试用期已满", "en": "Its time is over"},
    "trial_ended_by_hand": {"zh": "已提前结束", "en": "Somebody ended it"},
    "trial_changed": {
        "zh": "试用期间有人修改或删除了这个自动化",
        "en": "Somebody has changed the automation, or removed it",
    },
    "trial_without_base": {
        "zh": "旧版不能再运行：触发不同，或用到的内容已被删除",
        "en": "The old version cannot run: something else starts it, or what it names is gone",
    },
    "trial_not_put_back": {
        "zh": "旧版用到的内容已被删除，无法恢复",
        "en": "What the old version names is gone, so it was not put back",
    },
}
"""How trials end, and what administrators hear of it."""
