"""Files over HTTP: who may see them, what is taken, and what goes out."""

import io
from pathlib import Path

import pytest
from PIL import Image

from runtime.errors import SettingUnusable
from runtime.settings import read_settings
from tests.runtime.asking import assert_problem
from tests.runtime.paperwork import (
    PDF,
    add_buyer,
    contents,
    give_papers,
    office,
    picture,
    send,
    upload,
)
from tests.runtime.sites import BUYERS, Caller, ServedShop


@pytest.fixture
def papers(served: ServedShop, root: Caller) -> ServedShop:
    """The shop whose buyers have papers."""
    give_papers(served, root)
    return served


def test_a_file_goes_round(papers: ServedShop, root: Caller) -> None:
    id = upload(root, name="合同.pdf")
    made = add_buyer(root, papers=[id]).json()
    assert made["values"]["papers"] == [id]
    assert (made["values"]["paper_count"], made["values"]["names"]) == (1, "合同.pdf")
    shown = root("GET", f"{BUYERS}/{made['id']}?expand=papers").json()["expanded"]["papers"][id]
    assert shown == {
        "title": "合同.pdf",
        "id": id,
        "name": "合同.pdf",
        "size": len(PDF),
        "type": "application/pdf",
    }
    found = root("GET", f"/files/{id}")
    assert (found.status_code, found.content) == (200, PDF)
    assert found.headers["content-type"] == "application/pdf"
    assert found.headers["content-disposition"].startswith("attachment;")
    assert "filename*=UTF-8''%E5%90%88%E5%90%8C.pdf" in found.headers["content-disposition"]
    assert found.headers["x-content-type-options"] == "nosniff"
    assert found.headers["content-security-policy"].startswith("sandbox")
    tag = found.headers["etag"]
    assert root("GET", f"/files/{id}", headers={"If-None-Match": tag}).status_code == 304
    head = root("HEAD", f"/files/{id}")
    assert (head.content, head.headers["content-length"]) == (b"", str(len(PDF)))


def test_the_same_content_lies_there_once(papers: ServedShop, root: Caller) -> None:
    assert upload(root, name="a.pdf") != upload(root, name="b.pdf")
    assert len(list(contents(papers))) == 1


def test_only_who_uploaded_it_sees_a_file_that_no_record_holds(
    papers: ServedShop, root: Caller, sue: Caller
) -> None:
    id = upload(sue)
    assert sue("GET", f"/files/{id}").status_code == 200
    assert_problem(root("GET", f"/files/{id}"), 404)
    assert_problem(papers.nobody("GET", f"/files/{id}"), 401)
    refused = add_buyer(root, papers=[id])
    assert_problem(refused, 422)
    unknown = add_buyer(root, papers=["99"])
    assert refused.json()["problems"] == unknown.json()["problems"]


def test_a_file_is_seen_with_record_and_field(
    papers: ServedShop, root: Caller, sue: Caller
) -> None:
    seen, hidden, golden = upload(root), upload(root), upload(root)
    record = add_buyer(root, papers=[seen], secrets=[hidden]).json()["id"]
    add_buyer(root, papers=[golden], level="gold")
    assert sue("GET", f"/files/{seen}").status_code == 200
    unknown = sue("GET", "/files/12345").json()
    for id in (hidden, golden):
        found = sue("GET", f"/files/{id}")
        assert_problem(found, 404)
        assert found.json()["code"] == unknown["code"]
        assert_problem(sue("GET", f"/files/{id}/thumbnail"), 404)
        # What is not seen cannot be taken over into a record where it would be.
        assert_problem(add_buyer(sue, papers=[id]), 422)
    assert add_buyer(sue, papers=[seen]).status_code == 201
    shown = sue("GET", f"{BUYERS}/{record}?expand=papers").text
    assert seen in shown
    assert hidden not in shown


def test_a_file_goes_out_of_sight_with_its_record(
    papers: ServedShop, root: Caller, sue: Caller
) -> None:
    id = upload(root)
    record = add_buyer(root, papers=[id]).json()["id"]
    assert sue("GET", f"/files/{id}").status_code == 200
    root("DELETE", f"{BUYERS}/{record}")
    assert_problem(sue("GET", f"/files/{id}"), 404)
    root("POST", f"{BUYERS}/{record}/restore", {})
    assert sue("GET", f"/files/{id}").status_code == 200
    root("PATCH", f"{BUYERS}/{record}", {"values": {"papers": []}})
    assert_problem(sue("GET", f"/files/{id}"), 404)


REFUSED = {
    "kind": ({"papers": picture(9, 9)}, "attachment_kind_refused"),
    "kind by content": ({"papers": office("xl")}, "attachment_kind_refused"),
    "no picture": ({"photos": PDF}, "attachment_kind_refused"),
    "too wide": ({"photos": picture(901, 5)}, "picture_max_width"),
    "too large": ({"photos": picture(9, 9) + b"x" * 600_000}, "attachment_too_large"),
    "no signature": ({"autograph": picture(9, 9, "GIF")}, "attachment_kind_refused"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_field_takes_what_its_document_says(case: str, papers: ServedShop, root: Caller) -> None:
    files, code = REFUSED[case]
    ((key, content),) = files.items()
    refused = add_buyer(root, **{key: [upload(root, content, "a.pdf")]})
    assert_problem(refused, 422)
    (problem,) = refused.json()["problems"]
    assert (problem["code"], problem["field"]) == (code, key)


def test_the_history_names_files_that_are_gone_from_the_record(
    papers: ServedShop, root: Caller, sue: Caller
) -> None:
    first, second, secret = upload(root, name="旧.pdf"), upload(root, name="新.pdf"), upload(root)
    record = add_buyer(root, papers=[first], secrets=[secret]).json()["id"]
    root("PATCH", f"{BUYERS}/{record}", {"values": {"papers": [second]}})
    found = sue("GET", f"{BUYERS}/{record}/history").json()
    assert {id: file["name"] for id, file in found["files"].items()} == {
        first: "旧.pdf",
        second: "新.pdf",
    }
    assert found["events"][0]["before"]["papers"] == [first]


def test_a_form_brings_a_file(papers: ServedShop, root: Caller) -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="note"\r\n\r\nx\r\n'
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="\xe5\x9b\xbe.png"\r\n'
        b"Content-Type: image/png\r\n\r\n" + picture(4, 3) + b"\r\n--b--\r\n"
    )
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    made = root("POST", "/files", content=body, headers=headers).json()
    assert (made["name"], made["type"], made["width"], made["height"]) == (
        "图.png",
        "image/png",
        4,
        3,
    )
    broken = root("POST", "/files", content=b"--b\r\nnothing", headers=headers)
    assert_problem(broken, 400)


def test_what_cannot_be_kept_is_refused(papers: ServedShop, root: Caller) -> None:
    assert_problem(send(root, b""), 422)
    assert_problem(send(papers.nobody, PDF), 401)
    object.__setattr__(papers.site, "most_file", 100)
    assert_problem(send(root, b"x" * 200), 413)
    assert_problem(send(root, b"x" * 200_000), 413)
    assert list(contents(papers)) == []


def test_a_small_picture_is_drawn_anew(papers: ServedShop, root: Caller) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "secret place"
    id = upload(root, picture(400, 200, "JPEG", exif=exif), "a.jpg")
    found = root("GET", f"/files/{id}/thumbnail?size=100")
    assert (found.status_code, found.headers["content-type"]) == (200, "image/webp")
    small = Image.open(io.BytesIO(found.content))
    assert small.size == (80, 160)
    assert not small.getexif()
    assert b"secret" not in found.content
    again = {"If-None-Match": found.headers["etag"]}
    assert root("GET", f"/files/{id}/thumbnail?size=100", headers=again).status_code == 304
    assert_problem(root("GET", f"/files/{upload(root)}/thumbnail"), 404)
    assert_problem(root("GET", f"/files/{id}/thumbnail?size=0"), 400)
    assert_problem(root("GET", f"/files/{id}/thumbnail?size=99999"), 400)


def test_a_bomb_is_kept_and_never_unpacked(papers: ServedShop, root: Caller) -> None:
    large = picture(10, 10)
    bomb = large[:16] + (60_000).to_bytes(4) * 2 + large[24:]
    id = upload(root, bomb, "a.png")
    assert_problem(root("GET", f"/files/{id}/thumbnail"), 404)


@pytest.mark.parametrize("path", ["x", "-1", "0", "9" * 30, "1%2F2", "..%2F..%2Fetc"])
def test_ids_that_are_none_are_unknown(path: str, papers: ServedShop, root: Caller) -> None:
    assert_problem(root("GET", f"/files/{path}"), 404)


def test_how_large_a_file_may_be_is_a_setting(tmp_path: Path) -> None:
    assert read_settings(tmp_path, {}).most_file == 50 * 1024 * 1024
    assert read_settings(tmp_path, {"TANGRAM_MAX_FILE_MB": "7"}).most_file == 7 * 1024 * 1024
    for text in ("0", "-1", "x", "1.5", "9999"):
        with pytest.raises(SettingUnusable):
            read_settings(tmp_path, {"TANGRAM_MAX_FILE_MB": text})
