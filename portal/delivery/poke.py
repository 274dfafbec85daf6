"""How does the dispatcher hear of new rows at once? A thread tells the broker, so that nobody waits for it."""

import logging
import threading
import time

from django.conf import settings

log = logging.getLogger(__name__)
# A worker needs no more than a few reminders a second, and the folder broker takes about twenty messages a second.
PAUSE, PAUSE_AFTER_TROUBLE = 0.2, 2.0

_wanted = threading.Event()
_starting = threading.Lock()
_thread: threading.Thread | None = None


def poke() -> None:
    """Ask for a round of sending and return at once. Many pokes become one; a poke that is lost (broker down, disk
    full, process ended) costs some seconds only, because the schedule looks for rows too."""
    global _thread
    if not settings.POKE_DISPATCHER:
        return
    _wanted.set()
    with _starting:
        if _thread is None or not _thread.is_alive():  # a forked process has to start its own
            _thread = threading.Thread(target=_tell_forever, name="poke", daemon=True)
            _thread.start()


def _tell_forever() -> None:
    while True:
        _wanted.wait()
        _wanted.clear()
        time.sleep(PAUSE if tell_broker() else PAUSE_AFTER_TROUBLE)


def tell_broker() -> bool:
    """Publish one task without retries; False when the broker did not take it, whatever the reason."""
    from portal.delivery.tasks import dispatch_now

    try:
        dispatch_now.apply_async(retry=False, expires=30, ignore_result=True)
    except Exception as error:
        log.warning("delivery.poke_failed code=%s", type(error).__name__)
        return False
    return True
