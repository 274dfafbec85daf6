"""What does time do to paths? Whoever looks after a step is told once that its day comes near; papers are made and thrown away."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q

from exchange.guide import notices
from exchange.guide.actions.documents import make_waiting
from exchange.guide.actions.papers import make_papers
from exchange.guide.models import PathProgress
from portal import clock

DAYS_BEFORE = timedelta(days=3)
AT_ONCE = 200


def tell_due() -> int:
    """Tell the owner of each step whose day comes near or is past; once for each day that was set."""
    near = PathProgress.objects.filter(due_on__lte=clock.today() + DAYS_BEFORE, owner__isnull=False)
    due = near.exclude(state=PathProgress.State.DONE).filter(Q(told_of__isnull=True) | ~Q(told_of=F("due_on")))
    return sum(_tell(pk) for pk in list(due.values_list("pk", flat=True)[:AT_ONCE]))


@transaction.atomic
def _tell(pk: int) -> int:
    row = PathProgress.objects.select_for_update(of=("self",)).select_related("owner__user").get(pk=pk)
    if row.told_of == row.due_on or row.owner is None:
        return 0
    row.told_of = row.due_on
    row.save(update_fields=["told_of"])
    notices.tell_due(row)
    return 1


def run_all() -> int:
    return make_waiting() + tell_due() + make_papers()
