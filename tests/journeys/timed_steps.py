"""The steps of a journey and how long each took."""

import json
import time

from tests.journeys.watched import SHOTS


class Course:
    """What a newcomer did so far, and how long each step took."""

    def __init__(self) -> None:
        self.steps: list[dict[str, object]] = []
        self.began = time.perf_counter()

    def done(self, name: str) -> None:
        """The step is over."""
        now = time.perf_counter()
        self.steps.append({"step": name, "seconds": round(now - self.began, 1)})
        self.began = now

    def write(self) -> None:
        """The steps are in `build/journeys/newcomer.json`."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.steps, ensure_ascii=False, indent=1)
        (SHOTS / "newcomer.json").write_text(text + "\n", encoding="utf-8")
