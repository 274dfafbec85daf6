"""How is a worker woken? With ids only, after the commit; a broker that is down costs nobody an error.

And what does it read before the first task comes, so that nobody waits for it? Each floor says so by itself.
"""

import logging
from collections.abc import Callable
from threading import Thread
from typing import Any

from django.db import connections

log = logging.getLogger(__name__)
_first: list[Callable[[], object]] = []


def wake(task: Any, *ids: int) -> None:
    """Ask for a task now. If the broker does not answer, the schedule finds the row: rows are the truth."""
    try:
        task.apply_async(args=ids, retry=False, ignore_result=True)
    except Exception as error:  # whatever a broker throws
        log.warning("background.wake task=%s failed=%s", task.name, type(error).__name__)


def read_first(job: Callable[[], object]) -> None:
    """Let each worker do this once, when it starts. It must only read: a worker that is killed meanwhile lost nothing."""
    if job not in _first:
        _first.append(job)


def get_ready() -> None:
    """Do what was registered; what fails is left to the first task that needs it."""
    for job in _first:
        try:
            job()
        except Exception as error:  # a database that is not there yet, say
            log.warning("background.get_ready job=%s failed=%s", job.__name__, type(error).__name__)
    connections.close_all()


def get_ready_beside() -> None:
    """The same in a thread of its own: tasks need not wait for it."""
    Thread(target=get_ready, name="get-ready", daemon=True).start()
