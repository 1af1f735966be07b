"""The words of this package for people, in Chinese and English, by code."""

from __future__ import annotations

from runtime.errors import Parameters

WORDS = {
    # -- requests that cannot be read
    "hours_crossed": {
        "zh": "工作时段须依次排列，且开始早于结束",
        "en": "Working hours stand in order, and each span ends after it begins",
    },
    "unknown_path": {"zh": "没有这个地址", "en": "There is nothing at this address"},
    "wrong_method": {
        "zh": "这个地址不接受该方法",
        "en": "This address does not take that method",
    },
    "body_too_large": {
        "zh": "请求内容超过 {limit} 字节",
        "en": "The body is larger than {limit} bytes",
    },
    "body_incomplete": {
        "zh": "请求内容没有发送完整",
        "en": "The body did not arrive completely",
    },
    "form_unreadable": {
        "zh": "表单内容不是有效的 multipart/form-data",
        "en": "The body is no valid multipart/form-data",
    },
    "file_missing": {
        "zh": "表单里没有文件",
        "en": "There is no file in the form",
    },
    "file_needs_person": {
        "zh": "上传附件要以一个人的身份登录",
        "en": "Files are uploaded by a person: sign in, or use a person's token",
    },
    "no_thumbnail": {
        "zh": "「{name}」没有缩略图",
        "en": "There is no small picture of “{name}”",
    },
    "length_unreadable": {
        "zh": "Content-Length 不是一个长度",
        "en": "Content-Length is no length",
    },
    "too_many_exports": {
        "zh": "同时进行的导出太多，稍后再试",
        "en": "Too many exports at the same time; try again later",
    },
    "not_json": {
        "zh": "请求内容须为 application/json，而不是 {type}",
        "en": "The body must be application/json, not {type}",
    },
    "wrong_type": {
        "zh": "这里不接受 {type}，可用：{options}",
        "en": "{type} is not taken here, but: {options}",
    },
    "broken_json": {
        "zh": "JSON 有误：第 {line} 行第 {column} 列",
        "en": "The JSON is broken at line {line}, column {column}",
    },
    "not_an_object": {
        "zh": "请求内容须为 JSON 对象",
        "en": "The body must be a JSON object",
    },
    "invalid_body": {
        "zh": "请求内容有 {count} 处问题",
        "en": "The body has {count} problems",
    },
    "if_match_unreadable": {
        "zh": 'If-Match 须为 "版本号"',
        "en": 'If-Match must be "<version>"',
    },
    "idempotency_key_unusable": {
        "zh": "Idempotency-Key 须为 1 到 {limit} 个可见 ASCII 字符",
        "en": "Idempotency-Key must be 1 to {limit} visible ASCII characters",
    },
    "repeated_parameter": {
        "zh": "参数「{parameter}」重复",
        "en": "The parameter {parameter} comes twice",
    },
    "nul_in_parameter": {
        "zh": "参数「{parameter}」含有空字符（NUL）",
        "en": "The parameter {parameter} holds a NUL character",
    },
    "query_unreadable": {
        "zh": "地址中的参数过多或无法读取",
        "en": "The parameters of the address are too many or cannot be read",
    },
    "nul_in_path": {"zh": "地址含有空字符（NUL）", "en": "The address holds a NUL character"},
    "unknown_parameter": {
        "zh": "没有参数「{parameter}」",
        "en": "There is no parameter {parameter}",
    },
    "parameter_unusable": {
        "zh": "参数「{parameter}」须为 {wanted}",
        "en": "The parameter {parameter} must be {wanted}",
    },
    "too_many_streams": {
        "zh": "同时打开的窗口超过 {limit} 个，这一个不会自动更新",
        "en": "More than {limit} windows are open; this one will not refresh by itself",
    },
    # -- bodies of the wrong shape
    "missing": {"zh": "缺少这一项", "en": "This is missing"},
    "unknown_property": {"zh": "没有属性「{name}」", "en": "There is no property {name}"},
    "not_an_option": {"zh": "可用：{options}", "en": "May be: {options}"},
    "unknown_notification": {"zh": "没有这条消息", "en": "There is no such message"},
    "unknown_run": {"zh": "没有这次运行", "en": "There is no such run"},
    "unknown_trial": {"zh": "没有这次灰度发布", "en": "There is no such trial"},
    "unknown_approval": {"zh": "没有这项审批", "en": "There is no such approval"},
    "unknown_delegation": {"zh": "没有这条委托", "en": "There is no such delegation"},
    "comment_missing": {"zh": "填写内容", "en": "Say something"},
    "unknown_import": {"zh": "没有这次导入", "en": "There is no such import"},
    "not_a_text": {"zh": "须为文本", "en": "Must be a text"},
    "not_a_number": {"zh": "须为数字", "en": "Must be a number"},
    "not_a_whole_number": {"zh": "须为整数", "en": "Must be a whole number"},
    "not_a_boolean": {"zh": "须为 true 或 false", "en": "Must be true or false"},
    "not_a_list": {"zh": "须为数组", "en": "Must be a list"},
    "must_be_object": {"zh": "须为 JSON 对象", "en": "Must be a JSON object"},
    "not_a_moment": {
        "zh": "须为带时区的时间，如 2026-01-05T09:25:00+08:00",
        "en": "Must be a time with its offset, such as 2026-01-05T09:25:00+08:00",
    },
    "too_short": {"zh": "至少 {limit} 项或字符", "en": "Must have at least {limit}"},
    "too_long": {"zh": "最多 {limit} 项或字符", "en": "May have at most {limit}"},
    "out_of_range": {"zh": "不在允许的范围内", "en": "Is not in the range allowed"},
    "not_one_of": {"zh": "须为以下之一：{options}", "en": "Must be one of: {options}"},
    "pattern_unmet": {"zh": "格式须为 {pattern}", "en": "Must look like {pattern}"},
    "value_unfit": {"zh": "这个值不能用：{detail}", "en": "This value cannot be used: {detail}"},
    "nul_in_text": {"zh": "文本含有空字符（NUL）", "en": "The text holds a NUL character"},
    "record_or_values": {
        "zh": "须给出 record 或 values 其中之一",
        "en": "Either record or values is needed",
    },
    "text_or_conditions": {
        "zh": "须给出 text 或 conditions 其中之一",
        "en": "Either text or conditions is needed",
    },
    # -- who is calling
    "sign_in_needed": {"zh": "请先登录", "en": "Sign in first"},
    "sign_in_refused": {"zh": "登录名或密码不对", "en": "Login or password is wrong"},
    "too_many_tries": {
        "zh": "密码错误次数过多，请在 {seconds} 秒后再试",
        "en": "Too many wrong passwords; try again in {seconds} seconds",
    },
    "csrf_missing": {
        "zh": "缺少或不符的 X-CSRF-Token",
        "en": "X-CSRF-Token is missing or does not fit the session",
    },
    "cross_site": {"zh": "不能从其他网站登录", "en": "Signing in from another site is refused"},
    "password_unusable": {
        "zh": "密码须为 {shortest} 到 {longest} 个字符",
        "en": "A password has {shortest} to {longest} characters",
    },
    "scopes_too_wide": {
        "zh": "新令牌的范围不能大于当前令牌",
        "en": "The new token may not do more than the present one",
    },
    "already_past": {"zh": "这个时间已经过去", "en": "This time has passed already"},
    "scope_unknown": {
        "zh": "没有范围「{scope}」；形如 app:read、app:write、app:build 或 people",
        "en": "There is no scope {scope}; there are app:read, app:write, app:build or people",
    },
    "person_needed": {
        "zh": "须指明是谁的令牌",
        "en": "It must be said whose token it is",
    },
    "whole_person_needed": {
        "zh": "限定范围的令牌不能用于自己的账号",
        "en": "A token cut to scopes cannot be used for one's own account",
    },
    "old_password_wrong": {"zh": "原密码不对", "en": "The present password is wrong"},
    "first_run_code_wrong": {
        "zh": "一次性代码不对；控制台最近一次启动时显示的才有效",
        "en": "The code is wrong; the one that the console printed last counts",
    },
    "preference_key_unusable": {
        "zh": "键须以小写字母开头，由小写字母、数字、_ 和 . : - 组成，最多 {limit} 个字符",
        "en": "A key is lower-case letters, digits, _ and . : - between them, up to {limit}",
    },
    "too_many_preferences": {
        "zh": "每人最多保存 {limit} 项偏好",
        "en": "A person can keep at most {limit} preferences",
    },
    "power_needed": {"zh": "需要「{power}」权限", "en": "The power {power} is needed"},
    "admin_needed": {
        "zh": "只有管理员能做这项修改",
        "en": "Only an administrator may do this",
    },
    "role_not_held": {
        "zh": "不能授予自己没有的角色 {role}",
        "en": "The role {role} can be given by its holders and administrators only",
    },
    "build_needed": {
        "zh": "没有修改应用「{app}」的权限",
        "en": "Not allowed to change the app {app}",
    },
    "own_records_only": {
        "zh": "只能以自己的名义导入",
        "en": "Records can be loaded as one's own only",
    },
    "own_token_only": {
        "zh": "只能为自己创建令牌",
        "en": "A token can be made for oneself only",
    },
    # -- what is not there
    "unknown_app": {"zh": "没有应用「{app}」", "en": "There is no app {app}"},
    "unknown_document": {
        "zh": "没有文档 {kind}「{key}」",
        "en": "There is no {kind} document {key}",
    },
    "unknown_kind": {
        "zh": "没有文档种类「{kind}」，可用：{options}",
        "en": "There is no document kind {kind}; there are: {options}",
    },
    "unknown_plan": {"zh": "没有方案 {plan}", "en": "There is no plan {plan}"},
    "unknown_backtest": {"zh": "没有回测 {backtest}", "en": "There is no backtest {backtest}"},
    "unknown_revision": {"zh": "没有版本 {revision}", "en": "There is no revision {revision}"},
    "unknown_token": {"zh": "没有令牌 {token}", "en": "There is no token {token}"},
    "unknown_session": {"zh": "没有这次登录", "en": "There is no such session"},
    "unknown_invitation": {
        "zh": "邀请链接无效：已使用、已撤回或已过期",
        "en": "The invitation is not valid: used, withdrawn or expired",
    },
    "unknown_picture": {"zh": "没有图片「{name}」", "en": "There is no picture {name}"},
    "unknown_preference": {"zh": "没有偏好「{key}」", "en": "Nothing is kept under {key}"},
    "first_run_closed": {
        "zh": "管理员已经建立，或控制台没有给出代码",
        "en": "There is an administrator already, or the console has printed no code",
    },
    "unknown_person": {"zh": "没有人员 {user}", "en": "There is no person {user}"},
    "heir_gone": {
        "zh": "{name} 不能接手：已停用，或正是要停用的人",
        "en": "{name} cannot take over: disabled, or the very person who leaves",
    },
    "unknown_department": {
        "zh": "没有部门 {department}",
        "en": "There is no department {department}",
    },
    "unknown_id": {"zh": "没有编号 {id}", "en": "There is nothing with the id {id}"},
    # -- answers by status
    "consent_needed": {
        "zh": "这项修改有风险，须先确认方案",
        "en": "This change has dangers; its plan must be accepted first",
    },
    "server_error": {
        "zh": "服务器内部错误，编号 {reference}",
        "en": "The server failed; the reference is {reference}",
    },
    "not_ready": {"zh": "尚未就绪", "en": "Not ready"},
    # -- settings and the command line
    "setting_unusable": {
        "zh": "{name} 不能用：{value}",
        "en": "{name} cannot be used: {value}",
    },
    "workers_need_postgresql": {
        "zh": "多个进程只能用于 PostgreSQL（TANGRAM_DATABASE_URL）",
        "en": "Several workers need PostgreSQL (TANGRAM_DATABASE_URL)",
    },
    "held_without_server": {
        "zh": "{path} 正被另一个进程使用，但它没有应答",
        "en": "Another process holds {path} and does not answer",
    },
    "port_taken": {"zh": "端口 {port} 已被占用", "en": "Port {port} is taken"},
    "server_refused": {"zh": "服务器拒绝：{status}", "en": "The server refused: {status}"},
    "edge_error": {"zh": "请求失败", "en": "The request failed"},
}

TITLES = {
    "400": {"zh": "请求有误", "en": "Bad request"},
    "401": {"zh": "未登录", "en": "Not signed in"},
    "403": {"zh": "没有权限", "en": "Not allowed"},
    "404": {"zh": "不存在", "en": "Not found"},
    "405": {"zh": "方法不可用", "en": "Method not allowed"},
    "409": {"zh": "冲突", "en": "Conflict"},
    "413": {"zh": "内容过大", "en": "Content too large"},
    "415": {"zh": "内容类型不支持", "en": "Unsupported media type"},
    "422": {"zh": "被规则拒绝", "en": "Refused"},
    "429": {"zh": "请求过于频繁", "en": "Too many requests"},
    "500": {"zh": "服务器错误", "en": "Server error"},
    "502": {"zh": "上游拒绝", "en": "Refused upstream"},
    "503": {"zh": "暂时不可用", "en": "Unavailable"},
    "507": {"zh": "存储空间不足", "en": "Storage full"},
}


def words(code: str, parameters: Parameters, language: str) -> str:
    """The sentence for `code` in `language` (`zh` where there is no other).

    >>> words("unknown_app", {"app": "shop"}, "en")
    'There is no app shop'
    """
    sentences = WORDS[code]
    return sentences.get(language, sentences["zh"]).format_map(dict(parameters))


def title(status: int, language: str) -> str:
    """What a status says in general."""
    titles = TITLES[str(status)]
    return titles.get(language, titles["zh"])
