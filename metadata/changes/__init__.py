"""The closed set of changes, by piece: what `metadata.diff` finds and people read.

Every class has `code`, `place`, `sentence(language)` and `inverse()`; `PATTERNS` says which edit is
which change, the first that fits.
"""

from __future__ import annotations

from metadata.changes import (
    approvals,
    apps,
    automations,
    fields,
    options,
    reports,
    roles,
    rules,
    states,
    tables,
    views,
)
from metadata.changes.pattern import Pattern

PATTERNS: tuple[Pattern, ...] = (
    *apps.PATTERNS,
    *options.PATTERNS,
    *fields.PATTERNS,
    *fields.LAST_PATTERNS,
    *rules.PATTERNS,
    *states.PATTERNS,
    *tables.PATTERNS,
    *views.PATTERNS,
    *roles.PATTERNS,
    *automations.PATTERNS,
    *approvals.PATTERNS,
    *reports.PATTERNS,
    *apps.LAST_PATTERNS,
)
