"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from runtime.cli.output import help_text

Data = Annotated[Path | None, typer.Option("--data", help=help_text("data"))]
AsJson = Annotated[bool, typer.Option("--json", help=help_text("json"))]
Folder = Annotated[Path, typer.Argument(help=help_text("dir"), show_default=False)]
Accepted = Annotated[list[str] | None, typer.Option("--accept", help=help_text("accept"))]
Note = Annotated[str | None, typer.Option("--note", help=help_text("note"))]
Login = Annotated[str, typer.Argument(help=help_text("login"), show_default=False)]
