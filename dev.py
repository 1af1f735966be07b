#!/usr/bin/env python3
"""The two commands of a developer: `python3 dev.py run` and `python3 dev.py test`.

Needs only Python 3.11 or newer. Everything else goes into `.venv` beside this file, at the
versions of `requirements/dev.lock`.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / "python"
LOCK = ROOT / "requirements" / "dev.lock"
PROJECT = ROOT / "pyproject.toml"
NODE_LOCK = ROOT / "requirements" / "node.lock"
STAMP = VENV / "tangram-installed"
SCREENS = ROOT / "admin_ui" / "build.py"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_BROWSER = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
BROWSER_PACKAGES = ("chromium", "fonts-noto-cjk")
VENV_PACKAGE = ("apt-get", "install", "-y", "python3-venv")
EDITABLE = ("install", "--quiet", "--no-deps", "--no-build-isolation", "-e", str(ROOT))


class Stopped(Exception):
    """A command cannot go on; the text says what a person may do."""


def main() -> int:
    """The command has run; return its exit status."""
    arguments = read_arguments()
    try:
        if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this may have an old one
            raise Stopped("Python 3.11 or newer is needed; this is " + sys.version.split()[0])
        install()
        build_screens()
        if arguments.command == "run":
            return serve(arguments.port, arguments.data)
        return check_everything(quick=arguments.quick, long=arguments.long)
    except Stopped as stopped:
        print(stopped, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def read_arguments() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="serve the CRM with demo data on SQLite")
    run.add_argument("--port", type=int, default=8000)
    run.add_argument("--data", type=Path, default=ROOT / "data", help="the workspace's directory")
    test = commands.add_parser("test", help="everything a change must pass")
    extent = test.add_mutually_exclusive_group()
    extent.add_argument("--quick", action="store_true", help="no PostgreSQL, nothing slow")
    extent.add_argument("--long", action="store_true", help="full counts, and docs/figures.md")
    return parser.parse_args()


# -- installing


def install() -> None:
    """`.venv` holds the locked packages and this project, editable."""
    wanted = fingerprint()
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted and runs(PYTHON):
        return
    started = time.monotonic()
    print("installing into .venv …", flush=True)
    create_environment()
    STAMP.unlink(missing_ok=True)
    install_packages()
    STAMP.write_text(wanted, encoding="utf-8")
    print(f"installed in {time.monotonic() - started:.0f} s", flush=True)


def fingerprint() -> str:
    """Return what an installation depends on: lock, project, place."""
    content = LOCK.read_bytes() + PROJECT.read_bytes() + str(ROOT).encode()
    return hashlib.sha256(content).hexdigest()


def runs(program: Path) -> bool:
    """Whether the program starts: an environment outlives the Python it was made with."""
    try:
        return call(program, "-c", "", quiet=True) == 0
    except OSError:
        return False


def create_environment() -> None:
    """`.venv` is a virtual environment with pip that starts."""
    if runs(PYTHON):
        return
    if importlib.util.find_spec("ensurepip") is None:
        install_ensurepip()
    if call(sys.executable, "-m", "venv", "--clear", VENV) != 0:
        raise Stopped(f"{sys.executable} -m venv failed")


def install_ensurepip() -> None:
    """Debian's Python can make virtual environments with pip."""
    command = " ".join(VENV_PACKAGE)
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not is_root or shutil.which("apt-get") is None:
        raise Stopped(f"this Python cannot make virtual environments; as root run: {command}")
    call("apt-get", "update")
    if call(*VENV_PACKAGE) != 0:
        raise Stopped(f"{command} failed")


def install_packages() -> None:
    """The packages are those of the lock, by uv where it can be had, else by pip."""
    pip = (PYTHON, "-m", "pip")
    uv = (PYTHON, "-m", "uv", "pip")
    if call(*pip, "install", "--quiet", locked_version("uv")) == 0:
        sync = (*uv, "sync", "--quiet", "--python", PYTHON, LOCK)
        if call(*sync) == 0 and call(*uv, *EDITABLE, "--python", PYTHON) == 0:
            return
        print("uv could not install; trying pip", file=sys.stderr)
    if call(*pip, "install", "--quiet", "--require-hashes", "-r", LOCK) != 0:
        raise Stopped("the packages of requirements/dev.lock could not be installed")
    if call(*pip, *EDITABLE) != 0:
        raise Stopped("the project could not be installed into .venv")


def build_screens() -> None:
    """`runtime/static/` holds the screens; node comes out of a package where there is none."""
    ask = "import runpy, sys; sys.exit(not runpy.run_path(sys.argv[1])['has_node']())"
    if call(PYTHON, "-c", ask, SCREENS) != 0:
        print("installing node into .venv …", flush=True)
        words = ("install", "--quiet", "--require-hashes", "-r", NODE_LOCK)
        if call(PYTHON, "-m", "uv", "pip", *words, "--python", PYTHON) != 0:
            call(PYTHON, "-m", "pip", *words)
    if call(PYTHON, SCREENS) != 0:
        raise Stopped("the screens could not be built; what npm said stands above")


def find_browser() -> str | None:
    """A Chromium for the journeys: `CHROME_PATH`, one of the machine, or one installed now."""
    found = browser_here()
    if found is None and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        print("installing chromium …", flush=True)
        call("apt-get", "update", quiet=True)
        call("apt-get", "install", "-y", "--no-install-recommends", *BROWSER_PACKAGES, quiet=True)
        found = browser_here()
    if found is None:
        call(PYTHON, "-m", "playwright", "install", "chromium")
    return found


def browser_here() -> str | None:
    """The browser that is on this machine, if any."""
    named = os.environ.get("CHROME_PATH")
    if named:
        return named
    if MAC_BROWSER.is_file():
        return str(MAC_BROWSER)
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def locked_version(package: str) -> str:
    """Return `package==version` as the lock has it."""
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{package}=="):
            return line.split()[0]
    raise Stopped(f"{package} is not in {LOCK}")


# -- the commands


def serve(port: int, data: Path) -> int:
    """The server has run until it was told to stop."""
    data = data.resolve()
    os.chdir(ROOT)
    command = (PROGRAMS / "tangram", "serve", "--demo", "--port", port, "--data", data)
    words = [str(word) for word in command]
    if os.name != "nt":
        # The server takes this process's place, so that a signal to it stops the server.
        sys.stdout.flush()
        os.execv(words[0], words)
    return call(*words)


def check_everything(*, quick: bool, long: bool) -> int:
    """Every check has run; return 0 if all passed. The last line is pytest's."""
    environment = dict(os.environ)
    if quick:
        environment["TANGRAM_QUICK"] = "1"
    if long:
        environment["TANGRAM_LONG"] = "1"
    browser = None if quick else find_browser()
    if browser is not None:
        environment["CHROME_PATH"] = browser
    workers = str(max(2, min(8, os.cpu_count() or 2)))
    steps: list[tuple[str, tuple[object, ...]]] = [
        ("format", (PROGRAMS / "ruff", "format", "--check", "--output-format", "concise", ".")),
        ("lint", (PROGRAMS / "ruff", "check", "--output-format", "concise", ".")),
        ("types", (PROGRAMS / "mypy",)),
        ("screens", (PYTHON, SCREENS, "check", "test")),
    ]
    if long:
        steps.append(("figures", (PYTHON, "-m", "tests.benchmarks")))
    steps.append(("tests", (PYTHON, "-m", "pytest", "-q", "-n", workers)))
    failed = [name for name, command in steps if not passes(name, command, environment)]
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def passes(name: str, command: tuple[object, ...], environment: dict[str, str]) -> bool:
    """Whether the command ended well; it and the seconds it took are printed."""
    print(f"-- {name} …", flush=True)
    started = time.monotonic()
    ended = subprocess.run([str(word) for word in command], cwd=ROOT, env=environment, check=False)
    # The tests come last and close with a line of their own, which says how long they took.
    if name != "tests":
        outcome = "passed" if ended.returncode == 0 else "FAILED"
        print(f"-- {name} {outcome} in {time.monotonic() - started:.1f} s", flush=True)
    return ended.returncode == 0


def call(*command: object, quiet: bool = False) -> int:
    """The command has run; return its exit status."""
    output = subprocess.DEVNULL if quiet else None
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=ROOT, check=False, stdout=output, stderr=output).returncode


if __name__ == "__main__":
    sys.exit(main())
