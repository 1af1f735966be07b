"""What is wrong with automations, approvals and connectors, in words."""

from __future__ import annotations

from collections.abc import Mapping

WORKFLOW_WORDS: Mapping[str, Mapping[str, str]] = {
    # -- what starts an automation
    "unknown_event": {"zh": "没有触发方式「{value}」", "en": "There is no trigger {value}"},
    "unknown_connector": {"zh": "没有连接器「{name}」", "en": "There is no connector {name}"},
    "connector_without_probe": {
        "zh": "连接器「{name}」没有 probe，断连和恢复无从得知",
        "en": "The connector {name} has no probe; nobody learns that contact is lost",
    },
    "not_a_moment": {
        "zh": "{type}字段「{name}」不是日期或时间",
        "en": "{name} is {type}, neither a date nor a moment",
    },
    "not_a_number": {"zh": "{type}字段「{name}」不是数值", "en": "{name} is {type}, no number"},
    "no_history": {
        "zh": "字段「{name}」不记历史（history），没有可比的旧值",
        "en": "The field {name} keeps no history, so there are no values to compare",
    },
    "bad_cron": {
        "zh": "「{value}」不是有效的定时：{part} 部分不对",
        "en": "{value} is no schedule: its {part} is wrong",
    },
    "unknown_time_zone": {"zh": "没有时区「{name}」", "en": "There is no time zone {name}"},
    "metric_without_bound": {
        "zh": "指标触发要写 below 或 above",
        "en": "A metric needs a bound: below or above",
    },
    "not_a_public_form": {
        "zh": "视图「{name}」不是这张数据表的公开表单",
        "en": "The view {name} is no public form of this table",
    },
    "bad_pointer": {
        "zh": "「{value}」不是 JSON 指针，如 /data/id",
        "en": "{value} is no JSON pointer, as /data/id",
    },
    "duration_not_positive": {
        "zh": "时长「{value}」要大于零",
        "en": "The duration {value} must be more than nothing",
    },
    "becomes_needs_a_change": {
        "zh": "这种触发没有变化前的值，meets 写 holds",
        "en": "Nothing has changed when this starts; meets is holds",
    },
    # -- trials
    "trial_without_record": {
        "zh": "灰度发布按记录分组，这种触发（{value}）没有可比较的记录",
        "en": "A trial deals out records; {value} starts for none that could be compared",
    },
    "trial_metric_type": {
        "zh": "指标的结果（{type}）不是数值，也不是是/否",
        "en": "The metric gives {type}, neither a number nor a boolean",
    },
    # -- conditions
    "never_holds": {"zh": "条件永远不成立", "en": "The condition never holds"},
    "always_holds": {"zh": "条件总是成立", "en": "The condition always holds"},
    # -- people
    "unknown_role": {"zh": "没有角色「{name}」", "en": "There is no role {name}"},
    "unknown_parameter": {"zh": "没有参数「{name}」", "en": "There is no parameter {name}"},
    "parameter_no_text": {
        "zh": "参数「{name}」不是文本，不能指角色或部门",
        "en": "The parameter {name} is no text and cannot name a role or department",
    },
    "unknown_department": {
        "zh": "没有部门「{name}」，现在找不到人",
        "en": "There is no department {name}, so nobody is found for now",
    },
    "archived_department": {
        "zh": "部门「{name}」已撤销，由接替部门负责",
        "en": "The department {name} is archived; its heir answers for it",
    },
    "not_people": {
        "zh": "公式的结果（{type}）不是人员",
        "en": "The formula gives {type}, no people",
    },
    "department_not_one": {
        "zh": "部门要写 department 或 of 之一",
        "en": "A department is named by either department or of",
    },
    # -- steps
    "unknown_do": {"zh": "没有步骤「{value}」", "en": "There is no step {value}"},
    "step_without_record": {
        "zh": "自动化没有自己的记录，不能用 {do}",
        "en": "The automation has no record of its own, so {do} has nothing to work on",
    },
    "step_cannot_write": {
        "zh": "不能写入 {type}字段「{name}」",
        "en": "{name} is {type} and cannot be written",
    },
    "table_and_record": {
        "zh": "另一条记录要同时写 table 和 record",
        "en": "Another record needs both table and record",
    },
    "sample_not_one": {
        "zh": "抽样要写 percent 或 count 之一",
        "en": "A sample has either percent or count",
    },
    "keywords_without_lexicon": {
        "zh": "提取关键词要写 lexicon",
        "en": "Keywords are found by a lexicon, which is missing",
    },
    "not_a_person": {"zh": "{type}字段「{name}」不是人员", "en": "{name} is {type}, no person"},
    "not_department": {
        "zh": "{type}字段「{name}」不是部门",
        "en": "{name} is {type}, no department",
    },
    "not_a_location": {"zh": "{type}字段「{name}」不是位置", "en": "{name} is {type}, no location"},
    "two_orders": {
        "zh": "near、similar 和 sort 只能写一个",
        "en": "Records have one order: near, similar or sort",
    },
    "assign_nobody": {"zh": "分配没有写给谁", "en": "The assignment names nobody"},
    "assignee_not_one": {
        "zh": "给谁要写 {expected} 之一（现在：{found}）",
        "en": "Exactly one of {expected} says whom (now: {found})",
    },
    "pick_needs": {"zh": "{pick} 需要 {property}", "en": "{pick} needs {property}"},
    "each_not_a_list": {
        "zh": "{type}不是列表，不能逐个处理",
        "en": "{type} is no list to go over",
    },
    "block_empty": {"zh": "这里没有步骤", "en": "There are no steps here"},
    "not_a_record": {
        "zh": "公式的结果（{type}）不是记录",
        "en": "The formula gives {type}, no record",
    },
    "not_called": {
        "zh": "自动化「{name}」的触发不是 called，不能由别处启动",
        "en": "{name} does not wait to be called, so nothing else starts it",
    },
    "runs_for_other_records": {
        "zh": "自动化「{name}」针对的是 {table} 的记录",
        "en": "The automation {name} runs for records of {table}",
    },
    "approval_of_other_table": {
        "zh": "审批「{name}」针对的是 {table} 的记录",
        "en": "The approval {name} is about records of {table}",
    },
    "unknown_channel": {
        "zh": "通道「{name}」要先在设置里建立",
        "en": "The channel {name} has to be set up in the settings",
    },
    "unknown_operation": {"zh": "连接器没有操作「{name}」", "en": "There is no operation {name}"},
    "unknown_operation_parameter": {
        "zh": "操作没有参数「{name}」",
        "en": "The operation has no parameter {name}",
    },
    "operation_parameter_missing": {
        "zh": "地址需要参数「{name}」",
        "en": "The address needs the parameter {name}",
    },
    # -- waiting
    "waits_for_ever": {
        "zh": "没有期限，可能一直等下去",
        "en": "Without an end it may wait for ever",
    },
    "never_times_out": {
        "zh": "没有期限，on_timeout 不会执行",
        "en": "Without a limit on_timeout is never reached",
    },
    "remind_without_within": {
        "zh": "没有期限，无法在到期前提醒",
        "en": "Without within there is no end to remind of",
    },
    "remind_too_early": {
        "zh": "提醒（{remind}）要短于期限（{within}）",
        "en": "The reminder ({remind}) must come within the limit ({within})",
    },
    "wait_not_one": {
        "zh": "等待要写 during、until、holds 之一",
        "en": "A wait has exactly one of during, until and holds",
    },
    "within_without_holds": {
        "zh": "within 只用于 holds",
        "en": "within bounds holds, which is missing",
    },
    # -- the way through the steps
    "unknown_step": {"zh": "没有步骤「{name}」", "en": "There is no step {name}"},
    "goto_into_block": {
        "zh": "步骤「{name}」在别的分支里，不能跳进去",
        "en": "The step {name} is inside another block, where no jump can go",
    },
    "endless_loop": {
        "zh": "跳回「{name}」后会一直循环，中间没有等待也没有出口",
        "en": "Back at {name} it goes round for ever: nothing waits or leaves between",
    },
    "never_reached": {"zh": "这一步永远到不了", "en": "This step is never reached"},
    "branch_never_taken": {
        "zh": "第 {number} 个分支已包括这里，永远到不了",
        "en": "Branch {number} is always taken before",
    },
    "step_not_sure": {
        "zh": "步骤「{name}」不一定执行过，结果可能为空",
        "en": "The step {name} may not have been done, its result may be blank",
    },
    "step_not_yet": {
        "zh": "条件在所有步骤之前判断，步骤「{name}」还没有结果",
        "en": "The condition comes before all steps; {name} has given nothing yet",
    },
    "text_unclosed": {"zh": "{{{{ 没有对应的 }}}}", "en": "The {{{{ has no }}}}"},
    "starts_itself": {
        "zh": "自动化会不停地互相触发：{path}",
        "en": "The automations start each other without end: {path}",
    },
    "may_start_itself": {
        "zh": "自动化可能互相触发：{path}；有意如此可写 reenters",
        "en": "The automations may start each other: {path}; reenters says it is meant",
    },
    # -- approvals
    "share_missing": {"zh": "按比例要写 share", "en": "A vote by share needs share"},
    "share_unused": {
        "zh": "share 只用于按比例（votes 为 share）",
        "en": "share belongs to votes by share",
    },
    "empty_to_missing": {
        "zh": "审批人为空时转交，要写 empty_to",
        "en": "Where nobody is found somebody is asked: empty_to is missing",
    },
    "empty_to_unused": {
        "zh": "empty_to 只用于 empty 为 ask",
        "en": "empty_to belongs to empty: ask",
    },
    "timeout_to_missing": {
        "zh": "超时转交要写 to",
        "en": "What is passed on needs somebody: to is missing",
    },
    "timeout_to_unused": {
        "zh": "to 只用于超时转交或升级",
        "en": "to belongs to passing on and escalating",
    },
    # -- connectors
    "secret_in_document": {
        "zh": "这里像是密钥；密钥放在凭据里，文档只写凭据的名称",
        "en": "This looks like a secret; documents only name the credential that holds it",
    },
    "credential_missing": {
        "zh": "{kind} 验证需要 credential",
        "en": "Proof by {kind} needs a credential",
    },
    "unknown_node": {"zh": "没有节点「{name}」", "en": "There is no node {name}"},
    "node_not_chosen": {
        "zh": "节点「{name}」不是由申请人自选审批人",
        "en": "In {name} it is not the applicant who names the people",
    },
    "way_back_waits": {
        "zh": "流转「{name}」自己要审批，不能用来撤销",
        "en": "The move {name} waits for an approval itself; it cannot lead back",
    },
    "way_back_asks": {
        "zh": "撤销时没有人填表：流转「{name}」要的 {field} 为空时，流转会失败",
        "en": "Nobody fills in a form then: where {field} is blank, the move {name} is refused",
    },
    "auth_needs": {"zh": "{kind} 验证需要 {property}", "en": "Proof by {kind} needs {property}"},
    "parameter_unused": {"zh": "参数「{name}」没有用到", "en": "The parameter {name} is not used"},
    "since_and_cursor": {
        "zh": "since 和 cursor_at 要一起写",
        "en": "since and cursor_at come together",
    },
    "next_at_missing": {"zh": "{kind} 翻页需要 next_at", "en": "Pages by {kind} need next_at"},
}
