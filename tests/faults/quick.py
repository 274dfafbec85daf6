"""The house's own Celery with the minutes of its schedule made seconds: `celery -A tests.faults.quick worker --beat`."""

from portal.celery import app
from portal.schedule import SCHEDULE

__all__ = ["app"]

for job in SCHEDULE.values():
    job["schedule"] = 1.0
