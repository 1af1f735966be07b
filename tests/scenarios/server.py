"""A real server process, and callers of it over the network."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import orjson

TANGRAM = Path(sys.executable).with_name("tangram")
ADMIN = "admin"
PASSWORD = "seven pieces of wood"
START_SECONDS = 90
READY = "ready "


@dataclass(frozen=True)
class Place:
    """A workspace's directory; `url` None: its database is SQLite in it."""

    data: Path
    url: str | None = None

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a process of this workspace."""
        own = {
            "TANGRAM_DATA": str(self.data),
            "TANGRAM_ADMIN_PASSWORD": PASSWORD,
            "TANGRAM_ACCESS_LOG": "off",
            "TANGRAM_LANGUAGE": "en",
        }
        kept = {name: value for name, value in os.environ.items() if name != "TANGRAM_DATABASE_URL"}
        return {**kept, **own, **({} if self.url is None else {"TANGRAM_DATABASE_URL": self.url})}

    @property
    def log(self) -> Path:
        """What the server wrote to its standard error."""
        return self.data / "errors.log"

    def run(self, *words: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """A command of the command line has run to its end."""
        return subprocess.run(
            [str(word) for word in (TANGRAM, *words)],
            env=self.environment,
            cwd=cwd,
            capture_output=True,
            text=True,
            check=False,
            timeout=START_SECONDS,
        )


@dataclass
class Caller:
    """Someone at the door, with what proves who they are."""

    client: httpx.Client
    headers: Mapping[str, str] = field(default_factory=dict)

    def __call__(
        self,
        method: str,
        path: str,
        json: object = None,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """The answer to a request; paths without `/api` are below `/api/v1`."""
        place = path if path.startswith("/api") or path == "/" else f"/api/v1{path}"
        sent = {**self.headers, **(headers or {})}
        if json is not None:
            content = orjson.dumps(json)
            sent = {"Content-Type": "application/json", **sent}
        return self.client.request(method, place, content=content, headers=sent)

    def done(self, method: str, path: str, json: object = None) -> dict[str, object]:
        """The JSON object of an answer that is no problem."""
        answer = self(method, path, json)
        assert answer.status_code < 300, f"{method} {path}: {answer.status_code} {answer.text}"
        found: dict[str, object] = answer.json() if answer.content else {}
        return found


@dataclass
class Server:
    """A process that serves a workspace."""

    place: Place
    process: subprocess.Popen[str]
    address: str
    client: httpx.Client

    @property
    def nobody(self) -> Caller:
        """A caller who proves nothing."""
        return Caller(self.client)

    def browser(self, login: str = ADMIN) -> Caller:
        """A caller who has signed in as a browser does."""
        answer = self.nobody("POST", "/sessions", {"login": login, "password": PASSWORD})
        assert answer.status_code == 201, answer.text
        self.client.cookies.clear()
        cookie = answer.headers["set-cookie"].split(";")[0]
        return Caller(self.client, {"Cookie": cookie, "X-CSRF-Token": answer.json()["csrf"]})

    def caller(self, login: str = ADMIN) -> Caller:
        """A caller with an API token of that person."""
        made = self.browser(login).done("POST", "/tokens", {"label": "test"})
        return Caller(self.client, {"Authorization": f"Bearer {made['token']}"})

    def add_person(self, admin: Caller, login: str, *roles: str) -> str:
        """The id of a new person who signs in with PASSWORD."""
        body = {"login": login, "name": f"{login} 的名字", "password": PASSWORD, "roles": roles}
        return str(admin.done("POST", "/people/users", body)["id"])

    def kill(self) -> None:
        """The process is gone as in a power cut."""
        self.process.kill()
        self.process.wait()


@contextmanager
def serving(place: Place, *options: object) -> Iterator[Server]:
    """The workspace is served inside the block; the process is gone afterwards."""
    command = [str(word) for word in (TANGRAM, "serve", "--port", 0, *options)]
    place.data.mkdir(parents=True, exist_ok=True)
    with (
        place.log.open("a") as log,
        subprocess.Popen(
            command, env=place.environment, stdout=subprocess.PIPE, stderr=log, text=True
        ) as process,
    ):
        try:
            address = wait_until_ready(place, process)
            limits = httpx.Limits(max_connections=50)
            with httpx.Client(base_url=address, timeout=60, limits=limits) as client:
                yield Server(place, process, address, client)
        finally:
            stop(process)


def wait_until_ready(place: Place, process: subprocess.Popen[str]) -> str:
    """The address that the process says it serves at."""
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if line.startswith(READY):
            return line.removeprefix(READY).strip()
    raise AssertionError(f"the server did not start: {''.join(said)}{place.log.read_text()}")


def stop(process: subprocess.Popen[str]) -> None:
    """The process has ended, as asked or by force."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(START_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
