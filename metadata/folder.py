"""An app as files, both ways, byte for byte.

Documents are canonical JSON: UTF-8, indented by two, in the order of the model, one line feed at
the end. Everything else (data, demo records, assets, the README) is kept as raw bytes.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from formula.nearest import nearest
from metadata.documents.kinds import FOLDERS, KINDS
from metadata.errors import UnreadableFolder
from metadata.json_text import read_json
from metadata.problems import Place, Problem
from metadata.resolved import DocumentKey

APP_FILE = "app.json"
RAW_FOLDERS = ("data", "demo", "assets", "cases")
RAW_FILES = ("README.md", "CHANGELOG.md", "LICENSE")
MOST_FILES = 10_000
LARGEST_DOCUMENT = 5_000_000
LARGEST_RAW = 50_000_000


@dataclass(frozen=True, slots=True)
class AppFolder:
    """What stands in an app's folder. `sources` are its documents as JSON values, `files` all
    other files by their path in the folder (`demo/lead.csv`)."""

    app: str
    sources: Mapping[DocumentKey, object]
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]


def read_folder(path: Path) -> AppFolder:
    """Everything in an app's folder, and what is wrong with its files; nothing is followed out of
    it. Raises UnreadableFolder where there is no folder."""
    if not path.is_dir():
        raise UnreadableFolder(str(path), "not a folder")
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    for count, (name, entry) in enumerate(files_below(path, "")):
        place = Place("", "file", name)
        if count >= MOST_FILES:
            problems.append(Problem("too_many_files", place, {"max": MOST_FILES}))
            break
        if entry.is_symlink():
            problems.append(Problem("symbolic_link", place))
            continue
        found = read_bytes(entry, LARGEST_DOCUMENT if is_document(name) else LARGEST_RAW, place)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            contents[name] = found
    return folder_of(contents, problems)


def folder_of(contents: Mapping[str, bytes], problems: list[Problem] | None = None) -> AppFolder:
    """The app whose files, by their path in the folder, are these."""
    found = list(problems or ())
    values: dict[str, object] = {}
    files: dict[str, bytes] = {}
    for name, content in sorted(contents.items()):
        place = Place("", "file", name)
        if is_document(name):
            value, wrong = read_json(content, place)
            found += wrong
            if not wrong:
                values[name] = value
        elif is_raw(name):
            files[name] = content
        else:
            known = [APP_FILE, *RAW_FILES, *(f"{folder}/" for folder in (*FOLDERS, *RAW_FOLDERS))]
            suggestion = next(iter(nearest(name, known)), None)
            found.append(Problem("unknown_file", place, {"name": name}, suggestion))
    if APP_FILE not in contents:
        found.append(Problem("no_app_file", Place("", "file", APP_FILE)))
    app = app_key(values.get(APP_FILE))
    sources = {document_key(app, name): value for name, value in values.items()}
    placed = tuple(place_in(app, problem) for problem in found)
    return AppFolder(app, sources, files, placed)


def files_of(
    app: str, sources: Mapping[DocumentKey, object], files: Mapping[str, bytes]
) -> Mapping[str, bytes]:
    """Every file of the app's folder by its path: `folder_of` the other way round."""
    contents = {
        file_name(name): document_bytes(source)
        for name, source in sources.items()
        if name[0] == app
    }
    return dict(sorted({**files, **contents}.items()))


def write_folder(path: Path, contents: Mapping[str, bytes]) -> None:
    """The folder holds these files; documents that are not among them are removed from it, other
    files are left. A file that is the same already is not touched."""
    path.mkdir(parents=True, exist_ok=True)
    for name, entry in list(files_below(path, "")):
        if is_document(name) and name not in contents:
            Path(entry.path).unlink()
    for name, content in contents.items():
        target = path / safe_path(name)
        if any(part.is_symlink() for part in (target, *target.parents) if path in part.parents):
            raise UnreadableFolder(str(target), "symbolic link")
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_bytes() != content:
            target.write_bytes(content)


def document_bytes(source: object) -> bytes:
    """A document as its file holds it."""
    return f"{json.dumps(source, ensure_ascii=False, indent=2)}\n".encode()


def file_name(name: DocumentKey) -> str:
    """The path of a document in its app's folder."""
    _, kind, key = name
    return APP_FILE if kind == "app" else f"{KINDS[kind].folder}/{key}.json"


def document_key(app: str, name: str) -> DocumentKey:
    """The document that a file is."""
    if name == APP_FILE:
        return (app, "app", app)
    folder, _, file = name.partition("/")
    return (app, FOLDERS[folder], file.removesuffix(".json"))


def is_document(name: str) -> bool:
    """Whether a path of the folder is that of a document."""
    folder, slash, file = name.partition("/")
    is_json = file.endswith(".json") and "/" not in file
    return name == APP_FILE or (bool(slash) and folder in FOLDERS and is_json)


def is_raw(name: str) -> bool:
    """Whether a path of the folder is that of a file kept as it is."""
    return name in RAW_FILES or name.partition("/")[0] in RAW_FOLDERS


def app_key(value: object) -> str:
    """The app's key as app.json says it; "" where it does not."""
    key = value.get("key") if isinstance(value, Mapping) else None
    return key if isinstance(key, str) else ""


def place_in(app: str, problem: Problem) -> Problem:
    """The problem of a file at the place of its document."""
    name = problem.place.key
    if is_document(name):
        place = Place(*document_key(app, name), pointer=problem.place.pointer)
    else:
        place = Place(app, "file", name)
    return Problem(problem.code, place, problem.parameters, problem.suggestion)


def files_below(path: Path, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file and link below, in order; hidden ones (`.git`) are no part of an app."""
    with os.scandir(path) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(Path(entry.path), f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry


def read_bytes(entry: os.DirEntry[str], largest: int, place: Place) -> bytes | Problem:
    """The bytes of an ordinary file that is not too large."""
    try:
        status = entry.stat(follow_symlinks=False)
        if not stat.S_ISREG(status.st_mode):
            return Problem("unreadable_file", place, {"detail": "not a file"})
        if status.st_size > largest:
            parameters = {"size": status.st_size, "max": largest}
            return Problem("file_too_large", place, parameters)
        return Path(entry.path).read_bytes()
    except OSError as error:
        return Problem("unreadable_file", place, {"detail": error.strerror or "error"})


def safe_path(name: str) -> PurePosixPath:
    """A path that stays in the folder. Raises UnreadableFolder for any other."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\x00" in name or "\\" in name:
        raise UnreadableFolder(name, "not inside the folder")
    return path
