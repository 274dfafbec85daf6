"""Does `make run` start, say what is wrong in words, and leave nothing behind?"""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portal import run

ROOT = Path(run.__file__).resolve().parents[1]
pytestmark = pytest.mark.timeout(180)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class House:
    """The portal in a process of its own, as `make run` starts it, in an empty folder."""

    def __init__(self, folder: Path, port: int):
        self.port = port
        self.log = folder / "log.txt"
        hidden = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
        env = {name: value for name, value in os.environ.items() if name not in hidden}
        env |= {"DATA_DIR": str(folder / "var"), "PORT": str(port), "DEMO": "0", "PYTHONUNBUFFERED": "1"}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "portal.run"], cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True
            )

    def said(self) -> str:
        return self.log.read_text()

    def wait_for(self, words: str, seconds: float = 90) -> None:
        until = time.monotonic() + seconds
        while words not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < until, self.said()
            time.sleep(0.1)

    def children(self) -> list[int]:
        """Return all processes below the launcher."""
        found, queue = [], [self.process.pid]
        while queue:
            parent = queue.pop()
            path = Path(f"/proc/{parent}/task/{parent}/children")
            below = [int(pid) for pid in path.read_text().split()] if path.exists() else []
            found += below
            queue += below
        return found

    def get(self, path: str) -> int:
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request("GET", path, headers={"Host": "localhost", "Connection": "close"})
            answer = connection.getresponse()
            answer.read()
            return answer.status

    def end(self, number: int = signal.SIGINT) -> float:
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(timeout=20)
        return time.monotonic() - began


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("house")


@pytest.fixture
def house(folder):
    house = House(folder, free_port())
    yield house
    if house.process.poll() is None:
        house.process.kill()


def is_alive(pid: int) -> bool:
    """A process that has ended but that the machine has not swept up yet is not alive."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_starts_answers_and_ends_without_a_trace(house, number):
    house.wait_for("The portal is ready")
    assert house.get("/healthz") == 200
    children = house.children()
    assert len(children) >= 2
    assert house.end(number) < 10
    assert house.process.returncode == 0
    assert [pid for pid in children if is_alive(pid)] == []
    assert "Traceback" not in house.said().partition("Ending")[2]


def test_a_part_that_dies_is_started_again(house):
    house.wait_for("The portal is ready")
    web = next(pid for pid in house.children() if b"gunicorn" in Path(f"/proc/{pid}/cmdline").read_bytes())
    os.kill(web, signal.SIGKILL)
    house.wait_for("The web stopped by itself")
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            assert house.get("/healthz") == 200
            break
        except OSError:
            time.sleep(0.2)
    house.end()


def test_a_folder_is_used_by_one_launcher_at_a_time(tmp_path):
    lock = run.lock_folder(tmp_path)
    with pytest.raises(run.NotPossible, match="already runs"):
        run.lock_folder(tmp_path)
    lock.close()
    run.lock_folder(tmp_path).close()


def test_a_taken_port_is_said_in_words_before_anything_starts(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        house = House(tmp_path, port)
        assert house.process.wait(timeout=60) == 1
    assert f"Port {port} is taken" in house.said()
    assert f"PORT={port + 1} make run" in house.said()
    assert not (tmp_path / "var" / "portal.sqlite3").exists()
