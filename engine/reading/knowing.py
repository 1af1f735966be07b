"""Which formulas a reader may know: those that name nothing hidden (decisions 43 and 44)."""

from __future__ import annotations

from engine.access import Access, TableAccess
from formula.references import reads
from formula.typed import Typed
from metadata.fields import SYSTEM_FIELDS
from metadata.fields.built_in import BUILT_IN_TABLES


def known_keys(mask: TableAccess) -> frozenset[str]:
    """The fields that the reader may know of."""
    return frozenset(mask.visible) | mask.creatable


def may_know(access: Access, formula: Typed) -> bool:
    """Whether everything that the formula reads is seen by the reader."""
    for read in reads(formula):
        if read.table in BUILT_IN_TABLES:
            continue
        if read.table not in access.tables:
            return False
        if read.key not in SYSTEM_FIELDS and read.key not in known_keys(access.table(read.table)):
            return False
    return True
