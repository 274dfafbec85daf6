"""What runs in the background? Thin: one action called."""

import logging

from celery import shared_task

log = logging.getLogger(__name__)


@shared_task(name="exchange.discussion.tasks.run_clocks")
def run_clocks() -> None:
    from exchange.discussion.actions.warning import hand_on_late_reports

    if done := hand_on_late_reports():
        log.info("discussion.clocks done=%s", done)
