"""What can go wrong below the edge, beside what formula and metadata refuse.

EngineError
├── DatabaseError                 the database, not the request
│   ├── DatabaseUnavailable       nobody answers, or the answer got lost; nothing half-done stays
│   │   └── OutcomeUnknown        the connection broke while committing: done or not, never half
│   ├── StorageFull               no room on the disk; this write is refused, others go on
│   ├── WorkspaceInUse            another process holds the SQLite file
│   ├── UnsuitableDatabase        an address or version that cannot be used
│   ├── TooManyConflicts          other writers were in the way four times
│   ├── StructureBusy             a table could not be locked long enough to change it
│   └── UniqueBroken              a value that must be unique is there already
├── RevisionUnknown               no revision of that number
├── BaseMoved                     the documents changed since the plan was made (409)
├── DocumentsConflict             two people changed the same piece of a document otherwise (409)
├── ConsentNeeded                 a plan has dangers that were not accepted (409)
├── PlanBlocked                   records are in the plan's way (422)
├── PlanUnknown                   no such plan, or older than 24 hours
├── UnknownTable                  no such table, or nothing of it is open to the actor (404)
├── UnknownRecord                 no such record, or outside the actor's rows (404)
├── Forbidden                     seen, but not allowed (403)
├── WriteRefused                  changes that are refused, with every refusal of every one (422)
│   ├── WriteForbidden            all that is wrong is that the actor may not (403)
│   ├── UnknownTransition         no such move of the table, as far as the actor may know (404)
│   └── VersionConflict           somebody else has written the record meanwhile (409)
├── GrantEnded                    a move that does not wait for an approval any more (409)
├── CatalogMoved                  a write began on a revision that is no longer the present one
├── RowsMoved                     a record changed between being looked at and being locked
├── KeyReused                     an idempotency key that came with another body before (409)
├── UnknownFile                   no such file, or no field that holds it is seen (404)
├── FileRefused                   an upload that cannot be kept; its code says why (422)
├── UnknownImport                 no such import of this actor (404)
├── ImportState                   an import that is not in a state for that (409)
├── ImportRefused                 a file that cannot be imported as it is; its code says why (422)
├── InvalidQuery                  a query that asks for what cannot be, with every problem
└── PeopleRefused                 a user, department, membership or role that cannot be so

An error carries a code and parameters; the words are in `engine.messages`. Errors know no HTTP.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.changing.stored_plan import StoredPlan
from engine.writing.change import Outcome
from metadata.merge import Conflict


class EngineError(Exception):
    """The base of what this package raises. `code` finds the words; `parameters` fill them."""

    code: str

    def __init__(self, parameters: Mapping[str, str | int] | None = None) -> None:
        self.parameters: Mapping[str, str | int] = parameters or {}
        details = ", ".join(f"{name}={value}" for name, value in self.parameters.items())
        super().__init__(f"{self.code}({details})" if details else self.code)


class DatabaseError(EngineError):
    """The database could not do it, whatever was asked."""

    code = "database_error"


class DatabaseUnavailable(DatabaseError):
    """The database does not answer. Nothing of the transaction is in it."""

    code = "database_unavailable"


class OutcomeUnknown(DatabaseUnavailable):
    """The connection broke while the transaction was being committed: it is wholly done or not at
    all. The same request with the same idempotency key finds out."""

    code = "outcome_unknown"


class StorageFull(DatabaseError):
    """There is no room left to write."""

    code = "storage_full"


class WorkspaceInUse(DatabaseError):
    """Another process holds the SQLite file `path`."""

    code = "workspace_in_use"


class UnsuitableDatabase(DatabaseError):
    """The address cannot be read, or the database is too old."""

    code = "unsuitable_database"


class TooManyConflicts(DatabaseError):
    """Serialization failures or deadlocks came up four times in a row."""

    code = "too_many_conflicts"


class StructureBusy(DatabaseError):
    """Long transactions kept a table from being changed."""

    code = "structure_busy"


class UniqueBroken(DatabaseError):
    """A unique index would hold one value twice. `columns` are the index's, where known."""

    code = "unique_broken"

    def __init__(self, table: str, columns: tuple[str, ...], index: str | None) -> None:
        super().__init__({"table": table, "columns": ", ".join(columns)})
        self.table = table
        self.columns = columns
        self.index = index


class RevisionUnknown(EngineError):
    """There is no revision `number`."""

    code = "revision_unknown"


class BaseMoved(EngineError):
    """The workspace is at revision `present`, the plan was made at `base`."""

    code = "base_moved"


class PlanUnknown(EngineError):
    """There is no plan `plan`; plans are kept for 24 hours."""

    code = "plan_unknown"


class DocumentsConflict(EngineError):
    """Somebody else has changed the same pieces otherwise; `conflicts` has both sides of each."""

    code = "documents_conflict"

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        super().__init__({"count": len(conflicts)})
        self.conflicts = tuple(conflicts)


class ConsentNeeded(EngineError):
    """The plan's dangers `missing` were not accepted; `plan` is the plan as it is now."""

    code = "consent_needed"

    def __init__(self, plan: StoredPlan, missing: Sequence[str]) -> None:
        super().__init__({"count": len(missing)})
        self.plan = plan
        self.missing = tuple(missing)


class PlanBlocked(EngineError):
    """There are records that the plan cannot be applied over; its findings say which."""

    code = "plan_blocked"

    def __init__(self, plan: StoredPlan) -> None:
        super().__init__()
        self.plan = plan


class UnknownTable(EngineError):
    """There is no table `table` for this actor: hidden is unknown (decision 43)."""

    code = "unknown_table"

    def __init__(self, table: str, suggestions: Sequence[str] = ()) -> None:
        super().__init__({"table": table})
        self.table = table
        self.suggestions = tuple(suggestions)


class UnknownRecord(EngineError):
    """There is no record `id` of `table` for this actor."""

    code = "unknown_record"

    def __init__(self, table: str, record: str) -> None:
        super().__init__({"table": table, "record": record})


class Forbidden(EngineError):
    """The actor sees the thing and may not do this to it; `action` is a code of the messages."""

    code = "forbidden"

    def __init__(self, action: str, parameters: Mapping[str, str | int] | None = None) -> None:
        super().__init__({"action": action, **(parameters or {})})
        self.action = action


@dataclass(frozen=True, slots=True)
class QueryProblem:
    """One thing wrong with a query. `place` is the parameter or the pointer into the body."""

    code: str
    place: str
    parameters: Mapping[str, str | int] = field(default_factory=dict)
    suggestion: str | None = None


class InvalidQuery(EngineError):
    """A query that cannot be answered as asked; `problems` says everything wrong with it."""

    code = "invalid_query"

    def __init__(self, problems: Sequence[QueryProblem]) -> None:
        super().__init__({"count": len(problems)})
        self.problems = tuple(problems)


class WriteRefused(EngineError):
    """Nothing of the write is stored. `outcomes` has one entry for each change, refused or not;
    `refusals` are all of them in order."""

    code = "write_refused"

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        self.outcomes = tuple(outcomes)
        self.refusals = tuple(refusal for outcome in self.outcomes for refusal in outcome.refusals)
        super().__init__({"count": len(self.refusals)})

    def __str__(self) -> str:
        """The refusals by their codes, for logs and tests."""
        return ", ".join(f"{found.pointer or '/'}: {found.code}" for found in self.refusals)


class WriteForbidden(WriteRefused):
    """A single change that the actor sees and may not make, or not to these fields."""

    code = "write_forbidden"


class UnknownTransition(WriteRefused):
    """The table has no such move, as far as the actor may know."""

    code = "unknown_transition"


class VersionConflict(WriteRefused):
    """The record is at `version` now, not at the one the caller saw."""

    code = "version_conflict"

    def __init__(self, outcomes: Sequence[Outcome], version: int) -> None:
        super().__init__(outcomes)
        self.version = version
        self.parameters = {"version": version}


class GrantEnded(EngineError):
    """The move of `grant` does not wait for an approval any more, or never did."""

    code = "grant_ended"

    def __init__(self, grant: int) -> None:
        super().__init__({"grant": str(grant)})


class CatalogMoved(EngineError):
    """The documents or rights changed since the write began; it is begun again."""

    code = "catalog_moved"


class RowsMoved(EngineError):
    """What was read before locking is not what was locked; the write is begun again."""

    code = "rows_moved"


class KeyReused(EngineError):
    """The idempotency key `key` was sent before with another body."""

    code = "key_reused"


class UnknownFile(EngineError):
    """There is no file `file` for this actor: hidden is unknown (decision 43)."""

    code = "unknown_attachment"


class FileRefused(EngineError):
    """An upload that is not kept. `code` says why."""

    code = "file_refused"

    def __init__(self, code: str, parameters: Mapping[str, str | int] | None = None) -> None:
        super().__init__(parameters or {})
        self.code = code


class UnknownImport(EngineError):
    """There is no import `import` of this actor."""

    code = "unknown_import"


class ImportState(EngineError):
    """The import is in `state`, which does not allow what was asked."""

    code = "import_state"


class ImportRefused(EngineError):
    """A file of which nothing is imported. `code` says why."""

    code = "import_refused"

    def __init__(self, code: str, parameters: Mapping[str, str | int] | None = None) -> None:
        super().__init__(parameters or {})
        self.code = code


class PeopleRefused(EngineError):
    """A change to people that is refused. `reason` is a code of `engine.messages`."""

    code = "people_refused"

    def __init__(self, reason: str, parameters: Mapping[str, str | int] | None = None) -> None:
        super().__init__({"reason": reason, **(parameters or {})})
        self.reason = reason
