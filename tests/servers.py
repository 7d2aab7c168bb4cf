"""Real databases for the tests: each on a port of this machine, in a folder of its own, gone afterwards."""

from __future__ import annotations

import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

PASSWORD = "pass:w/o%rd-4711"


@dataclass(frozen=True)
class Server:
    """A database server: the address of its reader (without password) and a way to run commands as its owner."""

    kind: str
    url: str
    run: Callable[[Sequence[str]], None]
    port: int


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _program(name: str, *patterns: str) -> str:
    found = sorted(path for pattern in patterns for path in glob.glob(f"{pattern}/{name}"))
    program = found[-1] if found else shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed and could not be (tools/install_viewers.sh)")
    return program


@contextmanager
def _home(prefix: str) -> Iterator[tuple[Path, str | None]]:
    """A folder for a server and the user that it runs as: database servers refuse to run as root."""
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir="/tmp"))
    user = "nobody" if os.getuid() == 0 else None
    if user is not None:
        os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
    try:
        yield folder, user
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: Sequence[str], user: str | None, folder: Path) -> None:
    done = subprocess.run(
        command, user=user, cwd=folder, env={**os.environ, "HOME": str(folder)}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")


@contextmanager
def _running(command: Sequence[str], user: str | None, folder: Path, ready: Callable[[], None]) -> Iterator[None]:
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, user=user, cwd=folder, stdout=log, stderr=log, env={**os.environ, "HOME": str(folder)}
        )
    try:
        _wait(ready, process, folder)
        yield
    finally:
        process.terminate()
        process.wait(30)


def _wait(ready: Callable[[], None], process: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(300):
        try:
            ready()
        except Exception:
            if process.poll() is not None:
                raise RuntimeError((folder / "log").read_text(errors="replace")) from None
            time.sleep(0.2)
        else:
            return
    raise TimeoutError((folder / "log").read_text(errors="replace"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL cluster with a database `shop` and a user `reader` who may only read."""
    import psycopg

    initdb = _program("initdb", "/usr/lib/postgresql/*/bin")
    with _home("storehand-pg-") as (folder, user):
        (folder / "pw").write_text(PASSWORD)
        data, port = folder / "data", _free_port()
        login = ["-U", "owner", "--auth=scram-sha-256", f"--pwfile={folder / 'pw'}"]
        _run([initdb, "-D", str(data), *login, "-E", "UTF8", "--locale=C", "--no-sync"], user, folder)
        server = str(Path(initdb).with_name("postgres"))
        command = [
            server,
            "-D",
            str(data),
            "-p",
            str(port),
            "-k",
            str(folder),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "fsync=off",
        ]

        def run(commands: Sequence[str], database: str = "shop") -> None:
            where = f"host=127.0.0.1 port={port} user=owner dbname={database}"
            with psycopg.connect(where, password=PASSWORD, autocommit=True) as connection:
                for one in commands:
                    connection.execute(one.encode())

        with _running(command, user, folder, lambda: run(["SELECT 1"], "postgres")):
            run(["CREATE DATABASE shop", f"CREATE USER reader PASSWORD '{PASSWORD}'"], "postgres")
            run(["GRANT pg_read_all_data TO reader", "CREATE TABLE hidden (a int)"])
            yield Server("postgres", f"postgresql://reader@127.0.0.1:{port}/shop", run, port)


@pytest.fixture(scope="session")
def mariadb() -> Iterator[Server]:
    """A MariaDB server with a database `shop` and a user `reader` who may only read."""
    import pymysql

    mariadbd = _program("mariadbd", "/usr/sbin", "/usr/local/sbin")
    install = _program("mariadb-install-db", "/usr/bin", "/usr/local/bin")
    with _home("storehand-my-") as (folder, user):
        data, socket_, port = folder / "data", folder / "s", _free_port()
        login = ["--auth-root-authentication-method=normal", "--skip-test-db"]
        _run([install, "--no-defaults", f"--datadir={data}", *login], user, folder)
        command = [
            mariadbd, "--no-defaults", f"--datadir={data}", f"--socket={socket_}", f"--port={port}", "--bind-address=127.0.0.1",
            "--innodb-buffer-pool-size=32M", "--innodb-flush-log-at-trx-commit=0", f"--pid-file={folder / 'pid'}",
        ]  # fmt: skip

        def run(commands: Sequence[str], database: str | None = "shop") -> None:
            connection = pymysql.connect(
                user="root", unix_socket=str(socket_), database=database, charset="utf8mb4", autocommit=True
            )
            with connection, connection.cursor() as cursor:
                for one in commands:
                    cursor.execute(one)

        with _running(command, user, folder, lambda: run(["SELECT 1"], None)):
            run(["CREATE DATABASE shop CHARACTER SET utf8mb4", f"CREATE USER reader@'%' IDENTIFIED BY '{PASSWORD}'"], None)
            run(["GRANT SELECT ON shop.* TO reader@'%'", "GRANT FILE ON *.* TO reader@'%'"])
            yield Server("mariadb", f"mariadb://reader@127.0.0.1:{port}/shop", run, port)


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """One of the servers, by `parametrize(…, indirect=True)`, emptied of what a test made."""
    found: Server = request.getfixturevalue(request.param)
    yield found
    found.run(["DROP TABLE IF EXISTS orders"])
