"""The built application as it goes out: pages, files, caching, the Content-Security-Policy."""

import gzip
import re
from pathlib import Path

import pytest

from runtime.http import screens
from tests.runtime.asking import headers_of
from tests.runtime.sites import ServedShop

SCRIPT = b"console.log(1)"


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An application of one page and one script, in the place of the built one."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text('<meta name="csp-nonce" content="__NONCE__">')
    (tmp_path / "assets" / "index-1a.js").write_bytes(SCRIPT)
    (tmp_path / "assets" / "index-1a.js.gz").write_bytes(gzip.compress(SCRIPT))
    monkeypatch.setattr(screens, "STATIC", tmp_path)
    return tmp_path


@pytest.mark.parametrize("path", ["/", "/a/crm/lead", "/sign-in?next=/", "/b/crm/lead/form"])
def test_every_address_is_the_application(served: ServedShop, built: Path, path: str) -> None:
    first = served.client.request("GET", path)
    again = served.client.request("GET", path)
    assert first.status_code == 200
    policy = first.headers["content-security-policy"]
    nonce = re.search(r"'nonce-([\w-]{20,})'", policy)
    assert nonce is not None
    assert nonce[1] in first.text
    assert nonce[1] not in again.text
    assert "unsafe" not in policy
    assert first.headers["cache-control"] == "no-cache"
    assert first.headers["x-content-type-options"] == "nosniff"


def test_a_file_goes_out_small_and_for_ever(served: ServedShop, built: Path) -> None:
    path = "/assets/index-1a.js"
    plain = served.client.request("GET", path, headers={"Accept-Encoding": "identity"})
    assert plain.content == SCRIPT
    assert plain.headers["content-type"].startswith("text/javascript")
    status, packed = headers_of(served, path, **{"Accept-Encoding": "gzip, br"})
    assert (status, packed["content-encoding"]) == (200, "gzip")
    assert "immutable" in packed["cache-control"]
    kept = {"Accept-Encoding": "gzip", "If-None-Match": packed["etag"]}
    assert headers_of(served, path, **kept)[0] == 304


@pytest.mark.parametrize(
    "path",
    ["/assets/gone.js", "/api/v1/nothing", "/api/", "/assets/%2e%2e/x"],
)
def test_what_is_not_there_is_unknown(served: ServedShop, built: Path, path: str) -> None:
    answer = served.client.request("GET", path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_no_file_outside_goes_out(served: ServedShop, built: Path) -> None:
    (built.parent / "secret.key").write_text("secret")
    for path in ("/..%2fsecret.key", "/../secret.key", "/assets/..%2f..%2fsecret.key"):
        assert "secret" not in served.client.request("GET", path).text


def test_a_server_without_screens_says_so(
    served: ServedShop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens, "STATIC", tmp_path / "missing")
    for language, word in (("zh", "接口"), ("en", "interface")):
        page = served.client.request("GET", "/", headers={"Accept-Language": language})
        assert page.headers["content-type"].startswith("text/html")
        assert word in page.text


def test_only_reading_is_served(served: ServedShop, built: Path) -> None:
    assert served.client.request("POST", "/a/crm/lead").status_code == 404
