"""What an import did, line by line where something did not go in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.importing.messages import WARNINGS
from engine.messages import refusal_words
from engine.writing.change import Refusal


@dataclass(frozen=True, slots=True)
class Warned:
    """Something to know about an import that went on all the same."""

    code: str
    parameters: Mapping[str, str | int] = field(default_factory=dict)
    suggestion: str | None = None

    def told(self, language: str) -> dict[str, object]:
        """The warning as JSON."""
        sentences = WARNINGS[self.code]
        message = sentences.get(language, sentences["zh"]).format_map(dict(self.parameters))
        return {
            "code": self.code,
            **self.parameters,
            "suggestion": self.suggestion,
            "message": message,
        }


@dataclass(frozen=True, slots=True)
class RefusedValue:
    """One reason why a line was refused. `field` and `column` are None where it is the line as a
    whole; `value` is what the file has there."""

    refusal: Refusal
    field: str | None = None
    column: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that was not written, with all its reasons. `line` is where it begins in the file."""

    line: int
    reasons: tuple[RefusedValue, ...]

    def told(self, language: str) -> list[dict[str, object]]:
        """The reasons as JSON, one entry each."""
        return [
            {
                "line": self.line,
                "field": reason.field,
                "column": reason.column,
                "code": reason.refusal.code,
                "message": refusal_words(reason.refusal, language),
                "suggestion": reason.refusal.suggestion,
                "value": reason.value,
            }
            for reason in self.reasons
        ]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An import of the same file into the same table before."""

    id: int
    at: datetime
    user: int | None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """read = written + refused + recognised: no line is lost.

    `recognised` lines went in at an `earlier` import of the same file. `mapping` is the field by
    heading. `seconds` is the time it took.
    """

    id: int
    table: str
    file_name: str
    read: int
    written: int
    recognised: int
    refused: tuple[RefusedLine, ...]
    warnings: tuple[Warned, ...]
    mapping: Mapping[str, str]
    seconds: float
    earlier: Earlier | None = None

    def told(self, language: str) -> dict[str, object]:
        """The report as JSON; `refused` has an entry for each reason."""
        earlier = self.earlier
        return {
            "id": str(self.id),
            "table": self.table,
            "file": self.file_name,
            "read": self.read,
            "written": self.written,
            "recognised": self.recognised,
            "refused_lines": len(self.refused),
            "refused": [entry for line in self.refused for entry in line.told(language)],
            "warnings": [warning.told(language) for warning in self.warnings],
            "mapping": dict(self.mapping),
            "seconds": round(self.seconds, 3),
            "earlier": None
            if earlier is None
            else {
                "id": str(earlier.id),
                "at": earlier.at.isoformat(),
                "user": None if earlier.user is None else str(earlier.user),
            },
        }
