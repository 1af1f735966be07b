"""The checks between documents: one question each, all asked, everything found told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from metadata.checks.apps import check_apps
from metadata.checks.fields import check_fields
from metadata.checks.names import check_names
from metadata.checks.options import check_options
from metadata.checks.reports import check_reports
from metadata.checks.roles import check_roles
from metadata.checks.rules import check_rules
from metadata.checks.states import check_states
from metadata.checks.views import check_views
from metadata.draft import Draft
from metadata.problems import Problem

CHECKS: tuple[Callable[[Draft], Iterable[Problem]], ...] = (
    check_apps,
    check_names,
    check_options,
    check_fields,
    check_rules,
    check_states,
    check_views,
    check_roles,
    check_reports,
)


def check_documents(draft: Draft) -> list[Problem]:
    """Everything that is wrong between the documents of a draft whose fields are resolved."""
    return [problem for check in CHECKS for problem in check(draft)]
