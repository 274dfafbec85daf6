"""What runs in the background? Thin: ids in, one action called."""

import logging

from celery import shared_task

log = logging.getLogger(__name__)


@shared_task(name="exchange.guide.tasks.make_document")
def make_document(document_id: int) -> None:
    from exchange.guide.actions.documents import make_document as make

    make(document_id)


@shared_task(name="exchange.guide.tasks.make_papers")
def make_papers() -> None:
    from exchange.guide.actions.papers import make_papers as make

    make()


@shared_task(name="exchange.guide.tasks.run_clocks")
def run_clocks() -> None:
    from exchange.guide.actions.clocks import run_all

    if done := run_all():
        log.info("guide.clocks done=%s", done)
