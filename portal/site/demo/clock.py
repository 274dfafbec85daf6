"""How does the demo's clock move? Day by day, with the whole schedule run on each day, as if the days had passed."""

import logging
from collections.abc import Collection
from datetime import timedelta

from celery import current_app

from portal import clock
from portal.schedule import SCHEDULE
from portal.site.models import DemoClock

DAY = timedelta(days=1)
LONGEST_MOVE = 120
log = logging.getLogger(__name__)


def row() -> DemoClock:
    return DemoClock.objects.get_or_create(pk=1)[0]


def way_left() -> timedelta:
    """How far is the clock still to go?"""
    found = DemoClock.objects.filter(pk=1).first()
    return found.wanted - found.offset if found else timedelta()


def read() -> None:
    """Set this process's clock; at the start of each request and each task of the demo."""
    offset = DemoClock.objects.filter(pk=1).values_list("offset", flat=True).first()
    clock.set_offset(offset or timedelta())


def read_before_task(**signal: object) -> None:
    read()


def want(days: int) -> DemoClock:
    """Say how far the clock is to go; `catch_up` goes there."""
    found = row()
    found.wanted = max(found.wanted, found.offset) + timedelta(days=days)
    found.save(update_fields=["wanted"])
    return found


def catch_up() -> int:
    """Move on day by day until the wanted moment, and run all jobs of the house on each day.

    Two processes may call it at once: each day is taken by one of them. Returns how many days this one took.
    """
    taken = 0
    while True:
        found = row()
        if found.offset >= found.wanted:
            return taken
        onward = min(found.offset + DAY, found.wanted)
        if not DemoClock.objects.filter(pk=1, offset=found.offset).update(offset=onward):
            continue
        taken += 1
        clock.set_offset(onward)
        run_jobs()


def run_jobs(*, but: Collection[str] = ()) -> None:
    """Run every job of the schedule once, here and now; one that fails is logged and does not stop the others."""
    if any(job["task"] not in current_app.tasks for job in SCHEDULE.values()):
        current_app.loader.import_default_modules()
    for name, job in SCHEDULE.items():
        if name in but:
            continue
        task = current_app.tasks.get(job["task"])
        if task is None:
            log.error("demo.job_unknown %s", name)
            continue
        result = task.apply(args=job.get("args", ()), kwargs=job.get("kwargs", {}))
        if result.failed():
            log.error("demo.job_failed %s %s", name, type(result.result).__name__)
