"""What can go wrong at the edge: a request, a caller or a setting that cannot be used.

EdgeError
├── BadRequest                the request itself cannot be read; `status` says which way
│   └── InvalidBody           a body of the wrong shape, with everything wrong with it (400)
├── NotFound                  no such thing for this caller (404)
├── NotAllowed                the caller may not do this (403)
├── SignInNeeded              nobody, or a session or token that is over (401)
├── SignInRefused             the login and password do not belong together (401)
├── TooManyTries              wrong passwords in a row; wait `seconds` (429)
├── PasswordUnusable          too short or too long to be a password (422)
├── SettingUnusable           a setting of the process that cannot be
└── ServerRefused             what a server answered to the command line

An error carries a code and parameters; the words are in `runtime.messages`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Parameters = Mapping[str, str | int]
NO_PARAMETERS: Parameters = {}


class EdgeError(Exception):
    """The base of what this package raises. `code` finds the words; `parameters` fill them."""

    code = "edge_error"

    def __init__(self, parameters: Parameters = NO_PARAMETERS) -> None:
        self.parameters = parameters
        details = ", ".join(f"{name}={value}" for name, value in parameters.items())
        super().__init__(f"{self.code}({details})" if details else self.code)


class BadRequest(EdgeError):
    """The request cannot be read as one of ours."""

    def __init__(self, code: str, status: int, parameters: Parameters = NO_PARAMETERS) -> None:
        self.code = code
        self.status = status
        super().__init__(parameters)


@dataclass(frozen=True, slots=True)
class BodyProblem:
    """One thing wrong with a body; `pointer` is a JSON pointer into it."""

    code: str
    pointer: str
    parameters: Parameters = field(default_factory=lambda: NO_PARAMETERS)


class InvalidBody(BadRequest):
    """A body of the wrong shape; `problems` says everything that is wrong with it."""

    def __init__(self, problems: Sequence[BodyProblem]) -> None:
        super().__init__("invalid_body", 400, {"count": len(problems)})
        self.problems = tuple(problems)


class NotFound(EdgeError):
    """What was asked for does not exist, or is hidden from the caller (decision 43)."""

    def __init__(self, code: str, parameters: Parameters = NO_PARAMETERS) -> None:
        self.code = code
        super().__init__(parameters)


class NotAllowed(EdgeError):
    """The caller is known and may not do this."""

    def __init__(self, code: str, parameters: Parameters = NO_PARAMETERS) -> None:
        self.code = code
        super().__init__(parameters)


class SignInNeeded(EdgeError):
    """Nobody is signed in, or no longer."""

    code = "sign_in_needed"


class SignInRefused(EdgeError):
    """Login and password do not belong together; which of them is wrong is not said."""

    code = "sign_in_refused"


class TooManyTries(EdgeError):
    """There were too many wrong passwords; the next try counts after `seconds`."""

    code = "too_many_tries"

    def __init__(self, seconds: int) -> None:
        super().__init__({"seconds": seconds})
        self.seconds = seconds


class PasswordUnusable(EdgeError):
    """A text that cannot be a password."""

    code = "password_unusable"


class SettingUnusable(EdgeError):
    """A setting that the process cannot start with."""

    def __init__(self, code: str, parameters: Parameters = NO_PARAMETERS) -> None:
        self.code = code
        super().__init__(parameters)


class ServerRefused(EdgeError):
    """An answer of the interface that is a refusal; `problem` is its problem JSON."""

    code = "server_refused"

    def __init__(self, status: int, problem: Mapping[str, object]) -> None:
        super().__init__({"status": status})
        self.status = status
        self.problem = problem
