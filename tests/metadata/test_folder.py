"""An app as a folder: the same bytes both ways, and nothing hostile gets through."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metadata.errors import UnreadableFolder
from metadata.folder import document_bytes, files_of, folder_of, read_folder, write_folder
from metadata.messages import say
from metadata.resolve import resolve_documents
from tests.metadata.shop import shop

FILES = {"README.md": b"# Shop\r\n", "demo/order.csv": b"\xef\xbb\xbfref,count\n1,2\n"}


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    write_folder(tmp_path / "shop", files_of("shop", shop(), FILES))
    return tmp_path / "shop"


def test_a_folder_reads_as_it_was_written(folder: Path) -> None:
    found = read_folder(folder)
    assert (found.app, found.problems) == ("shop", ())
    assert dict(found.sources) == shop()
    assert dict(found.files) == FILES
    resolved = resolve_documents(found.sources).require()
    assert files_of("shop", resolved.sources, found.files) == files_of("shop", shop(), FILES)


def test_documents_are_canonical_text(folder: Path) -> None:
    text = (folder / "tables/buyer.json").read_text(encoding="utf-8")
    assert text.startswith('{\n  "key": "buyer",\n  "label": {\n    "zh": "买家",')
    assert text.endswith("\n}\n")


def test_writing_again_removes_only_documents(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    sources = shop()
    del sources["shop", "role", "clerk"]
    write_folder(folder, files_of("shop", sources, {}))
    assert not (folder / "roles/clerk.json").exists()
    assert (folder / "notes.txt").exists()
    assert (folder / "demo/order.csv").read_bytes() == FILES["demo/order.csv"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("tables/order.json", b'{"key": "order",\n  }', "bad_json"),
        ("tables/order.json", b'{"key": 1, "key": 2}', "duplicate_property"),
        ("tables/order.json", b"\xff\xfe", "not_utf8"),
        ("tables/order.json", b"[" * 100_000, "too_deep"),
        ("tables/order.json", b'"' + b'\\"' * 200_000, "bad_json"),
        ("tables/order.json", b'{"a": NaN}', "not_json"),
        ("tables/order.json", b"1" * 5_000, "not_json"),
        ("tables/order.json", b" " * 5_000_001, "file_too_large"),
        ("tables/order.jsn", b"{}", "unknown_file"),
        ("tabels/order.json", b"{}", "unknown_file"),
        ("tables/sub/order.json", b"{}", "unknown_file"),
    ],
)
def test_a_bad_file_is_a_problem_with_words(
    folder: Path, name: str, content: bytes, code: str
) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    problems = read_folder(folder).problems
    assert [problem.code for problem in problems] == [code]
    assert all(say(problems[0], language) for language in ("zh", "en"))


def test_broken_json_says_where(folder: Path) -> None:
    (folder / "app.json").write_bytes(b'{\n  "key": shop}')
    problems = {problem.code: problem for problem in read_folder(folder).problems}
    assert problems["bad_json"].parameters["line"] == 2
    assert problems["bad_json"].parameters["column"] == 10


def test_links_and_pipes_are_not_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "secret.json"
    outside.write_text("{}", encoding="utf-8")
    (folder / "tables/leak.json").symlink_to(outside)
    (folder / "assets").symlink_to(tmp_path)
    os.mkfifo(folder / "tables/pipe.json")
    codes = sorted(problem.code for problem in read_folder(folder).problems)
    assert codes == ["symbolic_link", "symbolic_link", "unreadable_file"]


def test_writing_does_not_follow_links(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (folder / "assets").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnreadableFolder):
        write_folder(folder, {"assets/icon.svg": b"<svg/>"})
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("name", ["../a.json", "/etc/x", "a\x00b", "a\\..\\b"])
def test_a_path_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFolder):
        write_folder(tmp_path, {name: b""})
    assert list(tmp_path.iterdir()) == []


def test_no_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFolder):
        read_folder(tmp_path / "nothing")


def test_hidden_files_are_no_part_of_an_app(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".git/config").write_text("x", encoding="utf-8")
    assert read_folder(folder).problems == ()


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=30)


@given(label=TEXTS, content=st.binary(max_size=50))
def test_any_text_and_any_bytes_survive(label: str, content: bytes) -> None:
    app = {"format": 1, "key": "shop", "label": label, "version": "1.0.0"}
    files = {"app.json": document_bytes(app), "assets/a.bin": content}
    found = folder_of(files)
    assert found.problems == ()
    assert files_of("shop", found.sources, found.files) == files
    assert json.loads(files["app.json"]) == app
