"""The formulas and texts of workflow documents, typed where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from formula.check import Checked
from formula.errors import Span
from formula.scope import Scope, Use
from formula.typed import Typed
from formula.types import Blank, ListOf, MultiSelect, RecordSet, Ref, Select, Type
from metadata.draft import Draft
from metadata.problems import Place, Problem
from metadata.resolved_workflow import Step, Template
from metadata.step_kinds import STEP_KINDS, StepDocument
from metadata.step_kinds.each import EachStep
from metadata.step_kinds.step_kind import FormulaPart, TextPart
from metadata.templates import OPENING, pieces_of, unclosed

RECORD = "record"
"""`STEP.record`: the run's own record, for formulas that read other tables."""


@dataclass(slots=True)
class Ground:
    """What the formulas of one document stand on: the full name of the table of its own record,
    the types of what steps give, whether OLD is known. `broken` are names of steps whose type is
    not known because of a problem: what reads them is not told a second time."""

    draft: Draft
    app: str
    table: str | None
    remembers: bool = False
    variables: dict[str, Type] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)

    def full_name(self, name: str) -> str:
        """The full name of a table as the document writes it."""
        return self.draft.full_name(self.app, name)

    def scope(self, table: str | None) -> Scope:
        """What a formula over `table` may name; OLD only over the own record."""
        remembers = self.remembers and table == self.table
        return self.draft.scope(self.app, table, self.variables, remembers=remembers)

    def check(
        self, text: str, place: Place, table: str | None, use: Use, expected: Type | None = None
    ) -> Checked | None:
        """The formula checked; None where its table is not known, which is told elsewhere."""
        if table is not None and table not in self.draft.names:
            return None
        checked = self.draft.typings.check(text, self.scope(table), use, expected)
        if not self.names_broken(checked):
            self.draft.tell(checked, place)
        return checked

    def names_broken(self, checked: Checked) -> bool:
        """Whether the formula names a step whose result has no type."""
        return any(
            found.kind == "variable" and found.key in self.broken for found in checked.resolutions
        )

    def typed(
        self,
        text: str | None,
        place: Place,
        table: str | None,
        use: Use,
        expected: Type | None = None,
    ) -> Typed | None:
        """The typed tree of a formula that may be absent."""
        checked = None if text is None else self.check(text, place, table, use, expected)
        return None if checked is None else checked.typed


def resolve_parts(
    ground: Ground, parts: Iterable[FormulaPart], place: Place
) -> Mapping[str, Typed]:
    """Each formula by its pointer within the document part at `place`."""
    found: dict[str, Typed] = {}
    for part in parts:
        typed = resolve_part(ground, part, place.at(*part.steps))
        if typed is not None:
            found["/".join(map(str, part.steps))] = typed
    return found


def resolve_part(ground: Ground, part: FormulaPart, place: Place) -> Typed | None:
    """One formula of a step, which gives what is expected where it stands."""
    table = ground.table if part.table is None else ground.full_name(part.table)
    expected = part.expected if part.field is None else type_of_part(ground, part)
    is_many = isinstance(expected, RecordSet)
    use = Use.SEVERAL if is_many and part.use is Use.SET else part.use
    return ground.typed(part.text, place, table, use, expected)


def type_of_part(ground: Ground, part: FormulaPart) -> Type | None:
    """The type of the field that the formula gives its value; None where there is no such."""
    table = ground.table if part.table_of is None else ground.full_name(part.table_of)
    if table is None or part.field is None:
        return None
    if part.field == "id":
        return Ref(table)
    draft = ground.draft.tables.get(table)
    found = draft.fields.get(part.field) if draft else None
    return found.value_type if found else None


def resolve_texts(
    ground: Ground, parts: Iterable[TextPart], place: Place
) -> Mapping[str, Template]:
    """Each text by its pointer within the document part at `place`."""
    return {
        "/".join(map(str, part.steps)): resolve_text(ground, part.text, place.at(*part.steps))
        for part in parts
    }


def resolve_text(ground: Ground, text: str, place: Place) -> Template:
    """A text with its formulas typed; problems have their span in the whole text."""
    parts: list[str | Typed] = []
    start = unclosed(text)
    if start is not None:
        span = Span(start, start + len(OPENING))
        ground.draft.problems.append(Problem("text_unclosed", place, span=span))
    for piece in pieces_of(text):
        if not piece.is_formula:
            parts.append(piece.text)
            continue
        checked = ground.draft.typings.check(piece.text, ground.scope(ground.table), Use.TEXT, None)
        if not ground.names_broken(checked) and is_known(ground):
            ground.draft.tell(checked, place, piece.start)
        if checked.typed is not None:
            parts.append(checked.typed)
    return Template(tuple(parts))


def is_known(ground: Ground) -> bool:
    """Whether the own table is there, where the document has one."""
    return ground.table is None or ground.table in ground.draft.names


def gather_results(ground: Ground, steps: Sequence[StepDocument]) -> None:
    """The variables of all steps, inner ones too, but those that go over a list."""
    for step in steps:
        kind = STEP_KINDS[step.do]
        if step.key is not None:
            given = kind.results(step, ground.full_name)
            named = {f"{step.key}.{part}" if part else step.key: given[part] for part in given}
            ground.variables.update(named)
            ground.broken.update(key for key in named if names_unknown(ground, named[key]))
        for block in kind.blocks(step).values():
            gather_results(ground, block)


def names_unknown(ground: Ground, type_: Type) -> bool:
    """Whether the type is a record of a table that is not there."""
    inner = type_.item if isinstance(type_, ListOf) else type_
    return isinstance(inner, Ref) and inner.table not in ground.draft.names


def resolve_steps(ground: Ground, steps: Sequence[StepDocument], place: Place) -> tuple[Step, ...]:
    """The steps of a block with everything in them typed."""
    return tuple(resolve_step(ground, step, place.at(index)) for index, step in enumerate(steps))


def resolve_step(ground: Ground, step: StepDocument, place: Place) -> Step:
    """One step; what it goes over is typed before its inner steps."""
    kind = STEP_KINDS[step.do]
    when = ground.typed(step.when, place.at("when"), ground.table, Use.CONDITION)
    formulas = resolve_parts(ground, kind.formulas(step), place)
    results = kind.results(step, ground.full_name)
    if isinstance(step, EachStep):
        results = {"": item_type(formulas.get("over"))}
        ground.variables[step.key] = results[""]
        if "over" not in formulas or names_unknown(ground, results[""]):
            ground.broken.add(step.key)
    table = getattr(step, "table", None)
    return Step(
        key=step.key or place.pointer,
        do=step.do,
        pointer=place.pointer,
        when=when,
        formulas=formulas,
        texts=resolve_texts(ground, kind.texts(step), place),
        blocks={
            name: resolve_steps(ground, block, place.at(*name.split("/")))
            for name, block in kind.blocks(step).items()
        },
        results=results,
        table=ground.full_name(table) if table is not None else None,
        document=step,
    )


def item_type(over: Typed | None) -> Type:
    """What one round of `each` is about; a value that is no list stands for itself."""
    match None if over is None else over.type:
        case ListOf(item=item):
            return item
        case MultiSelect(set_key=key, options=options):
            return Select(key, options)
        case None:
            return Blank()
        case single:
            return single
