"""What runs in the background? Thin: one action called."""

import logging

from celery import shared_task

log = logging.getLogger(__name__)


@shared_task(name="exchange.world.tasks.run_clocks")
def run_clocks() -> None:
    from exchange.world.actions.asking import ask_countries

    if done := ask_countries():
        log.info("world.clocks done=%s", done)
