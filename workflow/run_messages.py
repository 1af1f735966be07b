"""The words about runs."""

from __future__ import annotations

from collections.abc import Mapping

RUN_WORDS: Mapping[str, Mapping[str, str]] = {
    "run_unknown": {"zh": "没有这次运行", "en": "There is no such run"},
    "automation_unknown": {
        "zh": "没有自动化「{name}」",
        "en": "There is no automation {name}",
    },
    "run_not_dead": {
        "zh": "这次运行没有中断，不需要修复",
        "en": "The run has not stopped: there is nothing to mend",
    },
    "run_over": {"zh": "这次运行已结束", "en": "The run is over"},
    "runs_wait": {
        "zh": "自动化「{name}」有 {count} 次运行在等待：按旧版走完，发布后可以改按新版，或者取消",
        "en": "{count} runs of {name} wait: they end by the old version, unless moved or cancelled",
    },
    "run_not_waiting": {"zh": "这次运行没有在等待", "en": "The run does not wait"},
    "move_other_table": {
        "zh": "新版本针对另一张数据表",
        "en": "The new version is about another table",
    },
    "move_step_gone": {
        "zh": "新版本没有步骤「{name}」",
        "en": "The new version has no step {name}",
    },
    "move_step_elsewhere": {
        "zh": "步骤「{name}」在新版本里换了分支",
        "en": "The step {name} is in another block of the new version",
    },
    "move_step_changed": {
        "zh": "步骤「{name}」在新版本里改了，正在等的是旧的内容",
        "en": "The step {name} is another one in the new version; what is waited for is the old",
    },
    "move_variable_changed": {
        "zh": "变量「{name}」在新版本里换了类型",
        "en": "The variable {name} is of another type in the new version",
    },
    "run_variable_unknown": {
        "zh": "没有变量「{name}」，或值不符合它的类型",
        "en": "There is no variable {name}, or the value is not of its type",
    },
    "button_closed": {
        "zh": "按钮「{name}」现在不可用",
        "en": "The button {name} cannot be pressed now",
    },
    "job_unknown": {"zh": "没有这种任务：{kind}", "en": "There is no job of the kind {kind}"},
    "job_broken": {
        "zh": "任务「{kind}」出错，详情见日志",
        "en": "{kind} broke; the log of the server says how",
    },
    "run_died": {"zh": "自动化「{name}」中断", "en": "{name} has stopped"},
    "run_died_text": {
        "zh": "第 {step} 步没有完成。打开运行记录，修正后可从这一步继续",
        "en": "Step {step} was not done. Open the run, mend what is wrong and go on from there",
    },
    "job_died": {"zh": "后台任务没有完成", "en": "A background job was not done"},
    "job_died_text": {
        "zh": "任务「{kind}」多次重试后仍失败，已停止重试",
        "en": "{kind} failed at every try and is not tried any more",
    },
    "too_many_an_hour": {"zh": "自动化「{name}」已停用", "en": "{name} was switched off"},
    "too_many_an_hour_text": {
        "zh": "一小时内启动超过 {most} 次。查明原因后可重新启用",
        "en": "It started more than {most} times within an hour. It can be switched on again",
    },
    "too_many_a_minute": {"zh": "自动化「{name}」已停用", "en": "{name} was switched off"},
    "too_many_a_minute_text": {
        "zh": "一分钟内对同一条记录启动超过 {most} 次。查明原因后可重新启用",
        "en": "It started more than {most} times for one record within a minute",
    },
    "would_loop": {"zh": "自动化「{name}」没有启动", "en": "{name} was not started"},
    "would_loop_text": {
        "zh": "这些自动化会互相触发：{chain}",
        "en": "These would start each other for ever: {chain}",
    },
    "definition_broken": {
        "zh": "自动化「{name}」用到的内容已被删除",
        "en": "What {name} names has been removed",
    },
    "step_unknown": {"zh": "没有步骤「{step}」", "en": "There is no step {step}"},
    "waits_for_nothing": {
        "zh": "这一步会永远等待",
        "en": "This step would wait for ever",
    },
    "too_many_steps": {
        "zh": "运行超过 {most} 步",
        "en": "The run took more than {most} steps",
    },
    "tried_too_often": {
        "zh": "试了 {attempts} 次仍未完成",
        "en": "It was tried {attempts} times",
    },
    "write_refused": {"zh": "写入被拒绝", "en": "What it writes was refused"},
    "formula_failed": {
        "zh": "公式出错：{code}",
        "en": "A formula failed: {code}",
    },
    "step_broken": {
        "zh": "步骤「{step}」出错，详情见日志",
        "en": "Step {step} broke; the log of the server says how",
    },
    "outside_unknown": {
        "zh": "没有这种外部调用：{kind}",
        "en": "There is no call of the kind {kind}",
    },
    "try_again": {"zh": "稍后重试", "en": "It will be tried again"},
}
"""Why runs stop, and what administrators hear of it."""
