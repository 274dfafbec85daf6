"""What runs in the background for delivery? Thin: each task calls the dispatcher."""

from celery import shared_task

from portal.delivery import actions
from portal.delivery import dispatch as dispatcher
from portal.delivery.poke import poke

# Longer than a round and one slow server, so that the limit never falls into the middle of a mail.
SOFT_SECONDS, SECONDS = 60, 70


def poke_dispatcher() -> None:
    """Ask for a round of sending; costs nothing and never fails."""
    poke()


@shared_task(soft_time_limit=SOFT_SECONDS, time_limit=SECONDS)
def dispatch_now() -> None:
    """A round for the fast queue first: codes, invitations, decisions; then all else."""
    dispatcher.run()


@shared_task(soft_time_limit=SOFT_SECONDS, time_limit=SECONDS)
def dispatch() -> None:
    """The round that the schedule asks for every few seconds."""
    dispatcher.run()
    dispatcher.beat("dispatch")


@shared_task
def canary() -> None:
    """Prove that schedule, broker and worker all live, by leaving a mark."""
    dispatcher.beat("canary")


@shared_task
def clear_over() -> None:
    """Let inboxes not count what was answered or lapsed meanwhile."""
    actions.clear_over()
