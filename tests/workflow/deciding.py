"""The ways in which somebody decides an approval."""

from __future__ import annotations

from tests.workflow.office import Office
from workflow.answering import answer_todo
from workflow.todos import Answer


def by_page(it: Office, asked: int, person: int, *, agrees: bool) -> None:
    """The person decides on the page of the approval."""
    it.decide(asked, person, agrees=agrees)


def by_todo(it: Office, asked: int, person: int, *, agrees: bool) -> None:
    """The person answers the newest of their to-dos."""
    answer = Answer("agree" if agrees else "refuse")
    answer_todo(it.work, it.actor(person), it.todos(person)[-1], answer)
