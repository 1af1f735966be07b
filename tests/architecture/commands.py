"""The commands of the command line, as the shell knows them."""

from collections.abc import Iterator

from typer.core import TyperCommand, TyperGroup


def commands(command: object, name: str = "") -> Iterator[tuple[str, TyperCommand]]:
    """Yield every command by its whole name: `user add`."""
    if isinstance(command, TyperGroup):
        for inner, each in command.commands.items():
            yield from commands(each, f"{name} {inner}".strip())
    elif isinstance(command, TyperCommand):
        yield name, command
