"""What can go wrong with packages, beside what documents and writes refuse.

MarketError
├── PackageUnknown         no package of that key is shipped
├── PackagePresent         another version of the package is installed; an upgrade is no install
└── PackageRecordsBroken   a CSV file of the package does not fit its tables

An error carries a code and parameters; the words are in `templates_market.messages`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


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
    """The app is installed in another version."""

    code = "package_present"


class PackageRecordsBroken(MarketError):
    """A file of records is wrong; `reason` is a code of the messages."""

    code = "package_records_broken"

    def __init__(self, reason: str, file: str, line: int, name: str) -> None:
        super().__init__({"file": file, "line": line, "name": name})
        self.reason = reason
