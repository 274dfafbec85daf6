"""How is a worker woken? With ids only, after the commit; a broker that is down costs nobody an error."""

import logging
from typing import Any

log = logging.getLogger(__name__)


def wake(task: Any, *ids: int) -> None:
    """Ask for a task now. If the broker does not answer, the schedule finds the row: rows are the truth."""
    try:
        task.apply_async(args=ids, retry=False, ignore_result=True)
    except Exception as error:  # whatever a broker throws
        log.warning("background.wake task=%s failed=%s", task.name, type(error).__name__)
