"""The words for conflicts, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from metadata.changes.messages import property_words, value_words
from metadata.diff import subject_of
from metadata.edits import Sources
from metadata.merge import Conflict

CONFLICT: Mapping[str, str] = {
    "zh": "{subject} {property}：当前为 {present}，新的为 {new}，原来为 {old}",
    "en": "{subject} {property}: {present} at present, {new} in the new one, {old} before",
}


def conflict_sentence(conflict: Conflict, present: Sources, language: str) -> str:
    """What both sides made of a piece, in words; `present` are the documents merged into."""
    steps = len(conflict.path) // 2 * 2
    subject = subject_of(present, conflict.document, conflict.path, steps)
    name = conflict.path[-1] if conflict.path else ""
    return CONFLICT[language].format(
        subject=".".join(conflict.document[1:]) if subject is None else subject.names[language],
        property=property_words(conflict.path[0 if subject is None else steps :], language),
        present=value_words(conflict.present, language, name),
        new=value_words(conflict.new, language, name),
        old=value_words(conflict.old, language, name),
    )
