"""A database by its address."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from engine.database import Database
from engine.database.postgresql import PostgresDatabase
from engine.database.sqlite import SqliteDatabase
from engine.errors import UnsuitableDatabase

DEFAULT_SCHEMA = "tangram"
SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}")


def open_database(url: str) -> Database:
    """The database at `url` is open.

    `sqlite:////var/tangram/tangram.db` is a file, made when it is missing;
    `postgresql://user@host/database?schema=name` a schema, made when it is missing (`tangram`
    when none is named). Raises UnsuitableDatabase, DatabaseUnavailable or WorkspaceInUse.
    """
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        return SqliteDatabase(file_of(url))
    if scheme in ("postgresql", "postgres"):
        address, schema = schema_of(url)
        return PostgresDatabase(address, schema)
    raise UnsuitableDatabase({"reason": f"{scheme or url}://"})


def file_of(url: str) -> Path:
    """The file a SQLite address names.

    >>> file_of("sqlite:////var/tangram.db")
    PosixPath('/var/tangram.db')
    """
    path = url.removeprefix("sqlite:///")
    if path == url or not Path(path).is_absolute():
        raise UnsuitableDatabase({"reason": f"{url}: sqlite:///…/file.db"})
    return Path(path)


def schema_of(url: str) -> tuple[str, str]:
    """The address without the parameter `schema`, which the server does not know, and the schema.

    >>> schema_of("postgresql://me@host/office?schema=east&sslmode=require")
    ('postgresql://me@host/office?sslmode=require', 'east')
    """
    parts = urlsplit(url)
    parameters = parse_qsl(parts.query)
    schema = dict(parameters).get("schema", DEFAULT_SCHEMA)
    if not SCHEMA.fullmatch(schema) or schema.startswith("pg_"):
        raise UnsuitableDatabase({"reason": f"schema {schema}"})
    rest = urlencode([(name, value) for name, value in parameters if name != "schema"])
    return urlunsplit(parts._replace(query=rest)), schema
