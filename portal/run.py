"""What runs when somebody types `make run`? Web, one worker with its schedule, and the word when it is ready."""

import contextlib
import ctypes
import fcntl
import http.client
import io
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO

from django.core.exceptions import ImproperlyConfigured

from portal import prepared

READY_WITHIN = 60.0
ENDS_WITHIN = 6.0
# So often may a part die within a minute before we say that something is wrong with it.
DEATHS_ALLOWED = 4
PR_SET_PDEATHSIG = 1


class Ended(BaseException):
    """Somebody pressed Ctrl-C or sent SIGTERM."""


class NotPossible(Exception):
    """The portal cannot start; the text says why and what to do."""


@dataclass
class Part:
    """One process of the portal: its plain name, its command, and when it died lately."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603  # our own commands, no shell
            self.command,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches the launcher alone, which then ends its parts in order
            preexec_fn=die_with_parent,  # the launcher has no threads
        )

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def signal(self, number: int) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)


def die_with_parent() -> None:
    """Ask Linux to end this child when the launcher is killed outright; elsewhere it is left out."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def say(text: str) -> None:
    print(text, flush=True)


def check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise NotPossible(
                f"Port {port} is taken by another program. Choose another one: PORT={port + 1} make run"
            ) from error


def lock_folder(folder: Path) -> IO[str]:
    """Return the open lock file: two launchers in one folder would share one broker and one letterbox."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = (folder / "run.lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise NotPossible(f"The portal already runs from {folder}. End that one first, or set DATA_DIR.") from error
    return lock


def parts() -> list[Part]:
    """Return what runs: with Redis a worker and a schedule of their own, else one worker that holds both."""
    from django.conf import settings

    python = [sys.executable, "-W", "ignore:You're running the worker with superuser"]
    celery = [*python, "-m", "celery", "-A", "portal", "--quiet"]
    worker = [*celery, "worker", "--queues", "now,bulk,canary", "--loglevel", "WARNING"]
    worker += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    worker += ["--concurrency", str(settings.TASK_WORKERS)]
    schedule = ["--schedule", str(settings.DATA_DIR / "schedule")]
    web = [*python, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{settings.PORT}"]
    web += ["--worker-class", "gthread", "--workers", str(settings.WEB_WORKERS)]
    web += ["--threads", str(settings.WEB_THREADS), "--graceful-timeout", "3", "--log-level", "warning"]
    if not settings.REDIS_URL:
        # Threads instead of processes: half the memory, and Ctrl-C does not wait for a pool to wind down.
        return [Part("web", web), Part("worker", [*worker, "--pool", "threads", "--beat", *schedule])]
    beat = [*celery, "beat", "--loglevel", "WARNING", "--pidfile", "", *schedule]
    return [Part("web", web), Part("worker", worker), Part("schedule", beat)]


def first_page(port: int) -> int:
    """Return the status of the first page, 0 while nobody listens. Asking for it also warms the templates up."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=READY_WITHIN)
    try:
        connection.request("GET", "/", headers={"Host": "localhost"})
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def wait_until_ready(running: list[Part], port: int) -> None:
    until = time.monotonic() + READY_WITHIN
    while not (status := first_page(port)):
        keep_alive(running)
        if time.monotonic() > until:
            raise NotPossible("The first page does not answer; the lines above say why.")
        time.sleep(0.1)
    if status >= 500:
        say(f"  The first page answers with an error ({status}); the lines above say why.")


def keep_alive(running: list[Part]) -> None:
    """Start again what died; give up, in words, on a part that dies again and again."""
    for part in running:
        if part.is_alive() or part.process is None:
            continue
        now = time.monotonic()
        part.deaths = [moment for moment in part.deaths if now - moment < 60] + [now]
        code = part.process.returncode
        part.signal(signal.SIGKILL)  # whatever its process left behind
        if len(part.deaths) > DEATHS_ALLOWED:
            raise NotPossible(f"The {part.name} stops again and again (exit code {code}); the lines above say why.")
        say(f"  The {part.name} stopped by itself (exit code {code}); starting it again.")
        part.start()


def end(running: list[Part]) -> None:
    """Ask all parts to end, wait some seconds, then end what is left."""
    for part in running:
        if part.process is not None:
            with contextlib.suppress(ProcessLookupError):
                part.process.terminate()
    until = time.monotonic() + ENDS_WITHIN
    while any(part.is_alive() for part in running) and time.monotonic() < until:
        time.sleep(0.05)
    for part in running:
        part.signal(signal.SIGKILL)
        if part.process is not None:
            part.process.wait()
            wait_until_gone(part.process.pid, until=time.monotonic() + 0.3)


def wait_until_gone(group: int, until: float) -> None:
    """Wait for the children of a part too, so that nothing is left when the prompt comes back."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        while time.monotonic() < until:
            os.killpg(group, 0)
            time.sleep(0.02)


def on_signal(number: int, frame: FrameType | None) -> None:
    for other in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(other, signal.SIG_IGN)  # an impatient second Ctrl-C must not break the ending
    raise Ended


def prepare() -> None:
    """Bring tables and data up to date, in this process: it saves a second."""
    import django
    from django.core.management import call_command
    from django.db import OperationalError, connections

    try:
        django.setup()
        call_command("prepare")
        connections.close_all()
    except OperationalError as error:
        raise NotPossible(f"The database does not answer: {error}") from error
    prepared.note()


def start_and_watch(running: list[Part]) -> None:
    from django.conf import settings

    if not prepared.is_up_to_date():
        prepare()
    say("Starting web and worker ...")
    for part in parts():
        running.append(part)
        part.start()
    welcome = words_of_welcome()  # made while the parts start
    wait_until_ready(running, settings.PORT)
    say(welcome)
    while True:
        time.sleep(0.5)
        keep_alive(running)


def words_of_welcome() -> str:
    import django
    from django.core.management import call_command

    django.setup()
    words = io.StringIO()
    call_command("welcome", stdout=words)
    return words.getvalue()


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    # Whoever watches this terminal wants words, not the diary of the jobs.
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, on_signal)
    running: list[Part] = []
    lock: IO[str] | None = None
    try:
        from django.conf import settings

        check_port(settings.PORT)
        lock = lock_folder(settings.DATA_DIR)
        start_and_watch(running)
    except Ended:
        say("\nEnding ...")
    except ImproperlyConfigured as error:
        say(f"\nA setting is wrong: {error}")
        return 1
    except NotPossible as problem:
        say(f"\n{problem}")
        return 1
    finally:
        end(running)
        if lock is not None:
            lock.close()
    say("All has ended. What was entered is kept.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
