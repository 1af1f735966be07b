"""What administrators hear of the end of a trial."""

from __future__ import annotations

from collections.abc import Mapping

from engine.database import Connection
from engine.workspace import Workspace
from workflow.alarms import tell_administrators
from workflow.messages import words
from workflow.trials.figures import figures_in_words, figures_json
from workflow.trials.store import Trial

TIME_OVER, BY_HAND = "trial_time_over", "trial_ended_by_hand"
CHANGED, WITHOUT_BASE, NOT_PUT_BACK = "trial_changed", "trial_without_base", "trial_not_put_back"


def tell_of_end(connection: Connection, work: Workspace, trial: Trial) -> None:
    """Every administrator finds in the inbox how the trial ended, with its figures, once."""
    why = trial.why or TIME_OVER
    code, told = f"trial_{trial.state}", told_of(trial)
    tell_administrators(connection, work, code, told, once=f"trial:{trial.id}", why=why)


def told_of(trial: Trial) -> Mapping[str, str | int]:
    """What fills the words about the trial."""
    terms = trial.document
    figures = trial.figures or figures_json(terms, {}, {}, is_rate=False)
    return {"name": trial.automation, **figures_in_words(figures, terms)}


def note_of(trial: Trial, state: str) -> str:
    """The note of the revision that ends the trial."""
    told = told_of(trial)
    title, text = f"trial_{state}", f"trial_{state}_text"
    why = words(trial.why or TIME_OVER, {}, "zh")
    said = [words(title, told, "zh"), words(text, {**told, "why": why}, "zh"), trial.reason]
    return " · ".join(part for part in said if part)
