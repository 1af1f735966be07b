"""`extract`: contact data, times and keywords out of a text, by rules and by a lexicon."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

import sqlalchemy as sa

from engine.database import Row
from metadata.step_kinds.extract import ExtractStep, LexiconDocument, Wanted
from workflow.extracting.contacts import (
    find_company,
    find_email,
    find_person,
    find_phone,
    find_url,
)
from workflow.extracting.keywords import find_keywords
from workflow.extracting.moments import find_moment
from workflow.steps.step import BoundStep, Done, StepOutcome

MOST_WORDS = 20_000
"""Words of a lexicon that are looked for."""

CONTACTS: Mapping[Wanted, Callable[[str], str | None]] = {
    "phone": find_phone,
    "email": find_email,
    "url": find_url,
    "person": find_person,
    "company": find_company,
}


def perform(bound: BoundStep) -> StepOutcome:
    """`STEP.key.name` is what was found for each wanted part, blank where there is none."""
    step = cast(ExtractStep, bound.step.document)
    text = str(bound.value("text") or "")
    return Done(
        values={name: found_in(bound, step, part, text) for name, part in step.parts.items()}
    )


def found_in(bound: BoundStep, step: ExtractStep, wanted: Wanted, text: str) -> object:
    """One wanted part of the text."""
    if wanted == "moment":
        return find_moment(text, bound.now, bound.work.time_zone)
    if wanted == "keywords":
        lexicon = () if step.lexicon is None else words_of(bound, step.lexicon)
        return find_keywords(text, lexicon) or None
    return CONTACTS[wanted](text)


def words_of(bound: BoundStep, lexicon: LexiconDocument) -> list[tuple[str, str]]:
    """The words of the lexicon's table and what they stand for."""
    name = lexicon.table if "." in lexicon.table else f"{bound.automation.app}.{lexicon.table}"
    compiled = bound.work.catalog.tables[name]
    value = lexicon.word if lexicon.value is None else lexicon.value

    def build() -> sa.ClauseElement:
        word = compiled.columns(lexicon.word)[0]
        query = cast("sa.Select[Row]", sa.select(word, compiled.columns(value)[0]))
        return (
            compiled.alive(query.where(word.is_not(None)))
            .order_by(compiled.sql.c.id)
            .limit(MOST_WORDS)
        )

    statement = compiled.statement(("lexicon", lexicon.word, value), build)
    rows = bound.connection.rows(statement)
    return [(str(word), str(word if meaning is None else meaning)) for word, meaning in rows]
