"""The figures as Markdown: one section of `docs/figures.md`, between its own two marks."""

from __future__ import annotations

import datetime
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FIGURES = Path(__file__).parents[2] / "docs" / "figures.md"
BEGIN, END = "<!-- benchmarks -->", "<!-- /benchmarks -->"


@dataclass(frozen=True)
class Row:
    """One figure: `ours` and `floor` of each run in `unit`; `at_most` and `at_least` are the ratio
    to hold, or, without a floor, the value."""

    database: str
    name: str
    unit: str
    ours: Sequence[float]
    floor: Sequence[float] = ()
    at_most: float | None = None
    at_least: float | None = None

    @property
    def ratio(self) -> float | None:
        """The median of the runs' own ratios: what disturbed a run disturbed both sides."""
        if not self.floor:
            return None
        return statistics.median(o / f for o, f in zip(self.ours, self.floor, strict=True))

    @property
    def holds(self) -> str:
        """Whether the figure is held; ratios within 15 % are equal."""
        measured = self.ratio if self.floor else statistics.median(self.ours)
        assert measured is not None
        if self.at_most is not None:
            return "yes" if measured <= self.at_most * (1.15 if self.floor else 1) else "**no**"
        if self.at_least is not None:
            return "yes" if measured >= self.at_least / (1.15 if self.floor else 1) else "**no**"
        return ""


def table_of(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [
        "| database | what | unit | ours: median (min – max) | floor | ratio | goal | held |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        floor = f"{statistics.median(row.floor):.3g}" if row.floor else ""
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        goal = f"≤ {row.at_most}" if row.at_most is not None else ""
        goal = f"≥ {row.at_least:g}" if row.at_least is not None else goal
        ours = f"{statistics.median(row.ours):.3g} ({min(row.ours):.3g} – {max(row.ours):.3g})"
        lines.append(
            f"| {row.database} | {row.name} | {row.unit} | {ours} | {floor} | {ratio} | {goal}"
            f" | {row.holds} |"
        )
    return "\n".join(lines)


def write_section(rows: Sequence[Row], heading: str) -> None:
    """The section of `docs/figures.md` between the two marks is this; the rest stays."""
    text = FIGURES.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    section = f"{BEGIN}\n\n{heading}\n\n{table_of(rows)}\n\n{END}"
    FIGURES.write_text(f"{before}{section}{after}", encoding="utf-8")


def circumstances(records: int, runs: int) -> str:
    """Where and how it was measured."""
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    return (
        f"Measured on {day}: {platform.system()} on {platform.machine()}, {os.cpu_count()} cores,"
        f" Python {platform.python_version()}; {records:,} records of 20 fields, {runs} runs;"
        f" load average at the end {os.getloadavg()[2]:.0f}."
        " CPU is user + system of server and database; a ratio is the median of the runs' ratios."
    )
