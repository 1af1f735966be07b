"""The words of this package for people, in Chinese and English, by code."""

from __future__ import annotations

from collections.abc import Mapping

from engine.exporting.messages import EXPORT_REFUSALS, EXPORT_WORDS
from engine.importing.messages import IMPORT_REFUSALS, IMPORT_WORDS
from engine.power_messages import POWER_REFUSALS
from engine.reading.messages import WHY_WORDS
from engine.writing.change import Refusal
from metadata.messages import WORDS as DOCUMENT_WORDS
from metadata.messages import sentence

WORDS: Mapping[str, Mapping[str, str]] = {
    **IMPORT_WORDS,
    **EXPORT_WORDS,
    # -- database
    "database_error": {"zh": "数据库出错", "en": "The database failed"},
    "database_unavailable": {
        "zh": "数据库暂时无法访问，没有保存任何内容，请稍后再试",
        "en": "The database cannot be reached; nothing was saved, try again later",
    },
    "outcome_unknown": {
        "zh": "保存时与数据库的连接中断，无法确认是否已保存，请刷新后核对",
        "en": "The connection broke while saving; look again to see whether it was saved",
    },
    "storage_full": {
        "zh": "磁盘空间不足，未能保存",
        "en": "The disk is full; this was not saved",
    },
    "workspace_in_use": {
        "zh": "数据文件 {path} 正被另一个进程使用",
        "en": "Another process is using {path}",
    },
    "unsuitable_database": {
        "zh": "无法使用这个数据库：{reason}",
        "en": "This database cannot be used: {reason}",
    },
    "too_many_conflicts": {
        "zh": "同时有太多修改，请重试",
        "en": "Too many changes at the same time; try again",
    },
    "grant_ended": {
        "zh": "这项流转已不在等待审批",
        "en": "The move does not wait for an approval any more",
    },
    "structure_busy": {
        "zh": "数据表正被长时间占用，暂时无法修改结构，请稍后再试",
        "en": "Long transactions keep the table from being changed; try again later",
    },
    "unique_broken": {
        "zh": "{table} 的 {columns} 必须唯一，这个值已经存在",
        "en": "{columns} of {table} must be unique and this value is there already",
    },
    # -- revisions
    "revision_unknown": {"zh": "没有版本 {number}", "en": "There is no revision {number}"},
    "base_moved": {
        "zh": "应用已被修改到版本 {present}，方案基于版本 {base}，请重新生成方案",
        "en": "The app is at revision {present} now, the plan was made at {base}; plan again",
    },
    "plan_unknown": {
        "zh": "方案不存在或已超过 24 小时",
        "en": "There is no such plan, or it is older than 24 hours",
    },
    "documents_conflict": {
        "zh": "有 {count} 处已被他人改成别的样子，请选择保留哪一边",
        "en": "Somebody else has changed {count} of the same pieces; choose a side for each",
    },
    "consent_needed": {
        "zh": "方案有 {count} 项风险需要确认",
        "en": "The plan has {count} dangers that need consent",
    },
    "plan_blocked": {
        "zh": "现有记录不允许执行此方案，请先处理列出的记录",
        "en": "Records that exist do not allow this plan; mend those that are listed first",
    },
    # -- drift
    "missing_table": {"zh": "数据库缺少表 {place}", "en": "The database lacks the table {place}"},
    "missing_column": {"zh": "数据库缺少列 {place}", "en": "The database lacks the column {place}"},
    "missing_index": {
        "zh": "数据库缺少索引 {place}",
        "en": "The database lacks the index {place}",
    },
    "missing_content": {
        "zh": "文件 {place}（{name}）的内容不在存储目录里，从备份恢复",
        "en": "The content of file {place} ({name}) is not in the store; restore it from a backup",
    },
    "extra_table": {
        "zh": "数据库有多余的表 {place}",
        "en": "The database has a table that nothing knows: {place}",
    },
    "extra_column": {
        "zh": "数据库有多余的列 {place}",
        "en": "The database has a column that nothing knows: {place}",
    },
    "dangling_reference": {
        "zh": "{place} 有 {rows} 条记录指向不存在的记录",
        "en": "{rows} records of {place} point at records that do not exist",
    },
    # -- reading
    "unknown_table": {"zh": "没有表「{table}」", "en": "There is no table {table}"},
    "unknown_record": {"zh": "没有这条记录：{record}", "en": "There is no record {record}"},
    "unknown_field": {"zh": "没有字段「{field}」", "en": "There is no field {field}"},
    "forbidden": {"zh": "没有权限：{action}", "en": "Not allowed: {action}"},
    "invalid_query": {"zh": "查询有 {count} 处问题", "en": "The query has {count} problems"},
    "unknown_parameter": {"zh": "没有参数「{place}」", "en": "There is no parameter {place}"},
    "too_many_sorts": {
        "zh": "最多按 {limit} 个字段排序",
        "en": "At most {limit} fields to sort by",
    },
    "limit_out_of_range": {
        "zh": "{place} 须为 1 到 {limit} 之间的整数",
        "en": "{place} must be a whole number from 1 to {limit}",
    },
    "cursor_unusable": {
        "zh": "翻页位置无效，或排序已经改变，请从第一页开始",
        "en": "The cursor does not belong to this order; start at the first page",
    },
    "not_a_boolean": {"zh": "{place} 须为 true 或 false", "en": "{place} must be true or false"},
    "filter_too_long": {
        "zh": "筛选条件超过 {limit} 个字符",
        "en": "The filter is longer than {limit} characters",
    },
    "not_an_object": {"zh": "请求内容须为 JSON 对象", "en": "The body must be a JSON object"},
    "not_a_text": {"zh": "{place} 须为文本", "en": "{place} must be a text"},
    "not_a_list": {"zh": "{place} 须为数组", "en": "{place} must be a list"},
    "missing": {"zh": "缺少 {place}", "en": "{place} is missing"},
    "too_many": {"zh": "{place} 最多 {limit} 项", "en": "{place} takes at most {limit} items"},
    "unknown_bucket": {
        "zh": "{place} 须为以下之一：{options}",
        "en": "{place} must be one of: {options}",
    },
    "bucket_needs_date": {
        "zh": "字段「{field}」不是日期，不能按时间分组",
        "en": "{field} is no date and cannot be cut into periods",
    },
    "measure_incomplete": {
        "zh": "{place} 须有名称 as 和公式 formula",
        "en": "{place} needs a name (as) and a formula",
    },
    "repeated": {"zh": "{place} 重复", "en": "{place} is repeated"},
    "not_sortable": {"zh": "不能按字段「{field}」排序", "en": "{field} cannot be sorted by"},
    "not_groupable": {"zh": "不能按字段「{field}」分组", "en": "{field} cannot be grouped by"},
    "not_expandable": {
        "zh": "字段「{field}」不是关联，不能展开",
        "en": "{field} is no reference and cannot be expanded",
    },
    "not_searchable": {
        "zh": "表「{table}」没有可搜索的字段",
        "en": "{table} has no searchable fields",
    },
    "operator_not_offered": {
        "zh": "不能用「{operator}」，可用的有：{options}",
        "en": "{operator} is not offered; there are: {options}",
    },
    "condition_value": {
        "zh": "不是字段「{field}」的值",
        "en": "This is no value of {field}",
    },
    "unknown_view": {"zh": "没有视图「{view}」", "en": "There is no view {view}"},
    "unknown_measure": {
        "zh": "{place} 须为分组字段或指标名",
        "en": "{place} must name a group or a measure",
    },
    # -- writes
    "write_refused": {"zh": "未保存：有 {count} 处需要修改", "en": "Not saved: {count} to mend"},
    "write_forbidden": {"zh": "没有权限这样修改", "en": "This change is not allowed"},
    "unknown_attachment": {"zh": "没有这个文件", "en": "There is no such file"},
    "file_empty": {"zh": "文件是空的", "en": "The file is empty"},
    "attachment_kind_refused": {
        "zh": "「{name}」的内容不是可接受的类型（{kinds}）",
        "en": "The content of “{name}” is of none of these kinds: {kinds}",
    },
    "attachment_too_large": {
        "zh": "「{name}」超过 {limit} MB",
        "en": "“{name}” is larger than {limit} MB",
    },
    "picture_min_width": {
        "zh": "「{name}」宽 {found} 像素，至少 {limit}",
        "en": "“{name}” is {found} pixels wide; at least {limit} are needed",
    },
    "picture_min_height": {
        "zh": "「{name}」高 {found} 像素，至少 {limit}",
        "en": "“{name}” is {found} pixels high; at least {limit} are needed",
    },
    "picture_max_width": {
        "zh": "「{name}」宽 {found} 像素，最多 {limit}",
        "en": "“{name}” is {found} pixels wide; at most {limit} fit",
    },
    "picture_max_height": {
        "zh": "「{name}」高 {found} 像素，最多 {limit}",
        "en": "“{name}” is {found} pixels high; at most {limit} fit",
    },
    "unknown_transition": {"zh": "没有这个流转", "en": "There is no such move"},
    "version_conflict": {
        "zh": "记录已被他人修改到版本 {version}，请刷新后再改",
        "en": "Somebody else has changed the record; it is at version {version} now",
    },
    "catalog_moved": {
        "zh": "应用正在更新，请重试",
        "en": "The app is being changed; try again",
    },
    "rows_moved": {
        "zh": "记录正被他人修改，请重试",
        "en": "The record is being changed by somebody else; try again",
    },
    "key_reused": {
        "zh": "幂等键 {key} 已用于另一个请求",
        "en": "The idempotency key {key} was used for another request",
    },
    # -- people
    "people_refused": {"zh": "人员信息无法这样修改", "en": "People cannot be changed so"},
    "unknown_user": {"zh": "没有人员 {user}", "en": "There is no user {user}"},
    "user_disabled": {"zh": "账号 {login} 已停用", "en": "The account {login} is disabled"},
    "login_taken": {"zh": "登录名 {login} 已被使用", "en": "The login {login} is taken"},
    "login_unusable": {
        "zh": "登录名 {login} 无法使用：请用小写字母、数字和 . _ @ + -，最多 80 个字符",
        "en": "{login} cannot be a login: use letters, digits and . _ @ + -, at most 80 characters",
    },
    "name_unusable": {
        "zh": "名称不能为空，最多 {limit} 个字符",
        "en": "A name has 1 to {limit} characters",
    },
    "language_unknown": {"zh": "没有语言 {language}", "en": "There is no language {language}"},
    "supervisor_cycle": {
        "zh": "{login} 不能是自己的上级，也不能是上级的上级",
        "en": "{login} would be above themselves",
    },
    "last_admin": {
        "zh": "至少需要保留一名启用的管理员",
        "en": "There must be one administrator left who can sign in",
    },
    "unknown_role": {"zh": "没有角色 {role}", "en": "There is no role {role}"},
    "unknown_department": {
        "zh": "没有部门 {department}",
        "en": "There is no department {department}",
    },
    "code_taken": {"zh": "部门编码 {code} 已被使用", "en": "The department code {code} is taken"},
    "code_unusable": {
        "zh": "部门编码 {code} 无法使用：请用字母、数字和 . _ -，最多 40 个字符",
        "en": "{code} cannot be a code: use letters, digits and . _ -, at most 40 characters",
    },
    "department_cycle": {
        "zh": "部门 {department} 不能在自己之下",
        "en": "The department {department} would be below itself",
    },
    "department_archived": {
        "zh": "部门 {department} 已撤销",
        "en": "The department {department} is archived",
    },
    "heir_needed": {
        "zh": "部门 {department} 还有成员或下级部门，请指定由哪个部门接替",
        "en": "{department} has members or departments below it: say which department takes over",
    },
}


EXPLANATIONS: Mapping[str, Mapping[str, str]] = WHY_WORDS


def explain(code: str, parameters: Mapping[str, str | int], language: str) -> str:
    """The words of an explanation."""
    return EXPLANATIONS[code][language].format_map(dict(parameters))


def words(code: str, parameters: Mapping[str, str | int], language: str) -> str:
    """The sentence for `code` in `language` (`zh` where there is no other).

    >>> words("revision_unknown", {"number": 7}, "en")
    'There is no revision 7'
    """
    sentences = WORDS[code]
    return sentences.get(language, sentences["zh"]).format_map(dict(parameters))


REFUSALS: Mapping[str, Mapping[str, str]] = {
    **IMPORT_REFUSALS,
    **EXPORT_REFUSALS,
    **POWER_REFUSALS,
    "build": {
        "zh": "没有修改应用「{app}」的文档的权限",
        "en": "Documents of the app {app} may not be changed",
    },
    "grant": {
        "zh": "不能通过角色 {role} 授予自己没有的权限：{gives}",
        "en": "The role {role} would give what its author does not have: {gives}",
    },
    "import": {"zh": "没有导入权限", "en": "Files may not be loaded into this table"},
    # -- the change itself
    "unknown_record": {"zh": "没有这条记录", "en": "There is no such record"},
    "unknown_field": {"zh": "没有字段「{name}」", "en": "There is no field {name}"},
    "unknown_reference": {
        "zh": "所指的记录不存在",
        "en": "The record that is referred to does not exist",
    },
    "version_conflict": {
        "zh": "记录已被他人修改到版本 {version}",
        "en": "Somebody else has changed the record; it is at version {version} now",
    },
    "id_missing": {"zh": "缺少记录编号", "en": "The record's id is missing"},
    "id_not_taken": {"zh": "新记录的编号由系统给出", "en": "A new record is given its id"},
    "values_not_taken": {"zh": "这里不接受字段值", "en": "Values are not taken here"},
    "not_writable": {"zh": "该字段不能写入", "en": "The field is not written to"},
    "log_append_only": {
        "zh": "日志表的记录不能修改或删除",
        "en": "Records of a log are not changed or deleted",
    },
    "children_malformed": {
        "zh": "子表须为 create、update、delete 三个列表",
        "en": "Children are given as lists create, update and delete",
    },
    "children_too_deep": {
        "zh": "子表嵌套超过 {max} 层",
        "en": "Children lie deeper than {max} levels",
    },
    "still_referenced": {
        "zh": "还有 {count} 条 {table} 记录指向它",
        "en": "{count} records of {table} still refer to it",
    },
    # -- rules
    "required": {"zh": "必填", "en": "A value is required"},
    "validate": {"zh": "不符合规则 {rule}", "en": "The rule {rule} refuses it"},
    "rule_failed": {
        "zh": "规则 {rule} 计算出错（{error}）",
        "en": "The rule {rule} could not be computed ({error})",
    },
    "formula_failed": {
        "zh": "公式没有得到可用的值（{error}），保持原样",
        "en": "The formula gave no usable value ({error}); the field stays as it was",
    },
    "not_unique": {"zh": "已存在相同的值", "en": "There is such a value already"},
    # -- moves
    "unknown_transition": {"zh": "没有流转「{name}」", "en": "There is no move {name}"},
    "no_transition": {
        "zh": "没有从「{from}」到「{to}」的流转",
        "en": "No move goes from {from} to {to}",
    },
    "state_not_initial": {
        "zh": "新记录不能从状态「{state}」开始",
        "en": "A new record does not begin in the state {state}",
    },
    "reason_needed": {"zh": "须说明原因", "en": "A reason is needed"},
    "not_in_form": {
        "zh": "字段「{name}」不在该流转的表单中",
        "en": "{name} is not in the form of the move",
    },
    "not_from_here": {
        "zh": "状态「{state}」不能执行该流转",
        "en": "The move does not start from the state {state}",
    },
    "transition_not_shown": {
        "zh": "该流转现在不可用",
        "en": "The move is not offered now",
    },
    "approval_pending": {
        "zh": "流转正在等待审批",
        "en": "The move waits for an approval",
    },
    "tick_needed": {
        "zh": "检查清单未完成：{item}",
        "en": "Not ticked in the checklist: {item}",
    },
    "unknown_checklist_item": {
        "zh": "当前状态没有检查项「{name}」",
        "en": "The present state has no checklist item {name}",
    },
    "override_forbidden": {
        "zh": "没有越过流转设置状态的权限",
        "en": "States may not be set past their moves",
    },
    "override_states_only": {
        "zh": "只有状态可以越过流转设置",
        "en": "Only states are set past their moves",
    },
    "created_value_failed": {
        "zh": "同时新建的记录：字段「{name}」没有得到可用的值（{error}），留空",
        "en": "The record made by the move has no {name}: the formula failed ({error})",
    },
    "form_field_needed": {"zh": "该流转须填写", "en": "The move needs this field"},
    "guard_closed": {"zh": "流转的条件尚未满足", "en": "The condition of the move does not hold"},
}
"""Why a change is refused; values that cannot be read have the words of `metadata.messages`."""


def refusal_words(refusal: Refusal, language: str) -> str:
    """The sentence for a refusal: the rule's own words where it has some."""
    if refusal.message:
        return refusal.message.get(language) or next(iter(refusal.message.values()))
    if refusal.code in REFUSALS:
        sentences = REFUSALS[refusal.code]
        return sentences.get(language, sentences["zh"]).format_map(dict(refusal.parameters))
    if refusal.code in DOCUMENT_WORDS:
        return sentence(refusal.code, refusal.parameters, refusal.suggestion, language)
    return refusal.code
