"""What runs in the background? Thin: ids in, one action called."""

import logging

from celery import shared_task

log = logging.getLogger(__name__)


@shared_task(name="exchange.practices.tasks.make_document")
def make_document(document_id: int) -> None:
    from exchange.practices.actions.documents import make_document as make

    make(document_id)


@shared_task(name="exchange.practices.tasks.run_clocks")
def run_clocks() -> None:
    from exchange.practices.actions.clocks import run_all

    if done := run_all():
        log.info("practices.clocks done=%s", done)
