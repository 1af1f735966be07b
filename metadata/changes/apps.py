"""Changes to an app, its parameters, and to documents of kinds without classes here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from metadata.changes.change import Change
from metadata.changes.pattern import ANY, REST, Pattern


@dataclass(frozen=True, slots=True)
class AddApp(Change):
    """A new app."""

    code: ClassVar[str] = "add_app"

    def inverse(self) -> RemoveApp:
        """The change that takes this one back."""
        return self.turned(RemoveApp)


@dataclass(frozen=True, slots=True)
class RemoveApp(Change):
    """The app is gone."""

    code: ClassVar[str] = "remove_app"

    def inverse(self) -> AddApp:
        """The change that takes this one back."""
        return self.turned(AddApp)


@dataclass(frozen=True, slots=True)
class ChangeApp(Change):
    """Something about the app: its label, version, navigation."""

    code: ClassVar[str] = "change_app"


@dataclass(frozen=True, slots=True)
class AddParameter(Change):
    """One more value that an installation sets."""

    code: ClassVar[str] = "add_parameter"

    def inverse(self) -> RemoveParameter:
        """The change that takes this one back."""
        return self.turned(RemoveParameter)


@dataclass(frozen=True, slots=True)
class RemoveParameter(Change):
    """The value is no longer asked for."""

    code: ClassVar[str] = "remove_parameter"

    def inverse(self) -> AddParameter:
        """The change that takes this one back."""
        return self.turned(AddParameter)


@dataclass(frozen=True, slots=True)
class ChangeParameter(Change):
    """Something about a parameter: its type, its default."""

    code: ClassVar[str] = "change_parameter"


@dataclass(frozen=True, slots=True)
class AddDocument(Change):
    """A new document of any other kind."""

    code: ClassVar[str] = "add_document"

    def inverse(self) -> RemoveDocument:
        """The change that takes this one back."""
        return self.turned(RemoveDocument)


@dataclass(frozen=True, slots=True)
class RemoveDocument(Change):
    """A document of any other kind is gone."""

    code: ClassVar[str] = "remove_document"

    def inverse(self) -> AddDocument:
        """The change that takes this one back."""
        return self.turned(AddDocument)


@dataclass(frozen=True, slots=True)
class ChangeDocument(Change):
    """Anything in a document of any other kind: the values of parameters."""

    code: ClassVar[str] = "change_document"


PATTERNS = (
    Pattern("app", (), ChangeApp, add=AddApp, remove=RemoveApp),
    Pattern("app", ("parameters", ANY), ChangeParameter, add=AddParameter, remove=RemoveParameter),
    Pattern("app", ("parameters", ANY, REST), ChangeParameter),
    Pattern("app", (REST,), ChangeApp),
)

LAST_PATTERNS = (
    Pattern(ANY, (), ChangeDocument, add=AddDocument, remove=RemoveDocument),
    Pattern(ANY, (REST,), ChangeDocument),
)
"""After all others: what has no class of its own is mentioned all the same."""
