"""Where do the child processes of a fault test live? In a house of their own: a folder, a real database, its switches."""

import contextlib
import os
import re
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
REDIS = shutil.which("redis-server")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(what: Callable[[], Any], seconds: float, saying: str, pause: float = 0.05) -> Any:
    """Return what `what` returns as soon as it is true, or fail in words."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(pause)
    raise AssertionError(f"not within {seconds} s: {saying}")


class House:
    """SQLite in a file, or a database made and dropped on the PostgreSQL server that the test run has."""

    def __init__(self, folder: Path, like: "House | None" = None, **switches: object) -> None:
        """`like` is a house whose folder and tables are copied: quicker than making them anew."""
        self.folder = folder
        self.processes: list[subprocess.Popen[str]] = []
        self.database = "" if settings.IS_SQLITE else f"faults_{secrets.token_hex(4)}"
        if self.database:
            self._server(f"CREATE DATABASE {self.database}" + (f" TEMPLATE {like.database}" if like else ""))
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in ("REDIS_URL", "EMAIL_HOST", "DEMO")},
            "DATA_DIR": str(folder),
            "DATABASE_URL": self._url(),
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            **{name: str(value) for name, value in switches.items()},
        }
        if like:
            shutil.copytree(like.folder, folder, dirs_exist_ok=True)
        else:
            self.run("manage.py", "migrate", "-v0")
            self.run("manage.py", "createcachetable", "-v0")

    def _url(self) -> str:
        if not self.database:
            return f"sqlite:///{self.folder / 'portal.sqlite3'}"
        at = settings.DATABASES["default"]
        secret = f":{quote(at['PASSWORD'])}" if at["PASSWORD"] else ""
        return f"postgres://{at['USER']}{secret}@{at['HOST']}:{at['PORT'] or 5432}/{self.database}"

    def _server(self, sql: str) -> None:
        at = settings.DATABASES["default"]
        with psycopg.connect(
            host=at["HOST"], port=at["PORT"] or 5432, user=at["USER"], password=at["PASSWORD"], dbname="postgres"
        ) as connection:
            connection.autocommit = True
            connection.execute(sql)  # type: ignore[arg-type]

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        """Run one statement beside the house's own processes; return the rows of a SELECT."""
        is_select = bool(re.match("select", statement, re.IGNORECASE))
        if self.database:
            with psycopg.connect(self._url()) as connection:
                found = connection.execute(statement)  # type: ignore[arg-type]
                return found.fetchall() if is_select else []
        connection = sqlite3.connect(self.folder / "portal.sqlite3", timeout=20)
        try:
            with connection:
                return connection.execute(statement).fetchall()
        finally:
            connection.close()

    def run(self, *command: str) -> str:
        """Run a script of the project to its end and return what it printed."""
        done = subprocess.run(
            [sys.executable, *command], env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=110
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def start(self, *command: str, **options: Any) -> subprocess.Popen[str]:
        """Start a process in a group of its own, so that it can be ended with all its children."""
        options.setdefault("stdout", subprocess.DEVNULL)
        process = subprocess.Popen(
            command, env=self.environment, cwd=ROOT, text=True, start_new_session=True, **options
        )
        self.processes.append(process)
        return process

    def python(self, *command: str, **options: Any) -> subprocess.Popen[str]:
        return self.start(sys.executable, *command, **options)

    def close(self) -> None:
        """End what was started, by its own ids, and take the database away."""
        for process in self.processes:
            end(process)
        if self.database:
            self._server(f"DROP DATABASE {self.database} WITH (FORCE)")


def end(process: "subprocess.Popen[str]", number: int = signal.SIGKILL) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)
    process.wait(timeout=20)
    if process.stdout:
        process.stdout.close()


def start_redis(house: House, port: int) -> "subprocess.Popen[str]":
    """Start a Redis that keeps its queue in the house's folder, with the options of docker-compose.yml."""
    folder = house.folder / "redis"
    folder.mkdir(exist_ok=True)
    options = ["--appendonly", "yes", "--appendfsync", "everysec", "--maxmemory-policy", "noeviction", "--save", ""]
    server = house.start(str(REDIS), "--port", str(port), "--dir", str(folder), *options)
    wait_for(lambda: b"PONG" in ping(port), 10, "Redis answers")
    return server


def ping(port: int) -> bytes:
    return subprocess.run(["redis-cli", "-p", str(port), "ping"], capture_output=True).stdout
