"""Does every text mean one option, and has every option its place in the tree?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metadata.checks.known import twice, unknown
from metadata.documents.field import MultiSelectField, OptionsOfSet, SelectField
from metadata.documents.label import label_texts
from metadata.documents.option_set import OptionDocument, TreeOptionDocument
from metadata.documents.states import StateDocument
from metadata.draft import Draft
from metadata.problems import Place, Problem

AnyOption = OptionDocument | TreeOptionDocument | StateDocument


def check_options(draft: Draft) -> Iterator[Problem]:
    """The options of fields, of shared sets and of state machines."""
    for app, document in draft.option_sets():
        place = Place(app, "option_set", document.key).at("options")
        yield from option_values(document.options, place)
        yield from option_parents(document.options, place)
    for table in draft.tables.values():
        for index, field in enumerate(table.document.fields):
            own = field.options if isinstance(field, SelectField | MultiSelectField) else ()
            if not isinstance(own, OptionsOfSet):
                yield from option_values(own, table.place.at("fields", index, "options"))
        for index, machine in enumerate(table.document.state_machines):
            place = table.place.at("state_machines", index, "states")
            yield from option_values(machine.states, place)


def value_of(option: AnyOption) -> str:
    """What is stored for the option."""
    return option.key if isinstance(option, StateDocument) else option.value


def option_values(options: Sequence[AnyOption], place: Place) -> Iterator[Problem]:
    """Values that come twice, and texts by which two options are called (F110 in a formula).

    In a tree a branch and its only leaf are often called the same; a formula must then say the
    value, so that is allowed where the two stand at different levels.
    """
    part = "key" if options and isinstance(options[0], StateDocument) else "value"
    values = [(value_of(option), place.at(index, part)) for index, option in enumerate(options)]
    yield from twice(values, "duplicate_option")
    owners = {(value_of(option), level_of(option)): value_of(option) for option in options}
    for index, option in enumerate(options):
        value = value_of(option)
        for text in dict.fromkeys(label_texts(option.label, value).values()):
            other = owners.setdefault((text, level_of(option)), value)
            if other != value:
                parameters = {"name": text, "one": other, "other": value}
                yield Problem("duplicate_option_text", place.at(index, "label"), parameters)


def level_of(option: AnyOption) -> str:
    """The branch an option stands in, by its parent's value."""
    return (option.parent or "") if isinstance(option, TreeOptionDocument) else ""


def option_parents(options: Sequence[TreeOptionDocument], place: Place) -> Iterator[Problem]:
    """Parents that are not there, and options that are above themselves."""
    parents = {option.value: option.parent for option in options}
    for index, option in enumerate(options):
        if option.parent is None:
            continue
        where = place.at(index, "parent")
        if option.parent not in parents:
            yield unknown("unknown_parent", where, option.parent, parents)
            continue
        above: str | None = option.parent
        steps = 0
        while above is not None and above != option.value and steps <= len(parents):
            above, steps = parents.get(above), steps + 1
        if above == option.value:
            yield Problem("option_cycle", where, {"name": option.value})
