"""The words of this package for people, in Chinese and English, by code."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
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
    "unknown_view": {"zh": "没有视图「{view}」", "en": "There is no view {view}"},
    "unknown_measure": {
        "zh": "{place} 须为分组字段或指标名",
        "en": "{place} must name a group or a measure",
    },
    # -- writes
    "write_refused": {"zh": "未保存：有 {count} 处需要修改", "en": "Not saved: {count} to mend"},
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


def words(code: str, parameters: Mapping[str, str | int], language: str) -> str:
    """The sentence for `code` in `language` (`zh` where there is no other).

    >>> words("revision_unknown", {"number": 7}, "en")
    'There is no revision 7'
    """
    sentences = WORDS[code]
    return sentences.get(language, sentences["zh"]).format_map(dict(parameters))
