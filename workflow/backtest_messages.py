"""The words about backtests."""

from __future__ import annotations

from collections.abc import Mapping

BACKTEST_WORDS: Mapping[str, Mapping[str, str]] = {
    "backtest_unknown": {"zh": "没有这次回测", "en": "There is no such backtest"},
    "backtest_draft_broken": {
        "zh": "草稿与现在的配置已不相容，重新提交后再回测",
        "en": "The draft no longer fits what there is by now: ask for it anew",
    },
    "backtest_broken": {
        "zh": "回测出错，详情见日志",
        "en": "The backtest broke; the log of the server says how",
    },
    "others_as_now": {
        "zh": "记录按当时的值计算；公式引用的其他记录和人员按现在的值计算",
        "en": "Records are as they were then; other records and people that formulas read are"
        " as they are now",
    },
    "nothing_differs": {
        "zh": "草稿没有改动规则、公式、流转、时限或自动化",
        "en": "The draft changes no rule, formula, move, limit or automation",
    },
    "turns_anew": {
        "zh": "两边的轮流顺序都从第一天重新开始，负荷取第一天的数量",
        "en": "On both sides turns begin anew with the first day, loads with those of that day",
    },
    "accepted": {"zh": "需要人确认的，按接受计算", "en": "Whoever is asked is taken to accept"},
    "approved": {"zh": "需要审批的，按同意计算", "en": "Approvals are taken to be agreed to"},
    "not_called": {
        "zh": "没有调用外部系统，返回值按空白计算",
        "en": "Nothing outside was called; what it would have answered is blank",
    },
    "waited_for": {
        "zh": "等待条件成立的，按立即成立计算",
        "en": "Conditions that are waited for are taken to hold at once",
    },
    "created_blank": {
        "zh": "会新建的记录，后续步骤读到的是空白",
        "en": "Of records that would have been made, later steps read blanks",
    },
    "fields_not_there": {
        "zh": "查询草稿新增字段的步骤没有计算",
        "en": "Steps that search by fields of the draft, which no record has yet, were passed over",
    },
    "records_purged": {
        "zh": "{count} 个事件的记录已彻底清除，没有计算",
        "en": "{count} events are about records that were purged, and were passed over",
    },
    "not_replayed": {
        "zh": "这些自动化的触发方式不在记录日志中，没有回测：{names}",
        "en": "The log does not say when these would have started: {names}",
    },
    "moments_since": {
        "zh": "按日期触发的，只计算这段时间内填写的日期",
        "en": "Of automations that start by a date, only dates written within these days count",
    },
}
