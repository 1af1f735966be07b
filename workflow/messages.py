"""The words of this package for people, in Chinese and English, by code."""

from __future__ import annotations

from collections.abc import Mapping

from workflow.approval_messages import APPROVAL_TEXTS, APPROVAL_WORDS
from workflow.backtest_messages import BACKTEST_WORDS
from workflow.outside_messages import OUTSIDE_WORDS
from workflow.run_messages import RUN_WORDS
from workflow.trial_messages import TRIAL_WORDS

TO_DO_WORDS: Mapping[str, Mapping[str, str]] = {
    "workflow_error": {"zh": "流程出错", "en": "The workflow failed"},
    "todo_unknown": {"zh": "没有这项待办", "en": "There is no such to-do"},
    "todo_done": {"zh": "{by} 已处理", "en": "Done by {by}"},
    "todo_withdrawn": {"zh": "这项待办已撤回", "en": "This is not asked any more"},
    "todo_expired": {"zh": "这项待办已过期", "en": "The time to answer is over"},
    "answer_unknown": {
        "zh": "不能回答「{answer}」，可选：{options}",
        "en": "{answer} is no answer to this, but: {options}",
    },
    "comment_needed": {"zh": "填写理由", "en": "Give a reason"},
    "values_not_taken": {"zh": "这项待办不接收字段值", "en": "This to-do takes no values"},
    "todo_reminder": {"zh": "待办提醒：{title}", "en": "Still to do: {title}"},
    "notification_unknown": {"zh": "没有这条消息", "en": "There is no such message"},
    "takeover_needs_reason": {
        "zh": "接管已有负责人的记录需要理由",
        "en": "Taking over a record that somebody has needs a reason",
    },
    "absence_unknown": {"zh": "没有这段请假", "en": "There is no such absence"},
    "absence_unusable": {
        "zh": "请假的结束时间必须晚于开始时间",
        "en": "An absence ends after it begins",
    },
}
"""To-dos, the inbox, absences."""

REPORT_WORDS: Mapping[str, Mapping[str, str]] = {
    "report_unknown": {"zh": "没有报告「{name}」", "en": "There is no report {name}"},
    "report_too_large": {
        "zh": "报告太大：最多 {most} 个字符、20 秒；列表里少放几行就可以",
        "en": "The report is too large: at most {most} characters and 20 seconds",
    },
    "report_without_reader": {
        "zh": "报告没有读者：公式没有给出人员，或账号已停用",
        "en": "The report has no reader: nobody, or somebody who has left",
    },
    "report_not_compilable": {
        "zh": "报告的汇总和列表里不能用 {function}：先存成公式字段",
        "en": "{function} cannot stand in totals and lists: keep it in a formula field",
    },
    "report_record_unseen": {
        "zh": "报告「{name}」的读者看不到这条记录",
        "en": "The reader of {name} does not see this record",
    },
}

WORDS: Mapping[str, Mapping[str, str]] = {
    **RUN_WORDS,
    **TRIAL_WORDS,
    **TO_DO_WORDS,
    **REPORT_WORDS,
    **APPROVAL_WORDS,
    **APPROVAL_TEXTS,
    **OUTSIDE_WORDS,
    **BACKTEST_WORDS,
}


def words(code: str, parameters: Mapping[str, str | int], language: str) -> str:
    """The sentence for `code` in `language` (`zh` where there is no other).

    >>> words("todo_done", {"by": "李娜"}, "en")
    'Done by 李娜'
    """
    sentences = WORDS[code]
    return sentences.get(language, sentences["zh"]).format_map(dict(parameters))
