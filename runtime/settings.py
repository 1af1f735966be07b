"""What a process is started with: options of the command line, then the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from runtime.errors import SettingUnusable

DATABASE_URL = "TANGRAM_DATABASE_URL"
ADMIN_PASSWORD = "TANGRAM_ADMIN_PASSWORD"
ACCESS_LOG = "TANGRAM_ACCESS_LOG"
DATA = "TANGRAM_DATA"
MAX_FILE_MB = "TANGRAM_MAX_FILE_MB"

DEFAULT_DATA = Path("data")
DEFAULT_FILE_MB = 50
LARGEST_FILE_MB = 2_000
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """`data` is the workspace's directory; `database_url` None: SQLite in it. `access_log` is a
    file, `-` for standard error, None for none. `admin_password` is set for `admin` at start.
    `most_file` is how many bytes one upload may have."""

    data: Path
    database_url: str | None = None
    admin_password: str | None = None
    access_log: str | None = "-"
    most_file: int = DEFAULT_FILE_MB * MEGABYTE

    @property
    def url(self) -> str:
        """The address of the database."""
        return self.database_url or f"sqlite:///{self.data}/tangram.db"

    @property
    def is_sqlite(self) -> bool:
        """Whether one process holds the database."""
        return self.url.startswith("sqlite:")

    @property
    def server_file(self) -> Path:
        """Where the server that holds the SQLite file says how it is reached (decision 48)."""
        return self.data / "server.json"

    @property
    def files(self) -> Path:
        """Where uploads lie."""
        return self.data / "files"


def read_settings(
    data: Path | None = None, environment: Mapping[str, str] = os.environ
) -> Settings:
    """The settings of this process. `data` wins over TANGRAM_DATABASE_URL. Raises
    SettingUnusable."""
    url = environment.get(DATABASE_URL) or None
    if url is not None and not url.startswith(("sqlite:///", "postgresql://", "postgres://")):
        raise SettingUnusable(
            "setting_unusable", {"name": DATABASE_URL, "value": url.partition(":")[0]}
        )
    log = environment.get(ACCESS_LOG, "-")
    directory = data or Path(environment.get(DATA) or DEFAULT_DATA)
    return Settings(
        data=directory.absolute(),
        database_url=url if data is None else None,
        admin_password=environment.get(ADMIN_PASSWORD) or None,
        access_log=None if log in ("", "off", "none") else log,
        most_file=read_file_limit(environment),
    )


def read_file_limit(environment: Mapping[str, str]) -> int:
    """The bytes that one upload may have; SettingUnusable where it is no whole number of MB."""
    text = environment.get(MAX_FILE_MB) or str(DEFAULT_FILE_MB)
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= LARGEST_FILE_MB):
        raise SettingUnusable("setting_unusable", {"name": MAX_FILE_MB, "value": text[:20]})
    return int(text) * MEGABYTE
