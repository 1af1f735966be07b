"""What goes wrong with approvals.

ApprovalError
├── UnknownApproval      there is none, or none that the caller has to do with
└── ApprovalRefused      it cannot be done now, or not by this person
"""

from __future__ import annotations

from collections.abc import Mapping

Parameters = Mapping[str, str | int]


class ApprovalError(Exception):
    """The base: `code` finds the words in workflow.messages."""

    def __init__(self, code: str, parameters: Parameters | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.parameters: Parameters = parameters or {}


class UnknownApproval(ApprovalError):
    """There is no such approval, or none that the caller has to do with."""

    def __init__(self) -> None:
        super().__init__("unknown_approval")


class ApprovalRefused(ApprovalError):
    """It cannot be done now, or not by this person."""
