"""What runs in the background for files? Thin: ids in, one action called."""

import logging

from celery import shared_task

from portal.uploads import actions, sweeping

log = logging.getLogger(__name__)
# Longer than the longest check, shorter than the broker's patience (CELERY_VISIBILITY_TIMEOUT).
SOFT_SECONDS, SECONDS = 85, 95


@shared_task(soft_time_limit=SOFT_SECONDS, time_limit=SECONDS)
def check_upload(upload_id: int) -> None:
    if actions.check_if_free(upload_id):
        actions.check_waiting()  # those that found no free worker meanwhile


@shared_task(soft_time_limit=SOFT_SECONDS, time_limit=SECONDS)
def check_waiting() -> None:
    """What was not checked at once: the broker was down, a worker died, the disk was full."""
    actions.check_waiting()


@shared_task
def sweep() -> None:
    if any((found := sweeping.sweep()).values()):
        log.info("uploads.sweep files=%(files)s refusals=%(refusals)s lost=%(lost)s", found)
