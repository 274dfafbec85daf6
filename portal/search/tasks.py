"""What runs in the background for search? Thin: entries are marked after somebody has changed a term."""

from celery import shared_task

from portal.search import marking


@shared_task
def mark_terms() -> None:
    marking.mark_due()
