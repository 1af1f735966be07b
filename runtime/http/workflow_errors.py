"""What the errors of `workflow` are to the web."""

from __future__ import annotations

from collections.abc import Mapping

from workflow import errors

WORKFLOW_STATUS: Mapping[type[Exception], int] = {
    errors.WorkflowError: 422,
    errors.RunUnknown: 404,
    errors.RunRefused: 409,
    errors.TrialUnknown: 404,
    errors.TrialOver: 409,
    errors.BacktestUnknown: 404,
    errors.TodoUnknown: 404,
    errors.TodoClosed: 409,
    errors.AnswerRefused: 422,
    errors.NotificationUnknown: 404,
    errors.AbsenceUnknown: 404,
    errors.AbsenceRefused: 422,
    errors.SecretKeyUnusable: 503,
    errors.CredentialUnknown: 404,
    errors.CredentialRefused: 422,
    errors.OutsideRefused: 422,
    errors.ConnectorUnknown: 404,
    errors.SubscriptionUnknown: 404,
    errors.HookUnknown: 404,
    errors.HookRefused: 401,
    errors.ChannelUnknown: 404,
    errors.DeliveryUnknown: 404,
    errors.ApprovalUnknown: 404,
    errors.ApprovalRefused: 422,
    errors.ApprovalClosed: 409,
    errors.DelegationUnknown: 404,
    errors.DelegationRefused: 422,
    errors.ReportUnknown: 404,
    errors.ReportTooLarge: 422,
}
