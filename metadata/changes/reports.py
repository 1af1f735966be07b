"""Changes to reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from metadata.changes.change import Change
from metadata.changes.pattern import REST, Pattern


@dataclass(frozen=True, slots=True)
class AddReport(Change):
    """A new report; roles say who may open it."""

    code: ClassVar[str] = "add_report"

    def inverse(self) -> RemoveReport:
        """The change that takes this one back."""
        return self.turned(RemoveReport)


@dataclass(frozen=True, slots=True)
class RemoveReport(Change):
    """The report is gone; what was kept of it stays."""

    code: ClassVar[str] = "remove_report"

    def inverse(self) -> AddReport:
        """The change that takes this one back."""
        return self.turned(AddReport)


@dataclass(frozen=True, slots=True)
class RelabelReport(Change):
    """People call the report something else."""

    code: ClassVar[str] = "relabel_report"

    def parameters(self, language: str) -> dict[str, str]:
        """The two labels, beside the name."""
        return Change.parameters(self, language) | self.pair(language)


@dataclass(frozen=True, slots=True)
class ChangeReportPage(Change):
    """Its page looks otherwise."""

    code: ClassVar[str] = "change_report_page"


@dataclass(frozen=True, slots=True)
class ChangeReport(Change):
    """What it computes."""

    code: ClassVar[str] = "change_report"


PATTERNS = (
    Pattern("report", (), ChangeReport, add=AddReport, remove=RemoveReport),
    Pattern("report", ("label",), RelabelReport),
    Pattern("report", ("template",), ChangeReportPage),
    Pattern("report", (REST,), ChangeReport),
)
