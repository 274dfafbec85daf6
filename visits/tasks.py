"""What runs in the background? Thin: ids in, one action called."""

import logging

from celery import shared_task

log = logging.getLogger(__name__)


@shared_task(name="visits.tasks.compute_shortlist")
def compute_shortlist(request_id: int) -> None:
    from visits.actions.automatic import make_list

    make_list(request_id)


@shared_task(name="visits.tasks.compute_weight_preview")
def compute_weight_preview(pk: int) -> None:
    from visits.actions.weighing import compute_preview

    compute_preview(pk)


@shared_task(name="visits.tasks.compute_plan", soft_time_limit=110, time_limit=120)
def compute_plan(pk: int) -> None:
    from visits.actions.planning_ahead import compute_plan as compute

    compute(pk)


@shared_task(name="visits.tasks.make_paper")
def make_paper(paper_id: int) -> None:
    from visits.actions.papers import make_paper as make

    make(paper_id)


@shared_task(name="visits.tasks.run_clocks")
def run_clocks() -> None:
    from visits.actions.clocks import run_all

    if done := run_all():
        log.info("visits.clocks done=%s", done)
