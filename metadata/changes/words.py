"""The tables behind `metadata.changes.messages`: sentences, names of properties and of values."""

from __future__ import annotations

from collections.abc import Mapping

from metadata.changes.report_words import REPORT_PROPERTIES, REPORT_SENTENCES
from metadata.changes.workflow_words import (
    EVENTS,
    STEPS,
    WORKFLOW_PROPERTIES,
    WORKFLOW_SENTENCES,
)
from metadata.fields import FIELD_TYPES

Words = Mapping[str, str]

SENTENCES: Mapping[str, Words] = {
    # -- what differs, inside other sentences
    "set_value": {"zh": "{property} {before} → {after}", "en": "{property} {before} → {after}"},
    "reorder": {
        "zh": "{property}的顺序 {before} → {after}",
        "en": "order of {property} {before} → {after}",
    },
    "add_item": {"zh": "{property}增加 {item}", "en": "{property} gained {item}"},
    "remove_item": {"zh": "{property}去掉 {item}", "en": "{property} lost {item}"},
    "rename": {"zh": "键 {before} → {after}", "en": "key {before} → {after}"},
    "count_options": {"zh": "，{count} 个选项", "en": ", {count} options"},
    # -- apps
    "add_app": {"zh": "新增应用 {subject}", "en": "app {subject} added"},
    "remove_app": {"zh": "删除应用 {subject}", "en": "app {subject} removed"},
    "change_app": {"zh": "应用 {subject}：{what}", "en": "app {subject}: {what}"},
    "add_parameter": {"zh": "新增参数 {subject}", "en": "parameter {subject} added"},
    "remove_parameter": {"zh": "删除参数 {subject}", "en": "parameter {subject} removed"},
    "change_parameter": {"zh": "参数 {subject}：{what}", "en": "parameter {subject}: {what}"},
    # -- other documents
    "add_document": {"zh": "新增 {subject}", "en": "{subject} added"},
    "remove_document": {"zh": "删除 {subject}", "en": "{subject} removed"},
    "change_document": {"zh": "{subject}：{what}", "en": "{subject}: {what}"},
    # -- option sets and options
    "add_option_set": {
        "zh": "新增选项集 {subject}（{options} 个选项）",
        "en": "option set {subject} added ({options} options)",
    },
    "remove_option_set": {"zh": "删除选项集 {subject}", "en": "option set {subject} removed"},
    "change_option_set": {"zh": "选项集 {subject}：{what}", "en": "option set {subject}: {what}"},
    "add_option": {"zh": "新增选项 {subject}", "en": "option {subject} added"},
    "remove_option": {"zh": "删除选项 {subject}", "en": "option {subject} removed"},
    "relabel_option": {
        "zh": "选项 {subject}：名称 {before} → {after}",
        "en": "option {subject}: label {before} → {after}",
    },
    "recolour_option": {
        "zh": "选项 {subject}：颜色 {before} → {after}",
        "en": "option {subject}: color {before} → {after}",
    },
    "change_option": {"zh": "选项 {subject}：{what}", "en": "option {subject}: {what}"},
    "reorder_options": {
        "zh": "调整选项顺序 {subject}：{before} → {after}",
        "en": "options of {subject} reordered: {before} → {after}",
    },
    # -- tables and fields
    "add_table": {
        "zh": "新增表 {subject}（{fields} 个字段）",
        "en": "table {subject} added ({fields} fields)",
    },
    "remove_table": {"zh": "删除表 {subject}", "en": "table {subject} removed"},
    "rename_table": {"zh": "表 {subject}：{what}", "en": "table {subject}: {what}"},
    "relabel_table": {
        "zh": "表 {subject}：名称 {before} → {after}",
        "en": "table {subject}: label {before} → {after}",
    },
    "change_table": {"zh": "表 {subject}：{what}", "en": "table {subject}: {what}"},
    "add_field": {"zh": "新增字段 {subject}（{kind}）", "en": "field {subject} added ({kind})"},
    "remove_field": {"zh": "删除字段 {subject}", "en": "field {subject} removed"},
    "rename_field": {"zh": "字段 {subject}：{what}", "en": "field {subject}: {what}"},
    "relabel_field": {
        "zh": "字段 {subject}：名称 {before} → {after}",
        "en": "field {subject}: label {before} → {after}",
    },
    "widen_field": {"zh": "字段 {subject}：{what}", "en": "field {subject}: {what}"},
    "narrow_field": {
        "zh": "字段 {subject}：{what}（部分值可能无法保留）",
        "en": "field {subject}: {what} (some values may not fit)",
    },
    "change_default": {
        "zh": "字段 {subject}：默认值 {before} → {after}",
        "en": "field {subject}: default {before} → {after}",
    },
    "change_formula": {
        "zh": "字段 {subject}：公式 {before} → {after}",
        "en": "field {subject}: formula {before} → {after}",
    },
    "change_field": {"zh": "字段 {subject}：{what}", "en": "field {subject}: {what}"},
    "reorder_fields": {
        "zh": "调整字段顺序 {subject}：{before} → {after}",
        "en": "fields of {subject} reordered: {before} → {after}",
    },
    # -- rules
    "add_rule": {"zh": "新增规则 {subject}（{kind}）", "en": "rule {subject} added ({kind})"},
    "remove_rule": {"zh": "删除规则 {subject}", "en": "rule {subject} removed"},
    "change_rule": {"zh": "规则 {subject}：{what}", "en": "rule {subject}: {what}"},
    "reorder_rules": {
        "zh": "调整规则顺序 {subject}：{before} → {after}",
        "en": "rules of {subject} reordered: {before} → {after}",
    },
    # -- states
    "add_state_machine": {"zh": "新增状态机 {subject}", "en": "state machine {subject} added"},
    "remove_state_machine": {"zh": "删除状态机 {subject}", "en": "state machine {subject} removed"},
    "change_state_machine": {
        "zh": "状态机 {subject}：{what}",
        "en": "state machine {subject}: {what}",
    },
    "add_state": {"zh": "新增状态 {subject}", "en": "state {subject} added"},
    "remove_state": {"zh": "删除状态 {subject}", "en": "state {subject} removed"},
    "relabel_state": {
        "zh": "状态 {subject}：名称 {before} → {after}",
        "en": "state {subject}: label {before} → {after}",
    },
    "recolour_state": {
        "zh": "状态 {subject}：颜色 {before} → {after}",
        "en": "state {subject}: color {before} → {after}",
    },
    "change_state": {"zh": "状态 {subject}：{what}", "en": "state {subject}: {what}"},
    "add_limit": {
        "zh": "状态 {subject}：新增时限 {within}",
        "en": "state {subject}: limit {within}",
    },
    "remove_limit": {
        "zh": "状态 {subject}：取消时限",
        "en": "state {subject}: no limit any more",
    },
    "change_limit": {
        "zh": "状态 {subject} 的时限：{what}",
        "en": "limit of state {subject}: {what}",
    },
    "add_checklist_item": {
        "zh": "检查清单 {subject}：新增",
        "en": "checklist item {subject} added",
    },
    "remove_checklist_item": {
        "zh": "检查清单 {subject}：删除",
        "en": "checklist item {subject} removed",
    },
    "change_checklist_item": {
        "zh": "检查清单 {subject}：{what}",
        "en": "checklist item {subject}: {what}",
    },
    "reorder_states": {
        "zh": "调整状态顺序 {subject}：{before} → {after}",
        "en": "states of {subject} reordered: {before} → {after}",
    },
    "add_transition": {"zh": "新增流转 {subject}", "en": "transition {subject} added"},
    "remove_transition": {"zh": "删除流转 {subject}", "en": "transition {subject} removed"},
    "relabel_transition": {
        "zh": "流转 {subject}：名称 {before} → {after}",
        "en": "transition {subject}: label {before} → {after}",
    },
    "change_transition": {"zh": "流转 {subject}：{what}", "en": "transition {subject}: {what}"},
    "reorder_transitions": {
        "zh": "调整流转顺序 {subject}：{before} → {after}",
        "en": "transitions of {subject} reordered: {before} → {after}",
    },
    # -- views and roles
    "add_view": {"zh": "新增视图 {subject}（{kind}）", "en": "view {subject} added ({kind})"},
    "remove_view": {"zh": "删除视图 {subject}", "en": "view {subject} removed"},
    "relabel_view": {
        "zh": "视图 {subject}：名称 {before} → {after}",
        "en": "view {subject}: label {before} → {after}",
    },
    "change_view": {"zh": "视图 {subject}：{what}", "en": "view {subject}: {what}"},
    "add_role": {"zh": "新增角色 {subject}", "en": "role {subject} added"},
    "remove_role": {"zh": "删除角色 {subject}", "en": "role {subject} removed"},
    "relabel_role": {
        "zh": "角色 {subject}：名称 {before} → {after}",
        "en": "role {subject}: label {before} → {after}",
    },
    "change_role": {"zh": "角色 {subject}：{what}", "en": "role {subject}: {what}"},
    "add_powers": {"zh": "角色权限 {subject}：新增", "en": "powers {subject} added"},
    "remove_powers": {"zh": "角色权限 {subject}：去掉", "en": "powers {subject} removed"},
    "change_powers": {"zh": "角色权限 {subject}：{what}", "en": "powers {subject}: {what}"},
    "change_field_power": {
        "zh": "角色权限 {subject}：{before} → {after}",
        "en": "powers {subject}: {before} → {after}",
    },
    **WORKFLOW_SENTENCES,
    **REPORT_SENTENCES,
}

PROPERTIES: Mapping[str, str] = {
    "accept": "可接受的类型",
    "approval": "审批",
    "back": "对应字段",
    "build": "可构建",
    "button": "按钮文字",
    "by": "分列依据",
    "cards": "卡片字段",
    "category": "分类",
    "checklist": "检查清单",
    "children": "子表",
    "clear": "隐藏时清空",
    "color": "颜色",
    "colors": "条件颜色",
    "columns": "列",
    "confirm": "确认提示",
    "create": "新建",
    "creates": "同时新建",
    "currencies": "币种",
    "currency": "币种",
    "decimals": "小数位数",
    "default": "默认值",
    "delete": "删除",
    "density": "行高",
    "description": "说明",
    "digits": "位数",
    "edit": "编辑",
    "engine": "引擎版本",
    "export": "导出",
    "field": "字段",
    "fields": "字段",
    "filter": "筛选",
    "final": "终态",
    "form": "流转表单",
    "format": "格式",
    "formula": "公式",
    "from": "起始状态",
    "from_url": "地址参数",
    "frozen": "冻结",
    "group": "分组",
    "guard": "条件",
    "header": "标题区",
    "heading": "标题",
    "help": "提示",
    "history": "保留历史",
    "icon": "图标",
    "import": "导入",
    "indexed": "索引",
    "initial": "初始状态",
    "intro": "说明文字",
    "items": "项目",
    "key": "键",
    "kind": "种类",
    "label": "名称",
    "limit": "条数",
    "link": "关联字段",
    "log": "只追加",
    "max": "最大值",
    "max_length": "最大长度",
    "max_mb": "每个文件最大 MB 数",
    "max_files": "最多文件数",
    "min_width": "最小宽度",
    "min_height": "最小高度",
    "max_width": "最大宽度",
    "max_height": "最大高度",
    "message": "提示语",
    "min": "最小值",
    "navigation": "导航",
    "on": "时机",
    "on_delete": "对方删除时",
    "on_enter": "进入时",
    "on_leave": "离开时",
    "options": "选项",
    "override": "越过流转",
    "parameters": "参数",
    "parent": "上级",
    "phase": "阶段组",
    "phases": "阶段组",
    "placeholder": "占位提示",
    "power": "权限",
    "powers": "工作区权限",
    "prefix": "前缀",
    "public": "公开表单",
    "read": "查看",
    "reason": "原因",
    "refuse_when": "拒绝条件",
    "renamed_from": "原键",
    "required": "必填",
    "requires": "依赖",
    "rules": "规则",
    "run": "启动自动化",
    "search": "搜索字段",
    "sections": "分区",
    "set": "选项集",
    "show_if": "显示条件",
    "sort": "排序",
    "source": "来源",
    "span": "宽度",
    "state_machines": "状态机",
    "states": "状态",
    "table": "表",
    "tables": "表",
    "thanks": "提交后文字",
    "time": "计时",
    "title": "标题字段",
    "to": "目标状态",
    "total": "合计",
    "transitions": "流转",
    "type": "类型",
    "unit": "单位",
    "update": "修改",
    "value": "值",
    "values": "值",
    "version": "版本",
    "warn_run": "预警自动化",
    "warnings": "预警",
    "when": "条件",
    "width": "列宽",
    "within": "期限",
    **WORKFLOW_PROPERTIES,
    **REPORT_PROPERTIES,
}
"""Chinese names of properties; the English one is the property itself."""

COLORS: Mapping[str, Words] = {
    name: {"zh": words, "en": name}
    for name, words in {
        "grey": "灰",
        "red": "红",
        "orange": "橙",
        "yellow": "黄",
        "green": "绿",
        "teal": "青",
        "blue": "蓝",
        "indigo": "靛",
        "purple": "紫",
        "pink": "粉",
    }.items()
}

POWERS: Mapping[str, Words] = {
    "hidden": {"zh": "不可见", "en": "hidden"},
    "read": {"zh": "只读", "en": "read"},
    "create": {"zh": "新建时填写", "en": "create"},
    "edit": {"zh": "可编辑", "en": "edit"},
}

KINDS: Mapping[str, Words] = {
    "required": {"zh": "必填", "en": "required"},
    "validate": {"zh": "校验", "en": "validate"},
    "visible": {"zh": "显示", "en": "visible"},
    "clean": {"zh": "清洗", "en": "clean"},
    "fill": {"zh": "填充", "en": "fill"},
    "unique": {"zh": "唯一", "en": "unique"},
}

TYPES: Mapping[str, Words] = {
    **{
        name: {"zh": known.labels["zh"], "en": name.replace("_", " ")}
        for name, known in FIELD_TYPES.items()
    },
    "grid": {"zh": "表格", "en": "grid"},
    "kanban": {"zh": "看板", "en": "board"},
    "form": {"zh": "表单", "en": "form"},
    "detail": {"zh": "详情", "en": "detail"},
}

ON_DELETE: Mapping[str, Words] = {
    "restrict": {"zh": "不允许", "en": "restrict"},
    "clear": {"zh": "清空", "en": "clear"},
    "cascade": {"zh": "一起删除", "en": "cascade"},
}

VALUES: Mapping[str, Mapping[str, Words]] = {
    "color": COLORS,
    "power": POWERS,
    "kind": KINDS,
    "type": TYPES,
    "on_delete": ON_DELETE,
    "event": EVENTS,
    "do": STEPS,
}
"""Words for the values of a property that has few."""
