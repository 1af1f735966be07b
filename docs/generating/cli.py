"""The page of the command line."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, get_args, get_origin

from typer.models import ArgumentInfo, OptionInfo, ParameterInfo

from docs.generating.markdown import code, codes, page, table
from runtime.cli.app import COMMANDS
from runtime.cli.messages import HELP
from runtime.cli.output import language
from runtime.cli.people import user
from runtime.cli.records import records

Command = Callable[..., None]

INTRO = (
    "`tangram` 的每个命令都有 `--help`；多数有 `--json`。退出码：0 完成，1"
    " 被拒绝或失败（给出原因），2 用法不对。`--data DIR`"
    "（默认 `./data`）或环境变量 `TANGRAM_DATABASE_URL` 说明是哪个空间。服务器正在运行时，"
    "命令行通过它工作；否则自己打开空间。",
    "Every command has `--help`, most have `--json`. Exit status: 0 done, 1 refused or failed with"
    " the reasons, 2 wrong use. `--data DIR` (`./data`) or `TANGRAM_DATABASE_URL` says which"
    " workspace. The command line speaks to the running server, else opens the workspace itself.",
)


def cli_page() -> str:
    """The page of commands."""
    commands = dict(named_commands())
    rows = [[f"[{code(f'tangram {name}')}](#{anchor(name)})", *help_of(name)] for name in commands]
    overview = table(("命令 command", "说明", "meaning"), rows)
    parts = [section(name, command) for name, command in commands.items()]
    return page("命令行 Command line", INTRO, overview, *parts)


def named_commands() -> Iterator[tuple[str, Command]]:
    """Every command by its whole name: those of the table, then those of groups."""
    yield from COMMANDS.items()
    for group, commands in (("user", user), ("records", records)):
        for registered in commands.registered_commands:
            assert registered.callback is not None
            yield f"{group} {registered.name}", registered.callback


def anchor(name: str) -> str:
    """Where a command's section is."""
    return f"tangram-{name.replace(' ', '-')}"


def help_of(name: str) -> list[str]:
    """What a command is for, in both languages."""
    return [HELP[name]["zh"], HELP[name]["en"]]


def section(name: str, command: Command) -> str:
    """What is to be known about one command."""
    given = dict(parameters_of(command))
    usage = " ".join([f"tangram {name}", *arguments_of(given), "[OPTIONS]"])
    rows = [parameter_row(key, *it) for key, it in given.items()]
    headings = ("参数 parameter", "默认 default", "说明", "meaning")
    parts = [f"## tangram {name}", " ".join(help_of(name)), f"```\n{usage}\n```"]
    return "\n\n".join([*parts, table(headings, rows)])


def parameters_of(command: Command) -> Iterator[tuple[str, tuple[ParameterInfo, object]]]:
    """The parameters of a command with what Typer knows of them, and their defaults."""
    signature = inspect.signature(command, eval_str=True)
    for name, parameter in signature.parameters.items():
        assert get_origin(parameter.annotation) is Annotated, (command, name)
        known = next(it for it in get_args(parameter.annotation) if isinstance(it, ParameterInfo))
        yield name, (known, parameter.default)


def arguments_of(given: Mapping[str, tuple[ParameterInfo, object]]) -> list[str]:
    """The words that follow the command's name."""
    return [name.upper() for name, (known, _) in given.items() if isinstance(known, ArgumentInfo)]


def parameter_row(name: str, known: ParameterInfo, default: object) -> list[str]:
    """One parameter in a row."""
    words = words_of(str(known.help))
    shown = "" if default in (None, False, inspect.Parameter.empty) else code(default)
    return [codes(spellings(name, known)), shown, words["zh"], words["en"]]


def spellings(name: str, known: ParameterInfo) -> list[str]:
    """How the parameter is written. Typer takes an option's first spelling for a default."""
    if not isinstance(known, OptionInfo):
        return [name.upper()]
    return [it for it in (known.default, *(known.param_decls or ())) if isinstance(it, str)]


def words_of(text: str) -> Mapping[str, str]:
    """Both languages of a help text, which Typer holds in that of the terminal."""
    return next(words for words in HELP.values() if words[language()] == text)
