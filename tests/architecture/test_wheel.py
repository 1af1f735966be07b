"""What is released works without the project's folder and without a developer's packages."""

import re
import socket
import subprocess
import sys
import urllib.request
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGES, ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

LOCK = ROOT / "requirements" / "runtime.lock"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def run() -> Run:
    """A call of a program outside the project's folder; its output is kept for the report."""

    def call(*words: object, where: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
        command = [str(word) for word in words]
        ended = subprocess.run(command, cwd=where, capture_output=True, text=True, check=False)
        assert not check or ended.returncode == 0, ended.stdout + ended.stderr
        return ended

    return call


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """The wheel of this tree."""
    place = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", place, where=ROOT)
    return next(place.glob("*.whl"))


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """The programs of an environment that holds the wheel and what it needs, nothing else."""
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, with_pip=True)
    python = place / "bin" / "python"
    uv = (sys.executable, "-m", "uv", "pip", "install", "--python", python)
    pip = (python, "-m", "pip", "install")
    for words in (("--require-hashes", "-r", LOCK), ("--no-deps", wheel)):
        if run(*uv, *words, where=place, check=False).returncode != 0:
            run(*pip, *words, where=place)
    return python.parent


def test_the_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    wanted = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and "static" not in path.parts
    }
    assert wanted - held == set()
    assert {name.split("/")[0] for name in held if ".dist-info" not in name} <= set(PACKAGES)


def test_the_wheel_holds_the_built_screens(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    assert "runtime/static/index.html" in held
    assert any(re.fullmatch(r"runtime/static/assets/index-[\w-]+\.js\.br", name) for name in held)


def test_the_installed_server_shows_the_screens_without_node(
    programs: Path, tmp_path: Path
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(programs / "tangram"),
        "serve",
        "--port",
        str(port),
        "--data",
        str(tmp_path / "data"),
    ]
    environment = {"PATH": str(programs), "HOME": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        try:
            assert any(line.startswith("ready ") for line in server.stdout)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/a/crm/lead") as page:
                found = re.search(r"/assets/index-[\w-]+\.js", page.read().decode())
            assert found is not None
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{found[0]}") as script:
                assert script.headers["Cache-Control"].endswith("immutable")
        finally:
            server.terminate()


def test_the_installed_command_answers(programs: Path, tmp_path: Path, run: Run) -> None:
    answer = run(programs / "tangram", "--help", where=tmp_path)
    assert "serve" in answer.stdout


def test_the_installed_language_computes(programs: Path, tmp_path: Path, run: Run) -> None:
    program = "import formula, sys; print(formula.__file__, 'pytest' in sys.modules)"
    answer = run(programs / "python", "-c", program, where=tmp_path)
    assert str(programs.parent) in answer.stdout


def test_the_source_archive_builds_the_same_wheel(wheel: Path, tmp_path: Path, run: Run) -> None:
    hatchling = (sys.executable, "-m", "hatchling", "build")
    run(*hatchling, "-t", "sdist", "-d", tmp_path, where=ROOT)
    archive = next(tmp_path.glob("*.tar.gz"))
    run("tar", "xzf", archive, where=tmp_path)
    unpacked = tmp_path / archive.name.removesuffix(".tar.gz")
    run(*hatchling, "-t", "wheel", "-d", tmp_path, where=unpacked)
    with zipfile.ZipFile(wheel) as ours, zipfile.ZipFile(tmp_path / wheel.name) as theirs:
        assert sorted(ours.namelist()) == sorted(theirs.namelist())
