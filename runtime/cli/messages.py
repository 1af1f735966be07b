"""The words of the command line, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, Mapping[str, str]]

HELP: Words = {
    "tangram": {
        "zh": "七巧板：用 JSON 文档搭建的业务应用。",
        "en": "Tangram: business apps made of JSON documents.",
    },
    "serve": {"zh": "启动服务", "en": "Serve the workspace."},
    "worker": {"zh": "启动后台进程，处理自动化", "en": "Carry runs on, beside the server."},
    "user": {"zh": "人员", "en": "People."},
    "user add": {"zh": "添加人员", "en": "Add a person."},
    "user list": {"zh": "列出人员", "en": "List everybody."},
    "user disable": {"zh": "停用人员", "en": "Keep a person from signing in."},
    "user password": {"zh": "设置密码", "en": "Set a person's password."},
    "user token": {"zh": "创建 API 令牌（只显示一次）", "en": "Make an API token, shown once."},
    "plan": {"zh": "应用文件夹会带来哪些变更", "en": "What a folder would change."},
    "backtest": {
        "zh": "文件夹里的草稿用过去的记录回测",
        "en": "Try what a folder says on the recorded past.",
    },
    "days": {"zh": "回测最近多少天", "en": "How many days, up to now."},
    "one table": {"zh": "只看一张表的记录", "en": "Only what happened to this table's records."},
    "apply": {"zh": "按文件夹变更应用", "en": "Bring the app to what a folder says."},
    "history": {"zh": "变更历史", "en": "What was changed, newest first."},
    "diff": {"zh": "两个版本之间的差别", "en": "What differs between two revisions."},
    "rollback": {"zh": "撤销一个版本", "en": "Take a revision back."},
    "export": {"zh": "把应用导出为文件夹", "en": "Write an app as a folder."},
    "check": {
        "zh": "检查文件夹中的文档（不需要数据库）",
        "en": "Check documents, no database needed.",
    },
    "formula": {
        "zh": "逐行读取 JSON 公式并输出结果",
        "en": "Read formulas as JSON lines and write their values.",
    },
    "import": {
        "zh": "把 CSV 或 XLSX 文件导入数据表",
        "en": "Load a CSV or XLSX file into a table.",
    },
    "records": {"zh": "记录", "en": "Records."},
    "records export": {
        "zh": "把一张表的记录导出为 CSV、XLSX 或 JSON Lines 文件",
        "en": "Write a table's records as a CSV, XLSX or JSON Lines file.",
    },
    "to file": {
        "zh": "要写的文件；结尾 .csv、.xlsx 或 .jsonl 决定格式",
        "en": "The file to write; its ending .csv, .xlsx or .jsonl is the format.",
    },
    "filter": {"zh": "公式，只导出使它成立的记录", "en": "A formula that records must fulfil."},
    "sort": {
        "zh": "排序字段，逗号分隔，前面加 - 为降序",
        "en": "Fields to sort by, with commas; - before descending ones.",
    },
    "fields": {"zh": "要导出的字段，逗号分隔", "en": "The fields to export, with commas."},
    "search": {"zh": "搜索的词", "en": "Words to search for."},
    "drift": {
        "zh": "数据库与当前版本是否一致",
        "en": "Does the database match the revision?",
    },
    "doctor": {"zh": "检查安装与数据", "en": "Check the installation and say what to do."},
    # -- options
    "data": {
        "zh": "空间所在目录（默认 ./data，或环境变量 TANGRAM_DATABASE_URL）",
        "en": "The workspace's directory (./data, or TANGRAM_DATABASE_URL).",
    },
    "json": {"zh": "以 JSON 输出", "en": "Print JSON."},
    "host": {"zh": "监听地址", "en": "The address to listen on."},
    "port": {"zh": "监听端口，0 为任意空闲端口", "en": "The port; 0 takes a free one."},
    "threads": {"zh": "线程数", "en": "Threads."},
    "workers": {"zh": "进程数（仅 PostgreSQL）", "en": "Processes (PostgreSQL only)."},
    "demo": {"zh": "首次启动时安装演示应用和数据", "en": "Install the demo app on first start."},
    "login": {"zh": "登录名", "en": "What they sign in as."},
    "name": {"zh": "姓名", "en": "Their name."},
    "email": {"zh": "邮箱", "en": "Their e-mail address."},
    "admin": {"zh": "设为管理员", "en": "Make them an administrator."},
    "role": {"zh": "角色 app.role，可重复", "en": "A role app.role; may be repeated."},
    "password": {
        "zh": "密码；- 表示从标准输入读取；不给则生成",
        "en": "The password; - reads standard input; without it one is made.",
    },
    "enable": {"zh": "重新启用", "en": "Let them sign in again."},
    "label": {"zh": "令牌的名称", "en": "What the token is for."},
    "scope": {
        "zh": "范围，如 app:read，可重复",
        "en": "A scope such as app:read; may be repeated.",
    },
    "expires": {"zh": "过期时间（ISO 8601）", "en": "When it ends (ISO 8601)."},
    "dir": {"zh": "应用的文件夹", "en": "The app's folder."},
    "accept": {
        "zh": "接受的风险代码，可重复；all 为全部",
        "en": "A danger accepted; all for every one.",
    },
    "note": {"zh": "说明", "en": "Why it is done."},
    "base": {"zh": "文件夹所基于的版本", "en": "The revision the folder was written against."},
    "app": {"zh": "应用", "en": "The app."},
    "limit": {"zh": "最多几条", "en": "How many at most."},
    "revision": {"zh": "版本号", "en": "The revision's number."},
    "since": {
        "zh": "从哪个版本（0：空的工作区）",
        "en": "From this revision; 0 is the empty workspace.",
    },
    "until": {"zh": "到哪个版本", "en": "To this revision."},
    "with data": {"zh": "同时导出数据", "en": "Write the records too."},
    "beside": {
        "zh": "一起检查的其他应用的文件夹，可重复",
        "en": "The folder of another app it builds on; may be repeated.",
    },
    "backend": {"zh": "在哪里计算", "en": "What computes the values."},
    "table": {"zh": "数据表：app.table 或 table", "en": "The table: app.table, or table."},
    "file": {"zh": "CSV 或 XLSX 文件", "en": "A CSV or XLSX file."},
    "map": {"zh": "列名=字段，可重复", "en": "COLUMN=FIELD; may be repeated."},
    "as": {
        "zh": "以谁的名义导入（默认第一个管理员）",
        "en": "Whose the records are; the first administrator's by default.",
    },
    "again": {
        "zh": "即使导入过同一文件也再次导入",
        "en": "Load a file that was loaded before again.",
    },
}

SAID: Words = {
    "same": {"zh": "两个版本没有差别", "en": "Nothing differs between the two"},
    "no changes": {"zh": "没有变化", "en": "Nothing would change"},
    "changes": {"zh": "变更：", "en": "Changes:"},
    "steps": {"zh": "步骤：", "en": "Steps:"},
    "dangers": {"zh": "风险：", "en": "Dangers:"},
    "findings": {"zh": "受影响的记录：", "en": "Records concerned:"},
    "problems": {"zh": "问题：", "en": "Problems:"},
    "applied": {"zh": "已变更到版本 {revision}", "en": "The workspace is at revision {revision}"},
    "consent": {
        "zh": "需要用 --accept 接受以上风险",
        "en": "The dangers above must be accepted with --accept",
    },
    "stopped": {"zh": "回测已停止", "en": "The backtest was stopped"},
    "replayed": {
        "zh": "最近 {days} 天：{events} 个事件，{records} 条记录，用时 {seconds} 秒",
        "en": "The last {days} days: {events} events of {records} records, in {seconds} s",
    },
    "rule refused": {
        "zh": "「{label}」会拒绝 {refused} 次写入（现行版本 {refused_at_present} 次）",
        "en": "{label} would refuse {refused} writes (the present version {refused_at_present})",
    },
    "field differs": {
        "zh": "「{label}」：{records} 条记录中，变大 {up}，变小 {down}，变为有值 {filled}，"
        "变为空白 {blanked}，其他变化 {other}",
        "en": "{label}: of {records} records {up} go up, {down} down, {filled} get a value,"
        " {blanked} lose it, {other} change otherwise",
    },
    "automation differs": {
        "zh": "「{label}」：两边都启动 {same} 次，其中 {elsewhere} 次结果不同；"
        "只有草稿启动 {only_draft} 次，只有现行版本启动 {only_present} 次",
        "en": "{label}: both start {same} times, {elsewhere} of them with another outcome;"
        " only the draft {only_draft}, only the present version {only_present} times",
    },
    "told": {
        "zh": "    {person}（{by}）：{at_present} 次变为 {of_draft} 次",
        "en": "    {person} ({by}): {of_draft} instead of {at_present}",
    },
    "step refused": {
        "zh": "    步骤 {step} 被拒绝（{message}）：{at_present} 次变为 {of_draft} 次",
        "en": "    step {step} refused ({message}): {of_draft} instead of {at_present}",
    },
    "limit reached": {
        "zh": "「{label}」的时限（{stage}）：{at_present} 次变为 {of_draft} 次",
        "en": "the limit of {label} ({stage}): {of_draft} instead of {at_present}",
    },
    "remark": {"zh": "说明：{message}", "en": "Note: {message}"},
    "added": {"zh": "已添加 {login}", "en": "{login} is here"},
    "password": {"zh": "密码：{password}", "en": "password: {password}"},
    "password set": {"zh": "{login} 的密码已修改", "en": "The password of {login} is set"},
    "disabled": {"zh": "{login} 已停用", "en": "{login} cannot sign in any more"},
    "enabled": {"zh": "{login} 已启用", "en": "{login} can sign in again"},
    "unknown login": {"zh": "没有人员 {login}", "en": "There is no person {login}"},
    "exported": {"zh": "已写入 {count} 个文件到 {dir}", "en": "{count} files are in {dir}"},
    "checked": {"zh": "没有问题（{count} 个文档）", "en": "No problems ({count} documents)"},
    "imported": {
        "zh": "读取 {read} 行：写入 {written}，拒绝 {refused}",
        "en": "{read} rows read: {written} written, {refused} refused",
    },
    "recognised": {
        "zh": "这个文件已经导入过；--again 再次导入",
        "en": "This file was loaded before; --again loads it again",
    },
    "written to": {"zh": "已导出到 {file}", "en": "The records are in {file}"},
    "unknown table": {"zh": "没有数据表 {table}", "en": "There is no table {table}"},
    "row": {"zh": "第 {line} 行", "en": "line {line}"},
    "sign in": {
        "zh": "登录：{login}  密码：{password}",
        "en": "sign in as {login}, password {password}",
    },
    "sign in known": {
        "zh": "登录：{login}（密码未变；tangram user password {login} 可重设）",
        "en": "sign in as {login}; tangram user password {login} sets a new password",
    },
    "first run": {
        "zh": "还没有管理员：打开 {address}，用一次性代码 {secret} 建立",
        "en": "there is no administrator yet: open {address} and use the one-time code {secret}",
    },
    "installing": {"zh": "正在安装演示应用…", "en": "installing the demo app …"},
    "bad folder": {"zh": "无法读取文件夹：{reason}", "en": "The folder cannot be read: {reason}"},
    "backend needs server": {
        "zh": "须在 TANGRAM_DATABASE_URL 中给出 PostgreSQL 的地址",
        "en": "TANGRAM_DATABASE_URL must name a PostgreSQL database.",
    },
    "bad map": {"zh": "--map 须为 列名=字段", "en": "--map must be COLUMN=FIELD"},
    "bad line": {"zh": "不是 JSON 对象", "en": "not a JSON object"},
    "ok": {"zh": "正常", "en": "ok"},
    "wrong": {"zh": "有问题", "en": "wrong"},
}
