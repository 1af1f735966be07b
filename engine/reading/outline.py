"""A formula on one record, outlined for people: what counted, what did not hold, what was not
looked at.

A part is told only where its reader may know every field in it, and where it gives the same on
what the reader sees as on all there is: so nothing is learnt of hidden fields and records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.access import Access
from engine.reading.explaining import is_below, show, spans_of
from engine.reading.knowing import may_know
from engine.reading.telling import Telling
from formula import typed as t
from formula.context import Context, Row
from formula.errors import FormulaValueError, Span
from formula.evaluate import compile_python
from formula.syntax import parse
from formula.typed_walk import binds_record, parts_of
from formula.types import RecordSet

Json = dict[str, object]

MOST_ROWS = 50
LEAVES = (t.FieldValue, t.Follow, t.Aggregate, t.RelatedList, t.ContextValue, t.OldValue)


@dataclass(frozen=True, slots=True)
class Sight:
    """The record and what lies around it, as it is and as the reader sees it."""

    access: Access
    row: Row
    context: Context
    seen_row: Row
    seen_context: Context
    telling: Telling


@dataclass(slots=True)
class Outline:
    """What is told of a formula. `number` is the branch taken, counted from 1, 0 where none of
    `tried` was; None where the formula has no branches or the reader may not know which."""

    rows: list[Json] = field(default_factory=list)
    failed: list[Json] = field(default_factory=list)
    skipped: list[Json] = field(default_factory=list)
    number: int | None = None
    count: int = 0
    tried: int = 0
    is_clear: bool = True


class Outliner:
    """Outlines one formula of which `text` is the source."""

    def __init__(self, typed: t.Typed, text: str, sight: Sight) -> None:
        self.typed = typed
        self.text = text
        self.sight = sight
        self.spans = frozenset(spans_of(parse(text)))

    def outline(self) -> Outline:
        """The whole formula."""
        found = Outline()
        root = self.inner(self.typed)
        if isinstance(root, t.Case):
            self.branches(root, found)
            found.rows += found.failed
        elif isinstance(root, t.Logic):
            found.rows += [row for part in root.operands for row in self.condition(part, None)]
        else:
            found.rows += list(self.leaf_rows(root))
        del found.rows[MOST_ROWS:]
        if not found.is_clear:
            found.number, found.skipped = None, []
            for row in found.rows:
                row.pop("branch", None)
        return found

    def branches(self, case: t.Case, found: Outline) -> None:
        """The branches up to the one taken, and what was not looked at."""
        for index, (condition, result) in enumerate(case.branches):
            found.tried += 1
            value, error = self.value(condition)
            if not self.is_open(condition):
                found.is_clear = False
            if value is True or error is not None:
                taken = list(self.conjuncts(condition, found.tried))
                found.rows += taken
                found.count = len(taken)
                found.number = found.tried if error is None else None
                self.leave_out(case, index + 1, found)
                if error is None:
                    found.rows += self.leaf_rows(result)
                return
            wrong = [row for row in self.conjuncts(condition, found.tried) if row["ok"] is False]
            found.failed += wrong
        otherwise = self.inner(case.otherwise)
        if isinstance(otherwise, t.Case):
            self.branches(otherwise, found)
            return
        found.number = 0
        found.rows += self.leaf_rows(otherwise)

    def leave_out(self, case: t.Case, start: int, found: Outline) -> None:
        """The branches from `start` on were not needed."""
        branch = found.tried
        waiting: t.Typed = case
        while isinstance(waiting, t.Case):
            for condition, result in waiting.branches[start:]:
                branch += 1
                if self.is_known(condition) and self.is_known(result):
                    found.skipped.append(
                        {
                            "branch": branch,
                            "text": self.words(condition),
                            "result": self.words(result),
                        }
                    )
            waiting, start = self.inner(waiting.otherwise), 0
        is_blank = isinstance(waiting, t.Literal) and waiting.value is None
        if self.is_known(waiting) and not is_blank:
            found.skipped.append({"branch": None, "text": None, "result": self.words(waiting)})

    def conjuncts(self, node: t.Typed, branch: int) -> Iterator[Json]:
        """The conditions that must all hold, one in each row."""
        inner = self.inner(node)
        if isinstance(inner, t.Logic) and inner.operator == "AND":
            for part in inner.operands:
                yield from self.conjuncts(part, branch)
        else:
            yield from self.condition(node, branch)

    def condition(self, node: t.Typed, branch: int | None) -> Iterator[Json]:
        """A condition with whether it holds, and the values that it looks at."""
        if not self.is_open(node):
            return
        value, error = self.value(node)
        inputs = list(self.leaf_rows(node))
        first: Mapping[str, object] = inputs[0] if inputs else {"value": None, "display": ""}
        row: Json = {
            "text": self.words(node),
            "span": span_json(node.span),
            "ok": None if error is not None else value is True,
            "value": first.get("value"),
            "display": first.get("display", ""),
            "inputs": inputs,
        }
        if branch is not None:
            row["branch"] = branch
        if error is not None:
            row["error"] = {"code": error}
        yield row

    def leaf_rows(self, node: t.Typed) -> Iterator[Json]:
        """The fields and totals that the part is made of, each once, with their values."""
        told: set[str] = set()
        for leaf in self.leaves(node):
            text = self.words(leaf)
            if text in told or not self.is_open(leaf):
                continue
            told.add(text)
            value, error = self.value(leaf)
            row: Json = {"text": text, "span": span_json(leaf.span)}
            if error is not None:
                row["error"] = {"code": error}
            row["value"] = None if error is not None else show(leaf.type, value)
            row["display"] = "" if error is not None else self.sight.telling.node(leaf, value)
            yield row

    def leaves(self, node: t.Typed) -> Iterator[t.Typed]:
        """The smallest parts that say something, in the order of the text."""
        if isinstance(node, t.Literal | t.RecordId) or isinstance(node.type, RecordSet):
            return
        inner = [part for part in parts_of(node) if not binds_record(node, part)]
        # A formula that stands for another one holds spans of a text that is not this one.
        is_ours = all(part.span in self.spans and is_below(part, node) for part in inner)
        if isinstance(node, LEAVES) or (not is_ours and node.span in self.spans):
            yield node
            return
        for part in inner:
            yield from self.leaves(part)

    def inner(self, node: t.Typed) -> t.Typed:
        """The node without a change of type that the language made."""
        while isinstance(node, t.Coerce) or (
            isinstance(node, t.Coalesce) and is_false(node.operands[-1])
        ):
            node = node.operand if isinstance(node, t.Coerce) else node.operands[0]
        return node

    def value(self, node: t.Typed) -> tuple[object, str | None]:
        """The value as it is, or the code of its error."""
        return outcome(node, self.sight.row, self.sight.context)

    def is_known(self, node: t.Typed) -> bool:
        """Whether the reader may know all fields that the part names."""
        return may_know(self.sight.access, node)

    def is_open(self, node: t.Typed) -> bool:
        """Whether the part may be told with its value."""
        if not self.is_known(node):
            return False
        return outcome(node, self.sight.seen_row, self.sight.seen_context) == self.value(node)

    def words(self, node: t.Typed) -> str:
        """The part's own text."""
        return self.text[node.span.start : node.span.end].strip()


def outcome(node: t.Typed, row: Row, context: Context) -> tuple[object, str | None]:
    """The value of a part, or the code of its error."""
    try:
        return compile_python(node)(row, context), None
    except FormulaValueError as error:
        return None, error.code


def is_false(node: t.Typed) -> bool:
    """Whether the node is FALSE."""
    return isinstance(node, t.Literal) and node.value is False


def span_json(span: Span) -> Json:
    """Where the part stands, in code points."""
    return {"start": span.start, "end": span.end}
