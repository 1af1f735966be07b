"""What this package refuses.

WorkflowError
├── SecretKeyUnusable    the key of the secrets is lost, or too short (503)
├── CredentialUnknown    no credential of that name (404)
├── CredentialRefused    parts that make no credential of that kind (422)
├── OutsideRefused       an address that may not be asked, or a setting of them (422)
├── ConnectorUnknown     no such connector, or nothing of that name in it (404)
├── SubscriptionUnknown  no such subscription, or no such message of it (404)
├── HookUnknown          no automation listens at that address (404)
├── HookRefused          a call whose signature, age or body is wrong (401)
├── ChannelUnknown       no such channel (404)
├── DeliveryUnknown      no such message (404)
├── RunUnknown           no such run, or nothing the actor may know of (404)
├── RunRefused           a run, or an automation, that this cannot be done with now (409)
├── TrialUnknown         no such trial, or none whose automation the actor may build (404)
├── TrialOver            it has its verdict already (409)
├── TodoUnknown          no such to-do, or it is not this person's (404)
├── TodoClosed           somebody has answered it, or it is not asked any more (409)
├── AnswerRefused        an answer that cannot be given so (422)
├── NotificationUnknown  no such notification of this person (404)
├── AbsenceUnknown       no such absence (404)
├── AbsenceRefused       an absence that ends before it begins (422)
├── ApprovalUnknown      no such approval, or nothing that this person has to do with (404)
├── ApprovalRefused      it cannot be done so, or not by this person (422)
│   └── ApprovalClosed   it is over, or somebody has decided meanwhile (409)
├── BacktestUnknown      no such backtest, or nothing the actor may know of (404)
├── DelegationUnknown    no such delegation of this person (404)
├── DelegationRefused    a delegation that cannot be (422)
├── ReportUnknown        no such report, or none that this person may open (404)
└── ReportTooLarge       a page that grows beyond its limits of size or time (422)

An error carries a code and parameters; the words are in `workflow.messages`. Errors know no HTTP.
"""

from __future__ import annotations

from collections.abc import Mapping


class WorkflowError(Exception):
    """The base of what this package raises. `code` finds the words; `parameters` fill them."""

    code = "workflow_error"

    def __init__(
        self, parameters: Mapping[str, str | int] | None = None, *, code: str | None = None
    ) -> None:
        self.parameters: Mapping[str, str | int] = parameters or {}
        self.code = code or type(self).code
        super().__init__(f"{self.code} {dict(self.parameters)}")


class RunUnknown(WorkflowError):
    """No run, or no automation, of that name is there for the actor; `code` says which."""

    code = "run_unknown"


class RunRefused(WorkflowError):
    """It cannot be done now; `code` says why (run_not_dead, run_over, button_closed)."""

    code = "run_not_dead"


class TrialUnknown(WorkflowError):
    """No trial of that id is there for the actor."""

    code = "trial_unknown"


class TrialOver(WorkflowError):
    """The trial is over: nothing is left to be decided."""

    code = "trial_over"


class BacktestUnknown(WorkflowError):
    """No backtest of that id is there for the actor."""

    code = "backtest_unknown"


class TodoUnknown(WorkflowError):
    """No to-do of that id is this person's."""

    code = "todo_unknown"


class TodoClosed(WorkflowError):
    """It is too late: `code` says why (todo_done, todo_withdrawn, todo_expired)."""

    code = "todo_done"


class AnswerRefused(WorkflowError):
    """The answer cannot be given so; `code` says why."""

    code = "answer_unknown"


class NotificationUnknown(WorkflowError):
    """No notification of that id is this person's."""

    code = "notification_unknown"


class AbsenceUnknown(WorkflowError):
    """No absence of that id."""

    code = "absence_unknown"


class AbsenceRefused(WorkflowError):
    """The absence ends before it begins."""

    code = "absence_unusable"


class SecretKeyUnusable(WorkflowError):
    """What is sealed cannot be opened: `code` says why (secret_key_short, secret_key_lost,
    secret_broken)."""

    code = "secret_key_short"


class CredentialUnknown(WorkflowError):
    """No credential of that name."""

    code = "credential_unknown"


class CredentialRefused(WorkflowError):
    """These parts make no credential of that kind; `code` says which is wrong."""

    code = "credential_kind"


class OutsideRefused(WorkflowError):
    """An address that may not be asked (decision 47), or a setting that would allow too much."""

    code = "address_refused"


class ConnectorUnknown(WorkflowError):
    """No connector of that name, or nothing of that name in it."""

    code = "connector_unknown"


class SubscriptionUnknown(WorkflowError):
    """No subscription of that id."""

    code = "subscription_unknown"


class HookUnknown(WorkflowError):
    """No automation listens at that address."""

    code = "hook_unknown"


class HookRefused(WorkflowError):
    """The call does not prove whom it is from; `code` says what is wrong."""

    code = "hook_unsigned"


class ChannelUnknown(WorkflowError):
    """No channel of that key."""

    code = "channel_unknown"


class DeliveryUnknown(WorkflowError):
    """No message of that id."""

    code = "delivery_unknown"


class ApprovalUnknown(WorkflowError):
    """No approval of that id, or none that this person has to do with."""

    code = "approval_unknown"


class ApprovalRefused(WorkflowError):
    """It cannot be done so; `code` says why."""

    code = "approval_refused"


class ApprovalClosed(ApprovalRefused):
    """It is too late; `code` says why (approval_over, already_decided, changed_meanwhile)."""

    code = "approval_over"


class DelegationUnknown(WorkflowError):
    """No delegation of that id is this person's."""

    code = "delegation_unknown"


class DelegationRefused(WorkflowError):
    """The delegation cannot be; `code` says why."""

    code = "delegation_unusable"


class ReportUnknown(WorkflowError):
    """No report of that name is there for the actor."""

    code = "report_unknown"


class ReportTooLarge(WorkflowError):
    """The page of a report is too long, or takes too long."""

    code = "report_too_large"
