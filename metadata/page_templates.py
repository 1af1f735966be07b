"""The language of report pages: a small part of Jinja2 in its sandbox, known before it runs.

What a page may say is a closed list (no calls, no macros, no arithmetic, no attributes but the
columns of a row), so that everything it names can be looked for when it is saved and no page can
run away. Its HTML is a closed list too: a kept page does no more than one that is served under the
strictest policy. Figures are computed by formulas beforehand (decision 50).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from jinja2 import Environment, StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from formula.nearest import nearest

MOST_LOOPS = 2
"""Loops within each other: with lists of 500 rows at most 250,000 turns."""
MOST_BLOCKS = 20
"""Loops and choices within each other."""

TAGS = frozenset(
    {
        *("article", "aside", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd"),
        *("div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "hr"),
        *("header", "i", "li", "main", "mark", "ol", "p", "pre", "s", "section", "small", "span"),
        *("strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr"),
        "ul",
    }
)
ATTRIBUTES = frozenset({"class", "colspan", "dir", "lang", "rowspan", "scope", "span", "title"})
CONSTANTS = frozenset({"none", "true", "false"})
"""Names that mean something wherever they stand."""
LOOP = "loop"
LOOP_PARTS = frozenset({"index", "first", "last", "length"})
FILTERS = frozenset({"length"})
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)((?:\s+[A-Za-z-]+=\"[^\"<>]*\")*)\s*/?>")
_ATTRIBUTE = re.compile(r"\s([A-Za-z-]+)=")

Columns = frozenset[str]


@dataclass(frozen=True, slots=True)
class PageFault:
    """What is wrong with a page, on which line; `code` finds the words in metadata.messages."""

    code: str
    line: int
    parameters: Mapping[str, str | int] = field(default_factory=dict)
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """What may be named at one place of a page: values, lists by their columns, rows of a list by
    its columns (`loop` is one too)."""

    values: frozenset[str]
    lists: Mapping[str, Columns]
    rows: Mapping[str, Columns] = field(default_factory=dict)
    loops: int = 0
    blocks: int = 0

    def all(self) -> set[str]:
        """Every name."""
        return {*self.values, *self.lists, *self.rows}

    def in_choice(self) -> Names:
        """What may be named inside a choice."""
        return replace(self, blocks=self.blocks + 1)

    def in_loop(self, row: str, columns: Columns) -> Names:
        """What may be named inside a loop whose rows are called so."""
        rows = {**self.rows, row: columns, LOOP: LOOP_PARTS}
        return replace(self, rows=rows, loops=self.loops + 1, blocks=self.blocks + 1)


@cache
def environment() -> Environment:
    """The sandbox: everything put into a page is escaped, and there is nothing to call."""
    made = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals.clear()
    made.tests.clear()
    for name in set(made.filters) - FILTERS:
        del made.filters[name]
    return made


@lru_cache(maxsize=128)
def template_of(text: str) -> Template:
    """The page, compiled. Raises what COMPILING lists."""
    return environment().from_string(text)


COMPILING = (TemplateSyntaxError, RecursionError, SyntaxError, MemoryError)
"""What a page raises that cannot be read: the last three say that it is nested too deep."""


def page_faults(text: str, names: Names) -> Iterator[PageFault]:
    """Everything wrong with the page, in its order; nothing where it can be rendered."""
    try:
        found = list(faults_of_block(environment().parse(text).body, names))
        if not found:
            template_of(text)
    except COMPILING as error:
        detail = (getattr(error, "message", None) or type(error).__name__)[:200]
        yield PageFault("page_unreadable", getattr(error, "lineno", 1) or 1, {"detail": detail})
        return
    yield from found


def render_page(text: str, given: Mapping[str, object]) -> Iterator[str]:
    """The page, piece by piece; `given` are values, and lists of rows by column."""
    return template_of(text).generate(given)


def faults_of_block(block: Iterable[nodes.Node], names: Names) -> Iterator[PageFault]:
    """The faults of what stands one after the other."""
    for node in block:
        if names.blocks > MOST_BLOCKS or names.loops > MOST_LOOPS:
            yield PageFault("page_too_deep", node.lineno or 1, {"most": MOST_LOOPS})
            return
        match node:
            case nodes.Output():
                yield from faults_of_output(node, names)
            case nodes.If():
                yield from faults_of_choice(node, names)
            case nodes.For():
                yield from faults_of_loop(node, names)
            case _:
                yield refused(node)


def faults_of_output(node: nodes.Output, names: Names) -> Iterator[PageFault]:
    """The faults of words and of what is put between them."""
    for part in node.nodes:
        if isinstance(part, nodes.TemplateData):
            yield from faults_of_html(part.data, part.lineno)
        else:
            yield from faults_of_value(part, names)


def faults_of_choice(node: nodes.If, names: Names) -> Iterator[PageFault]:
    """The faults of a choice; a list may be asked whether it has rows."""
    is_list = isinstance(node.test, nodes.Name) and node.test.name in names.lists
    if not is_list:
        yield from faults_of_value(node.test, names)
    inner = names.in_choice()
    yield from faults_of_block(node.body, inner)
    for other in node.elif_:
        yield from faults_of_choice(other, names)
    yield from faults_of_block(node.else_, inner)


def faults_of_loop(node: nodes.For, names: Names) -> Iterator[PageFault]:
    """The faults of a loop, which goes over a list of the report."""
    if node.recursive or not isinstance(node.target, nodes.Name):
        yield PageFault("page_refused", node.lineno, {"what": "for"})
        return
    row = node.target.name
    if row == LOOP or row in names.all():
        yield PageFault("page_name_taken", node.lineno, {"name": row})
        return
    listed = node.iter.name if isinstance(node.iter, nodes.Name) else None
    if listed is None or listed not in names.lists:
        if listed is not None and listed not in names.all():
            yield unknown_name(listed, node.iter.lineno, names.lists)
        else:
            yield PageFault("page_no_list", node.iter.lineno, {"name": listed or "…"})
        return
    inner = names.in_loop(row, names.lists[listed])
    if node.test is not None:
        yield from faults_of_value(node.test, inner)
    yield from faults_of_block(node.body, inner)
    yield from faults_of_block(node.else_, names)


def faults_of_value(node: nodes.Node, names: Names) -> Iterator[PageFault]:
    """The faults of an expression, which gives one value."""
    match node:
        case nodes.Const():
            return
        case nodes.Name(name=name):
            yield from faults_of_name(name, node.lineno, names)
        case nodes.Getattr(node=nodes.Name(name=row), attr=column) if row in names.rows:
            if column not in names.rows[row]:
                yield unknown_name(f"{row}.{column}", node.lineno, dotted(row, names.rows[row]))
        case nodes.Getattr(node=nodes.Name(name=name)) if name not in names.all():
            yield unknown_name(name, node.lineno, names.all())
        case nodes.Filter(name="length", node=nodes.Name(name=name)) if name in names.lists:
            return
        case nodes.Compare() | nodes.And() | nodes.Or() | nodes.Not() | nodes.Concat():
            for part in node.iter_child_nodes():
                yield from faults_of_value(part, names)
        case nodes.CondExpr() | nodes.Operand():
            for part in node.iter_child_nodes():
                yield from faults_of_value(part, names)
        case _:
            yield refused(node)


def faults_of_name(name: str, line: int, names: Names) -> Iterator[PageFault]:
    """The faults of a name that stands for one value."""
    if name in names.values:
        return
    if name in names.all():
        yield PageFault("page_no_value", line, {"name": name})
    else:
        yield unknown_name(name, line, names.all())


def faults_of_html(text: str, line: int) -> Iterator[PageFault]:
    """The faults of words as they stand: every `<` opens a whole tag that is allowed."""
    at = text.find("<")
    while at >= 0:
        found = _TAG.match(text, at)
        where = line + text.count("\n", 0, at)
        if found is None:
            yield PageFault("page_tag_broken", where, {"what": text[at : at + 20].strip()})
        else:
            yield from faults_of_tag(found, where)
        at = text.find("<", at + 1 if found is None else found.end())


def faults_of_tag(found: re.Match[str], line: int) -> Iterator[PageFault]:
    """The faults of one whole tag."""
    tag = found[1].lower()
    if tag not in TAGS:
        yield PageFault("page_tag_refused", line, {"name": tag}, near(tag, TAGS))
    for attribute in _ATTRIBUTE.findall(found[2]):
        name = attribute.lower()
        if name not in ATTRIBUTES:
            yield PageFault("page_attribute_refused", line, {"name": name}, near(name, ATTRIBUTES))


def refused(node: nodes.Node) -> PageFault:
    """What the language of pages does not have."""
    name = getattr(node, "name", None)
    what = name if isinstance(name, str) else type(node).__name__.lower()
    return PageFault("page_refused", node.lineno or 1, {"what": what})


def unknown_name(name: str, line: int, known: Iterable[str]) -> PageFault:
    """A name that the report does not compute, and the nearest that it does."""
    return PageFault("page_unknown_name", line, {"name": name}, near(name, known))


def dotted(row: str, columns: Columns) -> set[str]:
    """The columns as they are named in a loop."""
    return {f"{row}.{column}" for column in columns}


def near(name: str, known: Iterable[str]) -> str | None:
    """The nearest of the names, None where none is near."""
    return next(iter(nearest(name, sorted(known))), None)
