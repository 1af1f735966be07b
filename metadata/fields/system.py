"""The fields that every table has (decision 13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from formula.types import DateTime, Number, Ref, Type


@dataclass(frozen=True, slots=True)
class SystemField:
    """A field the engine keeps. `type` is the field type that its values are shown as."""

    key: str
    labels: Mapping[str, str]
    type: str
    value_type: Type
    nullable: bool = False

    def value_type_in(self, table: str) -> Type:
        """The type in formulas on `table`; the record's id is a reference to itself."""
        return Ref(table) if self.key == "id" else self.value_type


SYSTEM_FIELDS: Mapping[str, SystemField] = {
    system.key: system
    for system in (
        SystemField("id", {"zh": "记录编号", "en": "Record id"}, "reference", Ref("")),
        SystemField("created_at", {"zh": "创建时间", "en": "Created at"}, "datetime", DateTime()),
        SystemField(
            "created_by", {"zh": "创建人", "en": "Created by"}, "user", Ref("user"), nullable=True
        ),
        SystemField("updated_at", {"zh": "更新时间", "en": "Updated at"}, "datetime", DateTime()),
        SystemField(
            "updated_by", {"zh": "更新人", "en": "Updated by"}, "user", Ref("user"), nullable=True
        ),
        SystemField("version", {"zh": "版本", "en": "Version"}, "integer", Number(0)),
        SystemField(
            "deleted_at",
            {"zh": "删除时间", "en": "Deleted at"},
            "datetime",
            DateTime(),
            nullable=True,
        ),
    )
}
"""By key, in the order they are shown."""

RESERVED_KEYS = frozenset({*SYSTEM_FIELDS, "deletion"})
"""Field keys no document may use: `deletion` is the column of what was deleted together."""
