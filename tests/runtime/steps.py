"""The steps of an import, with short words."""

from __future__ import annotations

from typing import cast

from tests.runtime.asking import Json, eventually
from tests.runtime.sites import Caller


def uploaded(caller: Caller, text: str | bytes, table: str = "buyer", **words: str) -> Json:
    """The import of an uploaded file."""
    more = "".join(f"&{name}={value}" for name, value in words.items())
    content = text.encode() if isinstance(text, str) else text
    path = f"/imports?table=shop.{table}&name=week.csv{more}"
    headers = {"Content-Type": "application/octet-stream"}
    answer = caller("POST", path, content=content, headers=headers)
    assert answer.status_code == 201, answer.text
    return cast(Json, answer.json())


def tried(caller: Caller, job: Json, **options: object) -> Json:
    """What a run would do."""
    answer = caller("POST", f"/imports/{job['id']}/preview", options)
    assert answer.status_code == 200, answer.text
    return cast(Json, answer.json())


def done(caller: Caller, job: Json, **options: object) -> Json:
    """The import after it has run."""
    answer = caller("POST", f"/imports/{job['id']}/run", options)
    assert answer.status_code == 202, answer.text
    return over(caller, job)


def over(caller: Caller, job: Json) -> Json:
    """The import once it does not run any more."""
    place = f"/imports/{job['id']}"
    assert eventually(lambda: caller("GET", place).json()["state"] != "running", 20)
    return cast(Json, caller("GET", place).json())


def counts(found: Json) -> tuple[int, int, int]:
    """Created, updated, refused."""
    return found["created"], found["updated"], found["refused_lines"]
