"""What lies about that belongs to nobody? Found every hour: files without a row, and refusals that everybody has read."""

import logging
import time
from datetime import timedelta
from uuid import UUID

from portal import clock
from portal.uploads import storage
from portal.uploads.models import Upload

log = logging.getLogger(__name__)
State = Upload.State
# Younger ones may belong to a form that is just being sent or a check that is just at work.
SECONDS_OLD = 3600
REFUSALS_KEPT = timedelta(days=30)


def sweep() -> dict[str, int]:
    """Remove what no row knows, forget old refusals, and count rows whose file is gone. Safe to run at any time."""
    files = 0
    for path in storage.lying_about(time.time() - SECONDS_OLD):
        if not _is_known(path.parent.name, path.name):
            storage.remove(path)
            files += 1
    refusals, _by_model = Upload.objects.filter(
        state=State.REFUSED, checked_at__lt=clock.now() - REFUSALS_KEPT
    ).delete()
    lost = sum(
        not storage.ready(code).exists()
        for code in Upload.objects.filter(state=State.READY).values_list("code", flat=True).iterator()
    )
    if lost:
        log.error("uploads.files_lost count=%s", lost)
    return {"files": files, "refusals": refusals, "lost": lost}


def _is_known(folder: str, name: str) -> bool:
    """A file is known while its row is in the state of its folder."""
    cleaned = [State.READY, State.CHECKING]
    states = {"waiting": [State.CHECKING], "ready": cleaned, "small": cleaned}.get(folder, [])
    try:
        code = UUID(name)
    except ValueError:
        return False
    return Upload.objects.filter(code=code, state__in=states).exists()
