"""What can go wrong with packages, beside what documents and writes refuse.

MarketError
├── PackageUnknown             no package of that key is shipped
├── PackagePresent             the package is installed already; an upgrade is no install
├── PackageAbsent              the package is not installed
├── PackageNotNewer            what is installed is as new as what is shipped
├── PackageNeeds               packages that it builds on are missing, or too old
├── PackageParametersUnusable  values that parameters of the package cannot have
└── PackageRecordsBroken       a CSV file of the package does not fit its tables

An error carries a code and parameters; the words are in `templates_market.messages`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


class MarketError(Exception):
    """The base of what this package raises."""

    code = "market_error"

    def __init__(self, parameters: Mapping[str, str | int] | None = None) -> None:
        super().__init__(f"{self.code} {dict(parameters or {})}")
        self.parameters = dict(parameters or {})


class PackageUnknown(MarketError):
    """No package `key` is shipped; `suggestions` are those that are."""

    code = "package_unknown"

    def __init__(self, key: str, suggestions: Sequence[str] = ()) -> None:
        super().__init__({"package": key})
        self.suggestions = tuple(suggestions)


class PackagePresent(MarketError):
    """The app is installed, in this version or in another."""

    code = "package_present"


class PackageAbsent(MarketError):
    """The app is not installed."""

    code = "package_absent"


class PackageNotNewer(MarketError):
    """There is nothing to upgrade to."""

    code = "package_not_newer"


class PackageNeeds(MarketError):
    """Packages that the package builds on are not installed, or in versions that do not do:
    `needs` are all of them as people read them (`crm >=1.1`)."""

    code = "package_needs"

    def __init__(self, key: str, needs: Sequence[str]) -> None:
        super().__init__({"package": key, "needs": "、".join(needs)})
        self.needs = tuple(needs)


@dataclass(frozen=True, slots=True)
class ParameterProblem:
    """What is wrong with the value of a parameter; `code` is one of the messages."""

    code: str
    key: str


class PackageParametersUnusable(MarketError):
    """Values that parameters cannot have; `problems` says everything that is wrong."""

    code = "package_parameters_unusable"

    def __init__(self, problems: Sequence[ParameterProblem]) -> None:
        super().__init__({"count": len(problems)})
        self.problems = tuple(problems)


class PackageRecordsBroken(MarketError):
    """A file of records is wrong; `reason` is a code of the messages."""

    code = "package_records_broken"

    def __init__(self, reason: str, file: str, line: int, name: str) -> None:
        super().__init__({"file": file, "line": line, "name": name})
        self.reason = reason
