"""What runs in the background for the demo? The clock's way onward."""

from celery import shared_task

from portal.site.demo import clock


@shared_task(soft_time_limit=300, time_limit=330)
def catch_up() -> None:
    clock.catch_up()
