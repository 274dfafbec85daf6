"""The house's real workers and schedule, by the commands of `make run`, in a process group each.

As a program: reads the names of parts, starts them, prints their ids. It has loaded everything before, so that twenty
kills do not cost twenty starts.
"""

import contextlib
import importlib
import os
import signal
import subprocess
import sys

import django

from tests.faults.house import House

NEEDED = (
    "celery.__main__",
    "celery.bin.celery",
    "celery.apps.worker",
    "celery.apps.beat",
    "celery.concurrency.thread",
    "celery.concurrency.prefork",
    "portal.delivery.mails",
    "visits.actions.clocks",
)


class Background:
    """The workers and the schedule of a house, each in a process group that can be killed and started again."""

    def __init__(self, house: House, names: list[str]) -> None:
        self.errors = (house.folder / "background.txt").open("w")
        self.starter = house.python(
            "-m", "tests.faults.background", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors
        )
        self.parts = [(name, self.start(name)) for name in names]

    def start(self, name: str) -> int:
        assert self.starter.stdin
        assert self.starter.stdout
        self.starter.stdin.write(f"{name}\n")
        self.starter.stdin.flush()
        return int(self.starter.stdout.readline())

    def kill(self, place: int) -> None:
        """Kill a part with all its processes, and start it again."""
        name, group = self.parts[place]
        os.killpg(group, signal.SIGKILL)
        self.parts[place] = (name, self.start(name))

    def end(self) -> None:
        for _name, group in self.parts:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        assert self.starter.stdin
        self.starter.stdin.close()
        self.errors.close()


def load() -> None:
    """Import what a worker needs; no thread and no connection is opened, so that a fork is safe."""
    django.setup()
    for name in NEEDED:
        importlib.import_module(name)
    from portal.celery import app

    app.loader.import_default_modules()
    app.finalize()


def command_of(name: str) -> list[str]:
    from portal import run

    return next(part.command for part in run.parts() if part.name == name)


def become(name: str) -> None:
    """Be that part from here on, with the arguments that `make run` gives it."""
    from celery.__main__ import main

    from portal.run import die_with_parent

    os.setpgid(0, 0)
    die_with_parent()
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    command = command_of(name)
    sys.argv = command[command.index("celery") :]
    main()


def forget_ended() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


if __name__ == "__main__":
    load()
    for line in sys.stdin:
        forget_ended()
        child = os.fork()
        if child == 0:
            become(line.strip())
        with contextlib.suppress(OSError):
            os.setpgid(child, child)  # both do it, so that the group exists for whoever reads the id
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
