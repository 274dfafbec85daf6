"""What happens by itself to open calls? The last day ends them, silence of the requester publishes nothing, words are wiped."""

from datetime import timedelta

from portal import clock
from visits import notices
from visits.actions.calls import lock_call
from visits.actions.clocks.each import each
from visits.actions.closing_calls import close, move_call
from visits.actions.coordinating import desk
from visits.actions.settling import settle
from visits.models import OpenCall, Volunteer

C = OpenCall.State
KEPT = timedelta(days=90)


def close_calls() -> int:
    """The day is over: nobody can offer any more, and the desk is told; whoever offered waits for its word."""

    def shut(call: OpenCall) -> bool:
        request, call = lock_call(call)
        if call.state != C.RUNNING or call.until >= clock.today():
            return False
        close(None, call, OpenCall.Why.TIME, {"clock"})
        settle(request)
        notices.tell("visits.call_closed", f"{call.pk}", desk(request), request, call=call)
        return True

    return each(OpenCall.objects.filter(state=C.RUNNING, until__lt=clock.today()), shut)


def lapse_calls() -> int:
    """The requester did not say yes in time: members are not told."""

    def lapse(call: OpenCall) -> bool:
        request, call = lock_call(call)
        if call.state != C.ASKED or call.answer_by is None or clock.now() < call.answer_by:
            return False
        move_call(None, call, "lapse", {"clock"})
        settle(request)
        notices.tell("visits.call_not_published", f"{call.pk}", desk(request), request, call=call)
        return True

    return each(OpenCall.objects.filter(state=C.ASKED, answer_by__lte=clock.now()), lapse)


def forget_offers() -> int:
    """90 days after the end of a request nobody needs what somebody wrote who offered to help."""
    over = Volunteer.objects.filter(request__ended_at__lte=clock.now() - KEPT)
    return over.exclude(word="", languages="", dates="").update(word="", languages="", dates="")
