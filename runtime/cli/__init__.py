"""The command line: everything a shell or a script does with a workspace."""

from __future__ import annotations

from runtime.cli.app import main

__all__ = ["main"]
