"""What happens by itself to what is not on its way? Drafts, requests that were sent back, lists that were not finished."""

from datetime import timedelta

from portal import clock
from visits import notices
from visits.actions.clocks.each import each
from visits.actions.requests import end, make_move
from visits.actions.settling import (
    settle,
)
from visits.models import (
    VisitRequest,
)

R = VisitRequest.State


def remind_returned() -> int:
    def remind(request: VisitRequest) -> bool:
        due = request.changed_at + timedelta(days=30)
        event = f"{request.changed_at.isoformat()}:7"
        return bool(notices.tell("visits.request_returned", event, [request.requester], request, answer_by=due))

    week_ago = clock.now() - timedelta(days=7)
    return each(VisitRequest.objects.filter(state=R.RETURNED, changed_at__lte=week_ago), remind)


def expire_returned() -> int:
    def expire(request: VisitRequest) -> bool:
        request = VisitRequest.objects.select_for_update().get(pk=request.pk)
        if request.state != R.RETURNED or clock.now() < request.changed_at + timedelta(days=30):
            return False
        make_move(None, request, "expire", acting={"clock"})
        end(request, reason="other", word=request.word)
        settle(request)
        notices.tell("visits.expired", "end", [request.requester], request)
        return True

    month_ago = clock.now() - timedelta(days=30)
    return each(VisitRequest.objects.filter(state=R.RETURNED, changed_at__lte=month_ago), expire)


def nudge_drafts() -> int:
    """Seven days after the last word, once."""

    def nudge(request: VisitRequest) -> bool:
        return bool(notices.tell("visits.draft_waits", "7", [request.requester], request))

    week_ago = clock.now() - timedelta(days=7)
    month_ago = clock.now() - timedelta(days=60)
    drafts = VisitRequest.objects.filter(state=R.DRAFT, changed_at__lte=week_ago, changed_at__gte=month_ago)
    return each(drafts, nudge)


def restart_shortlists() -> int:
    """A worker was killed while it computed: the row still says so, and the list is made now."""
    from visits.actions.automatic import make_list

    def restart(request: VisitRequest) -> bool:
        return make_list(request.pk) >= 0

    return each(VisitRequest.objects.filter(shortlist=VisitRequest.Shortlist.COMPUTING), restart)
