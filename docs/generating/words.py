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
    "report": (
        "报告：先算汇总 `totals`，再算 `values` 和 `lists`，由 `template` 排成一页；"
        "每个数都按读者能看到的数据计算。`步骤.标识`（`STEP.key`）是汇总的结果，"
        "`步骤.record` 是报告关于的记录。",
        "Figures and lists on a page, computed from what its reader may see: first `totals`, then"
        " `values` and `lists`, which read them as `STEP.key`; `STEP.record` is the record that it"
        " is about.",
    ),
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
        "加密凭据的密钥，至少 16 个字符；不设则用空间目录里的 `secret.key`，第一次需要时生成，"
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
