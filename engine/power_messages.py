"""The words of refusals for want of a power, or while an approval has frozen a record."""

from __future__ import annotations

from collections.abc import Mapping

POWER_REFUSALS: Mapping[str, Mapping[str, str]] = {
    "create_forbidden": {"zh": "没有新建权限", "en": "Records may not be created"},
    "update_forbidden": {"zh": "没有修改权限", "en": "The record may not be changed"},
    "delete_forbidden": {"zh": "没有删除权限", "en": "The record may not be deleted"},
    "field_forbidden": {"zh": "没有修改该字段的权限", "en": "The field may not be changed"},
    "field_frozen": {
        "zh": "审批中，该字段不能修改",
        "en": "It is being approved; the field may not be changed meanwhile",
    },
    "frozen_by_approval": {
        "zh": "审批中，不能删除",
        "en": "It is being approved; the record may not be deleted meanwhile",
    },
    "transition_forbidden": {"zh": "没有执行该流转的权限", "en": "The move is not allowed"},
}
