"""What the reference says and no other module does: explanations, in Chinese and English.

A test fails where one is missing; see tests/architecture/test_documented.py.
"""

from __future__ import annotations

from collections.abc import Mapping

Pair = tuple[str, str]

FIELD_TYPE_WORDS: Mapping[str, Pair] = {
    "text": ("单行文本；换行变为空格，首尾空白去掉。", "One line; line breaks become spaces."),
    "long_text": ("多行文本。", "Text of several lines."),
    "rich_text": ("带格式的文本；公式按纯文本读取。", "Formatted text; formulas read plain text."),
    "number": (
        "精确小数，按 `decimals` 位四舍五入后存储，没有浮点误差。",
        "An exact decimal, rounded half away from zero to `decimals` when it is stored.",
    ),
    "integer": ("整数。", "A whole number."),
    "percent": (
        "百分数，JSON 里写成小数：0.9 即 90%。",
        "A percentage, as a fraction in JSON: 0.9 is 90 %.",
    ),
    "money": (
        "金额。`currency` 是唯一币种，或用 `currencies` 允许多种。JSON 里的金额是字符串，"
        "不丢精度。",
        "An amount in one `currency`, or in any of `currencies`. Amounts are strings in JSON.",
    ),
    "boolean": ("是或否；没有空值，不填即为否。", "Yes or no; never blank, it begins as no."),
    "date": ("日期，没有时间。", "A day, without a time."),
    "datetime": (
        "时刻，精确到毫秒，以 UTC 存储；没有时差的写法按空间的时区理解。",
        "An instant to the millisecond, kept in UTC; without an offset it is local time.",
    ),
    "duration": (
        "时长；JSON 里是毫秒数，也接受 `72h`、`1天 2小时` 的写法。",
        "A length of time: milliseconds in JSON; `72h` and `1天 2小时` are read too.",
    ),
    "select": (
        '单选。选项写在字段里，或用 `{"set": …}` 指向选项集；存的是选项的 `value`。',
        "One option, of the field's own or of an option set; what is stored is its `value`.",
    ),
    "multi_select": ("多选，规则同单选。", "Several options."),
    "state": (
        "状态机的当前状态，只能由流转改变，不能直接写。",
        "The state of a state machine; only its transitions change it.",
    ),
    "user": ("一个人；值是人员编号。", "One person, by id."),
    "users": ("若干人。", "Several people."),
    "department": ("一个部门。", "One department, by id."),
    "reference": (
        "另一张表的一条记录；`on_delete` 决定对方删除时怎么办。",
        "One record of another table; `on_delete` says what happens when that is deleted.",
    ),
    "references": ("另一张表的若干条记录。", "Several records of another table."),
    "children": (
        "指回本记录的记录（子表），没有自己的值；写主记录时可以连同子表一起 create、update、"
        "delete。",
        "The records that point back here. A write may bring them: create, update, delete.",
    ),
    "file": (
        "附件：文件编号的列表，先用 `POST /files` 上传；类型按内容判断。公式里可用"
        " `COUNT(合同附件)`、`合同附件.名称`。",
        "Files, by id, each uploaded with `POST /files`; their types are told by their content."
        " Formulas may say `COUNT(Files)` and `Files.Name`.",
    ),
    "image": (
        "图片，规则同附件，可限制像素；`GET /files/{file}/thumbnail` 给出缩略图。",
        "Pictures, as files, limited in pixels; `GET /files/{file}/thumbnail` makes small ones.",
    ),
    "signature": ("手写签名：一张图片。", "A signature drawn by hand: one picture."),
    "phone": (
        "电话；手机号统一成 11 位数字，其他号码统一写法。",
        "A telephone number in its one form; mainland mobile numbers have 11 digits.",
    ),
    "email": ("邮箱；域名统一为小写。", "An e-mail address; its domain in lower case."),
    "url": ("网址；不写协议时补 `https://`。", "A web address; `https://` is added."),
    "region": (
        "行政区划（GB/T 2260）：上海市、上海、shanghai、CN-SH、310000 是同一个地区，存六位代码。",
        "A region by GB/T 2260 in six digits; names, pinyin and ISO 3166-2 are read too.",
    ),
    "address": ("详细地址。", "A postal address."),
    "location": ("经纬度（WGS 84，度）。", "Latitude and longitude in degrees (WGS 84)."),
    "auto_number": (
        "自动编号，新建时分配，不重复使用。",
        "A number counted up for each new record, never used twice.",
    ),
    "generated": (
        "公式只算一次：所读的字段齐了就生成，之后冻结且唯一（例如客户编号）。",
        "A formula evaluated once, as soon as all it reads is there; then frozen and unique.",
    ),
    "formula": (
        "由公式计算的值；所读的值一变，同一事务里重算。引用关联表和子表也用公式。",
        "A computed value, recomputed in the transaction that changes what it reads.",
    ),
    "rating": ("评分，0 到 `max` 的整数。", "A whole number from 0 to `max`."),
    "json": ("任意 JSON；公式不能读取其中的内容。", "Any JSON value."),
    "barcode": ("条码或二维码的文本。", "The text of a bar code or QR code."),
}

RULE_WORDS: Mapping[str, Pair] = {
    "required": (
        "字段不能为空；可以只在新建或编辑时、只在条件成立时要求。",
        "The fields must not be blank: on create, on edit, or where a condition holds.",
    ),
    "validate": (
        "`refuse_when` 成立的记录被拒绝；公式出错也拒绝。与空值比较不成立，"
        "所以没填的字段不会误拒。",
        "A record for which `refuse_when` is true is refused, and so is one where it fails.",
    ),
    "visible": (
        "条件成立时才显示这些字段；`clear` 在隐藏时清空它们。",
        "The fields are shown only where the condition holds; `clear` empties hidden ones.",
    ),
    "clean": (
        "写入的值先经过 `set` 整理再存储。",
        "A written value is replaced by `set` before anything else sees it.",
    ),
    "fill": (
        "字段为空、而 `set` 所读的内容被写入时，用 `set` 的值填上。",
        "A blank field gets `set` when something that `set` reads is written.",
    ),
    "unique": (
        "这些字段的值合起来不能重复；空值不算重复。",
        "No two records have the same values in all the fields; blanks never collide.",
    ),
}

KIND_WORDS: Mapping[str, Pair] = {
    "app": ("应用本身：名称、版本、参数、导航。", "The app itself: name, version, parameters."),
    "table": ("一张表：字段、规则、状态机。", "One table: its fields, rules, state machines."),
    "option_set": (
        "多个字段共用的选项，可以分级。",
        "Options that many fields share; a tree where options name a `parent`.",
    ),
    "view": ("记录的一种看法：表格、表单、详情。", "How records are shown: grid, form, detail."),
    "role": (
        "谁可以看、写、导出什么，可以走哪些流转。",
        "Who may see, write and export what, and which moves they may make.",
    ),
    "automation": (
        "自动化：`on` 写什么时候，`when` 写什么条件，`steps` 写做什么。后面的步骤用 "
        "`步骤.标识`（`STEP.key`）读前面步骤的结果，`步骤.record` 是运行针对的记录。",
        "When `on` happens and `when` holds, do the `steps`. Later steps read what earlier ones"
        " gave as `STEP.key`; `STEP.record` is the record the run is for.",
    ),
    "approval": (
        "审批：一个接一个的节点，写明谁审批、怎么算通过。",
        "Nodes one after the other: who decides in each, and how.",
    ),
    "connector": (
        "连接器：一个外部系统（REST）的操作、同步和探测。密钥放在凭据里，文档只写凭据名称。",
        "An outside system that speaks REST: operations, syncs, a probe. Secrets are in"
        " credentials, which documents name.",
    ),
}

ENDPOINT_WORDS: Mapping[str, str] = {
    "GET /api/v1/health": "服务是否活着、能否工作",
    "GET /api/v1/first-run": "第一个管理员是否还没有建立",
    "POST /api/v1/first-run": "用控制台显示的一次性代码建立第一个管理员并登录",
    "POST /api/v1/sessions": "浏览器登录",
    "GET /api/v1/sessions": "自己在哪里登录着",
    "DELETE /api/v1/sessions": "退出其他所有登录",
    "DELETE /api/v1/sessions/{session}": "退出一处登录",
    "PATCH /api/v1/me": "修改自己的姓名或语言",
    "POST /api/v1/me/password": "修改自己的密码，其他登录随之退出",
    "GET /api/v1/preferences": "自己保存的偏好：个人视图、列宽、收藏、草稿",
    "GET /api/v1/preferences/{key}": "一项偏好",
    "PUT /api/v1/preferences/{key}": "保存一项偏好（JSON，最多 64 KB）",
    "DELETE /api/v1/preferences/{key}": "删除一项偏好",
    "GET /api/v1/settings": "整个空间的设置",
    "PATCH /api/v1/settings": "修改空间的设置",
    "GET /api/v1/regions": "行政区划：省、市、县",
    "GET /api/v1/sessions/current": "这个浏览器里登录的是谁",
    "DELETE /api/v1/sessions/current": "退出登录",
    "POST /api/v1/tokens": "创建 API 令牌，只显示一次",
    "GET /api/v1/tokens": "自己的令牌",
    "DELETE /api/v1/tokens/{token}": "吊销令牌",
    "POST /api/v1/files": "上传一个文件：原样作为请求体（`X-File-Name` 给出文件名）或表单",
    "GET /api/v1/files/{file}": "下载一个文件；看得到用它的记录和字段才能下载",
    "GET /api/v1/files/{file}/thumbnail": "图片的缩略图（WebP）",
    "GET /api/v1/search": "在看得到的所有表里查找记录，最相符的在前；也认拼音首字母",
    "GET /api/v1/live": "服务器推送事件（SSE）：只说什么变了，不带数据",
    "GET /api/v1/me": "我是谁，能打开什么",
    "GET /api/v1/apps": "已安装的应用",
    "GET /api/v1/apps/{app}": "一个应用现在的文档",
    "GET /api/v1/apps/{app}/documents/{kind}/{key}": "一份文档",
    "PUT /api/v1/apps/{app}/documents/{kind}/{key}": (
        "写入一份文档：无风险即刻生效，否则 409 并给出计划"
    ),
    "DELETE /api/v1/apps/{app}/documents/{kind}/{key}": (
        "删除一份文档：无风险即刻生效，否则 409 并给出计划"
    ),
    "GET /api/v1/schemas/{kind}.json": "一种文档的 JSON Schema",
    "GET /api/v1/apps/{app}/openapi.json": "一个应用的各表的 OpenAPI 3.1 描述，字段有名有类型",
    "GET /api/v1/apps/{app}/forms": "一个应用的公开表单及其链接",
    "POST /api/v1/apps/{app}/forms/{view}/link": "给公开表单换新链接，旧链接失效",
    "DELETE /api/v1/apps/{app}/forms/{view}/link": "收回公开表单的链接",
    "GET /f/{token}": "公开表单",
    "POST /f/{token}": "送出公开表单",
    "GET /f/{token}/thanks": "送出公开表单后的页面",
    "GET /f/form.css": "公开表单的样式",
    "POST /api/v1/plans": "会改变什么，代价和风险如何",
    "POST /api/v1/plans/{plan}/apply": "执行计划",
    "GET /api/v1/revisions": "变更历史，新的在前",
    "GET /api/v1/revisions/{revision}": "一个版本",
    "GET /api/v1/revisions/{revision}/changes": "从另一个版本到这个版本有哪些变更",
    "POST /api/v1/revisions/{revision}/undo": "撤销一个版本的计划",
    "POST /api/v1/keys": "给名称配标识，按拼音",
    "POST /api/v1/formulas/check": "公式的类型、问题、依赖和补全",
    "POST /api/v1/formulas/evaluate": "公式在一条记录上的值，以及每一部分的值",
    "POST /api/v1/formulas/conditions": "筛选公式拆成一条条条件，或由条件写成公式",
    "POST /api/v1/formulas/effect": "换成另一个公式后，多少条记录的值会变",
    "GET /api/v1/formulas/functions": "公式语言的全部函数",
    "GET /api/v1/field-types": "全部字段类型，以及筛选时可用的比较方式",
    "GET /api/v1/apps/{app}/tables/{table}/rights": "对一张表和它的字段可以做什么",
    "POST /api/v1/apps/{app}/tables/{table}/records/draft": (
        "边填边看：补全和计算后的值、该显示和必填的字段、保存时会有的问题；不写入任何内容"
    ),
    "GET /api/v1/apps/{app}/tables/{table}/records": "一页记录",
    "GET /api/v1/apps/{app}/tables/{table}/records/export": "把一张表的记录导出为文件",
    "POST /api/v1/apps/{app}/tables/{table}/records": "新建记录",
    "GET /api/v1/apps/{app}/tables/{table}/records/{record}": "一条记录",
    "PATCH /api/v1/apps/{app}/tables/{table}/records/{record}": "修改记录",
    "DELETE /api/v1/apps/{app}/tables/{table}/records/{record}": "删除记录",
    "POST /api/v1/apps/{app}/tables/{table}/records/{record}/restore": "恢复删除的记录",
    "POST /api/v1/apps/{app}/tables/{table}/records/batch": "在一个事务里写最多 1,000 条记录",
    "GET /api/v1/apps/{app}/tables/{table}/records/{record}/history": "谁改了什么，为什么",
    "GET /api/v1/apps/{app}/tables/{table}/records/{record}/why": "这个值从哪里来",
    "GET /api/v1/apps/{app}/tables/{table}/records/{record}/transitions": (
        "接下来可以怎样流转，为什么不行"
    ),
    "POST /api/v1/apps/{app}/tables/{table}/records/{record}/transitions/{transition}": "流转",
    "PUT /api/v1/apps/{app}/tables/{table}/records/{record}/checklist/{item}": (
        "勾选当前状态检查清单中的一项"
    ),
    "DELETE /api/v1/apps/{app}/tables/{table}/records/{record}/checklist/{item}": "取消勾选",
    "PUT /api/v1/apps/{app}/tables/{table}/records/{record}/states/{field}": (
        "越过流转设置状态，须说明原因"
    ),
    "POST /api/v1/query": "分组和统计",
    "POST /api/v1/imports/at-once": "一次把 CSV 或 XLSX 文件导入一张表",
    "POST /api/v1/imports": "上传要导入的 CSV 或 XLSX 文件，给出各列可能的字段",
    "GET /api/v1/imports/{import}": "一次导入的状态",
    "PUT /api/v1/imports/{import}/mapping": "指定各列是哪个字段",
    "POST /api/v1/imports/{import}/preview": "试导入整个文件：存成什么、存疑的单元格、被拒绝的行",
    "POST /api/v1/imports/{import}/run": "在后台导入，或从中断处继续",
    "POST /api/v1/imports/{import}/cancel": "停止导入",
    "GET /api/v1/imports/{import}/report": "导入中被拒绝的行",
    "POST /api/v1/imports/{import}/undo": "删除导入时新建、之后没有人改过的记录",
    "GET /api/v1/people/users": "所有人员",
    "POST /api/v1/people/users": "添加人员",
    "GET /api/v1/people/users/{user}": "一个人",
    "PATCH /api/v1/people/users/{user}": "修改、停用或启用人员，设置角色或密码",
    "GET /api/v1/people/users/{user}/absences": "一个人何时不在",
    "POST /api/v1/people/users/{user}/absences": "登记不在的时间，其间不分配给此人",
    "DELETE /api/v1/people/users/{user}/absences/{absence}": "取消不在的时间",
    "GET /api/v1/todos": "需要自己处理的待办",
    "GET /api/v1/todos/count": "待办和未读消息的数量",
    "GET /api/v1/todos/{todo}": "一项待办",
    "POST /api/v1/todos/{todo}/answer": "处理待办；先处理的有效",
    "GET /api/v1/approvals": "自己的审批：待审批、发起的、办过的、抄送的",
    "POST /api/v1/approvals/decide": "批量同意",
    "GET /api/v1/approvals/{approval}": "一项审批和它的全过程",
    "GET /api/v1/approvals/{approval}/print": "可打印的审批页面",
    "POST /api/v1/approvals/{approval}/decide": "同意或拒绝，可填写节点允许的字段、签名",
    "POST /api/v1/approvals/{approval}/transfer": "转交给别人",
    "POST /api/v1/approvals/{approval}/add": "加签：在前、在后或并列",
    "POST /api/v1/approvals/{approval}/return": "退回到之前的节点或申请人",
    "POST /api/v1/approvals/{approval}/resubmit": "申请人修改后重新提交",
    "POST /api/v1/approvals/{approval}/withdraw": "撤回",
    "POST /api/v1/approvals/{approval}/urge": "催办，半小时内一次",
    "POST /api/v1/approvals/{approval}/comment": "留言",
    "GET /api/v1/apps/{app}/tables/{table}/records/{record}/approvals": (
        "记录的审批，以及可以发起的审批"
    ),
    "POST /api/v1/apps/{app}/approvals/{approval}/start": "对一条记录发起审批",
    "GET /api/v1/delegations": "委托给谁，替谁审批",
    "POST /api/v1/delegations": "在一段时间里委托别人审批",
    "DELETE /api/v1/delegations/{delegation}": "结束委托",
    "GET /api/v1/notifications": "收到的消息",
    "POST /api/v1/notifications/read": "把消息标为已读；不指定则全部",
    "GET /api/v1/apps/{app}/tables/{table}/records/{record}/assignments": (
        "分配溯源：规则、候选人、选择"
    ),
    "GET /api/v1/people/roles": "有哪些角色",
    "POST /api/v1/people/invitations": "邀请人员；链接只显示一次，7 天内有效",
    "GET /api/v1/people/invitations": "近期的邀请",
    "DELETE /api/v1/people/invitations/{invitation}": "撤回邀请",
    "GET /api/v1/invitations/{token}": "谁邀请、加入哪里",
    "POST /api/v1/invitations/{token}": "接受邀请并登录",
    "GET /api/v1/people/departments": "部门",
    "POST /api/v1/people/departments": "添加部门",
    "GET /api/v1/people/departments/{department}": "一个部门和它的成员",
    "PATCH /api/v1/people/departments/{department}": "修改、归档或恢复部门",
    "PUT /api/v1/people/departments/{department}/members/{user}": "让一个人加入部门",
    "DELETE /api/v1/people/departments/{department}/members/{user}": "让一个人离开部门",
    "GET /api/v1/market/packages": "应用市场的模板包，已安装的和可安装的",
    "GET /api/v1/market/packages/{package}": "一个模板包会带来什么",
    "GET /api/v1/market/packages/{package}/assets/{name}": "模板包的图片",
    "POST /api/v1/market/packages/{package}/plan": "安装或移除会改变什么",
    "POST /api/v1/market/packages/{package}/install": "安装模板包",
    "POST /api/v1/market/packages/{package}/remove": "移除模板包；撤销可以找回，保留 30 天",
    "GET /api/v1/drift": "数据库与文档是否一致",
    "GET /api/v1/openapi.json": "接口的 OpenAPI 描述",
    "GET /api/v1/credentials": "凭证：只有名称、类型和遮盖后的内容",
    "PUT /api/v1/credentials/{credential}": "填写凭证；内容加密保存，不再显示",
    "DELETE /api/v1/credentials/{credential}": "删除凭证",
    "GET /api/v1/connectors": "连接器的状态：是否连接、延迟、最近的错误",
    "POST /api/v1/connectors/{app}/{connector}/probe": "立即探测连接",
    "POST /api/v1/connectors/{app}/{connector}/sync": "立即同步；`whole` 从头读取",
    "GET /api/v1/connectors/{app}/{connector}/calls": "对外部系统的每次访问，不含密文",
    "GET /api/v1/connectors/{app}/{connector}/refused": "没能写成记录的数据项和原因",
    "GET /api/v1/channels": "通知渠道和可用的类型",
    "PUT /api/v1/channels/{channel}": "设置通知渠道",
    "DELETE /api/v1/channels/{channel}": "删除通知渠道",
    "POST /api/v1/channels/{channel}/try": "给自己发一条测试消息",
    "GET /api/v1/settings/working-time": "工作时间和节假日",
    "PUT /api/v1/settings/working-time": "设置工作时间和节假日",
    "GET /api/v1/settings/networks": "对外访问可以到达的内部网段",
    "PUT /api/v1/settings/networks": "设置对外访问可以到达的内部网段",
    "GET /api/v1/deliveries": "没有送达的消息",
    "POST /api/v1/deliveries/{delivery}/retry": "重新发送",
    "GET /api/v1/subscriptions": "谁以 Webhook 订阅了事件",
    "POST /api/v1/subscriptions": "订阅事件；密钥只显示这一次",
    "PATCH /api/v1/subscriptions/{subscription}": "修改、停用或启用订阅",
    "DELETE /api/v1/subscriptions/{subscription}": "取消订阅",
    "POST /api/v1/subscriptions/{subscription}/secret": "更换订阅的密钥",
    "GET /api/v1/subscriptions/{subscription}/messages": "订阅收到过哪些消息",
    "POST /api/v1/subscriptions/{subscription}/messages/{message}/retry": "重新发送",
    "GET /api/v1/apps/{app}/automations/{automation}/hook": "自动化能否从外部调用",
    "POST /api/v1/apps/{app}/automations/{automation}/hook": (
        "给自动化一个新的接收地址；地址和密钥只显示这一次"
    ),
    "DELETE /api/v1/apps/{app}/automations/{automation}/hook": "收回接收地址",
    "POST /api/v1/hooks/{token}": "从外部调用自动化",
    "GET /api/v1/runs": "自动化的运行记录，新的在前",
    "GET /api/v1/runs/{run}": "一次运行的每一步",
    "POST /api/v1/runs/{run}/resume": "修复中断的运行：重试或跳过这一步，可改变量",
    "POST /api/v1/runs/{run}/cancel": "取消运行",
    "POST /api/v1/runs/{run}/restart": "取消运行，按现在的版本重新开始",
    "POST /api/v1/apps/{app}/automations/{automation}/try/{record}": (
        "试运行：自动化对一条记录会做什么，不写入、不发送"
    ),
    "DELETE /api/v1/apps/{app}/automations/{automation}/breaker": "重新启用被停用的自动化",
    "GET /api/v1/apps/{app}/tables/{table}/records/{record}/buttons": "一条记录上的按钮",
    "POST /api/v1/apps/{app}/tables/{table}/records/{record}/buttons/{automation}": "按下按钮",
    "GET /metrics": "有多少事情待处理，供 Prometheus 读取",
}

PROPERTY_WORDS: Mapping[str, str] = {
    "app": "应用",
    "view": "视图",
}
"""Names of properties that no change sentence needs."""

SETTING_WORDS: Mapping[str, tuple[str, str, str]] = {
    "TANGRAM_DATABASE_URL": (
        "`sqlite:///data/tangram.db`",
        "数据库地址：`sqlite:///…` 或 `postgresql://…`；命令行的 `--data` 优先于它。",
        "The database: `sqlite:///…` or `postgresql://…`. `--data` on the command line wins.",
    ),
    "TANGRAM_DATA": (
        "`./data`",
        "空间所在目录；使用 PostgreSQL 时也放文件。",
        "The workspace's directory.",
    ),
    "TANGRAM_ADMIN_PASSWORD": (
        "（生成一次）",
        "`admin` 的密码；不设则第一次启动时生成，并在启动时显示。",
        "The password of `admin`; without it one is made once and told at each start.",
    ),
    "TANGRAM_ACCESS_LOG": (
        "`-`",
        "访问日志写到哪里：文件、`-`（标准错误）或 `off`。",
        "Where requests are logged: a file, `-` for standard error, or `off`.",
    ),
    "TANGRAM_MAX_FILE_MB": (
        "`50`",
        "一个附件最大多少 MB。",
        "How large one uploaded file may be, in MB.",
    ),
    "TANGRAM_SECRET_KEY": (
        "（`secret.key` 文件）",
        "加密凭证的密钥，至少 16 个字符；不设则用空间目录里的 `secret.key`，第一次需要时生成，"
        "不进入备份。",
        "The key of the credentials, 16 characters or more; else `secret.key` in the workspace's"
        " directory, made when it is first needed and in no backup.",
    ),
    "TANGRAM_LANGUAGE": (
        "终端的语言",
        "命令行的语言：`zh` 或 `en`；不设则看 `LC_ALL`、`LC_MESSAGES`、`LANG`。",
        "The language of the command line, `zh` or `en`; else that of the terminal.",
    ),
}
"""Default, Chinese, English."""

DEVELOPER_SETTINGS: Mapping[str, Pair] = {
    "TANGRAM_QUICK": (
        "由 `dev.py test --quick` 设置：不用 PostgreSQL，不杀进程。",
        "Set by `dev.py test --quick`: no PostgreSQL, no killed processes.",
    ),
    "TANGRAM_LONG": (
        "由 `dev.py test --long` 设置：完整次数。",
        "Set by `dev.py test --long`: the full counts.",
    ),
    "TANGRAM_TEST_SERVER": (
        "一次测试运行共用的 PostgreSQL，由测试自己设置。",
        "The PostgreSQL server of one test run; the tests set it themselves.",
    ),
    "TEST_POSTGRES_URL": (
        "测试改用这个 PostgreSQL 服务器。",
        "A PostgreSQL server that the tests use instead of their own.",
    ),
}
