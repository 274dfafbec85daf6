"""What runs in the background? Thin: ids in, one action called."""

import logging

from celery import shared_task

log = logging.getLogger(__name__)


@shared_task(name="exchange.library.tasks.work_on_import", soft_time_limit=280, time_limit=300)
def work_on_import(import_id: int) -> None:
    from exchange.library.actions.imports import work_on

    work_on(import_id)


@shared_task(name="exchange.library.tasks.run_clocks")
def run_clocks() -> None:
    from exchange.library.actions.care import hand_on_late_reports
    from exchange.library.actions.imports import work_on_waiting

    if done := work_on_waiting() + hand_on_late_reports():
        log.info("library.clocks done=%s", done)
