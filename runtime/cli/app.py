"""The table of commands."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence

import typer

from runtime.cli.backtests import backtest
from runtime.cli.changes import apply, diff, history, plan, rollback
from runtime.cli.checks import check, formula
from runtime.cli.doctor import doctor, drift
from runtime.cli.exports import export
from runtime.cli.imports import import_file
from runtime.cli.output import help_text
from runtime.cli.people import user
from runtime.cli.records import records
from runtime.cli.serve import serve
from runtime.cli.worker import worker

COMMANDS: Mapping[str, Callable[..., None]] = {
    "serve": serve,
    "worker": worker,
    "plan": plan,
    "apply": apply,
    "backtest": backtest,
    "history": history,
    "diff": diff,
    "rollback": rollback,
    "export": export,
    "check": check,
    "formula": formula,
    "import": import_file,
    "drift": drift,
    "doctor": doctor,
}


def build() -> typer.Typer:
    """All commands, none of them run."""
    app = typer.Typer(
        name="tangram",
        help=help_text("tangram"),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    for name, command in COMMANDS.items():
        app.command(name, help=help_text(name))(command)
    app.add_typer(user, name="user")
    app.add_typer(records, name="records")
    return app


def main() -> None:
    """The command of this process's arguments has run: exit status 0 done, 1 refused, 2 misused."""
    build()(read_arguments(sys.argv[1:]))


def read_arguments(words: Sequence[str]) -> list[str]:
    """The arguments, `export … --data` without a directory read as `--with-data`: the option that
    names the workspace has the same name.

    >>> read_arguments(["export", "shop", "out", "--data"])
    ['export', 'shop', 'out', '--with-data']
    >>> read_arguments(["export", "shop", "out", "--data", "dir"])
    ['export', 'shop', 'out', '--data', 'dir']
    """
    read = list(words)
    if read[:1] == ["export"]:
        for index, word in enumerate(read):
            is_alone = index + 1 == len(read) or read[index + 1].startswith("--")
            if word == "--data" and is_alone:
                read[index] = "--with-data"
    return read
