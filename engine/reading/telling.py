"""Values as people read them: options by their labels, records by their titles, with units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.reading.explaining import SeenRecords
from formula.errors import FormulaValueError
from formula.typed import FieldValue, Follow, Typed
from formula.types import ListOf, Number, RecordSet, Ref, Text, Type
from metadata.documents.field import FormulaField
from metadata.fields import FIELD_TYPES
from metadata.fields.built_in import BUILT_IN_TABLES
from metadata.fields.field_type import Showing
from metadata.fields.number import tell_number
from metadata.resolved import Field

MOST_TITLES = 20
NO_FIELD = Field(
    key="value",
    labels={},
    type="formula",
    value_type=Text(),
    document=FormulaField(key="value", label="value", type="formula", formula="1"),
)
"""What stands for the field of a value of which only the type is known."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells values to one reader."""

    records: SeenRecords
    showing: Showing

    def field(self, field: Field, value: object) -> str:
        """The value of a field; blank and a failed formula are ''."""
        if value is None or isinstance(value, FormulaValueError):
            return ""
        if isinstance(field.value_type, Ref | RecordSet):
            return self.type(field.value_type, value)
        told = FIELD_TYPES[field.type].teller(field, self.showing)(value)
        unit = getattr(field.document, "unit", None)
        return f"{told} {unit}" if told and unit is not None else told

    def node(self, node: Typed, value: object) -> str:
        """The value of a part of a formula: that of a field as the field is told."""
        if isinstance(node, FieldValue | Follow):
            table = self.records.transaction.catalog.tables.get(node.table)
            own = None if table is None else table.table.fields.get(node.key)
            if own is not None:
                return self.field(own, value)
        return self.type(node.type, value)

    def type(self, type_: Type, value: object) -> str:
        """A value of which only the type is known."""
        if value is None:
            return ""
        match type_:
            case Number():
                return tell_number(value)
            case Ref(table):
                return self.title(table, value)
            case RecordSet(table) | ListOf(Ref(table)):
                items: Sequence[object] = value if isinstance(value, list | tuple) else ()
                ids = [each["id"] if isinstance(each, dict) else each for each in items]
                return "、".join(self.title(table, id) for id in ids[:MOST_TITLES])
            case ListOf(item):
                items = value if isinstance(value, list | tuple) else ()
                return "、".join(self.type(item, each) for each in items[:MOST_TITLES])
        like = replace(NO_FIELD, value_type=type_, options=getattr(type_, "options", ()))
        return FIELD_TYPES["formula"].teller(like, self.showing)(value)

    def title(self, table: str, id: object) -> str:
        """What the reader calls the record; '' where it is out of sight."""
        if not isinstance(id, int):
            return ""
        found = self.records.record(table, id)
        if found is None:
            return ""
        if table in BUILT_IN_TABLES:
            return str(found["name"])
        owner = self.records.transaction.access.table(table).table
        if owner.title is None or owner.title not in found:
            return str(id)
        title = owner.fields[owner.title]
        if isinstance(title.value_type, Ref | RecordSet):
            return str(id)
        return self.field(title, found[owner.title])
