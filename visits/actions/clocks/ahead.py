"""What happens by itself before the days and on them? Everybody is asked once more, codes are signed, incidents passed on."""

from datetime import timedelta

from django.db.models import Max, Min, Q

from portal import clock
from visits import notices
from visits.actions.clocks.each import each
from visits.actions.group import forget_names
from visits.actions.incidents import pass_on_unread
from visits.actions.planning import let_kept_days_go
from visits.actions.reconfirming import ask_again, tell_of_silence
from visits.actions.settling import (
    COMING_UP,
    settle,
)
from visits.models import (
    DateProposal,
    Incident,
    Participant,
    Turn,
    VisitRequest,
)

R = VisitRequest.State
NAMES_KEPT = timedelta(days=90)


def announce_visits() -> int:
    """Ask everybody to look once more, 14 and 3 days before; never for a visit that has begun."""

    def announce(request: VisitRequest) -> bool:
        visit = request.visit
        first = visit.sessions.order_by("start").values_list("start", flat=True).first()
        if first is None or clock.now() >= first:
            return False
        left = (first - clock.now()).days
        due = [days for days in COMING_UP if left < days and days not in visit.reminded_days]
        if not due:
            return False
        visit.reminded_days = [*visit.reminded_days, *due]
        visit.save(update_fields=["reminded_days"])
        ask_again(request, visit, min(due))
        return True

    return each(VisitRequest.objects.filter(state=R.CONFIRMED), announce)


def pass_on_silent_round() -> int:
    """A day before, whoever has not said that it still holds: the coordinator asks round."""

    def pass_on(request: VisitRequest) -> bool:
        request = VisitRequest.objects.select_for_update().get(pk=request.pk)
        settle(request)
        return tell_of_silence(request, request.visit)

    late = Turn.objects.filter(act="reconfirm", due_at__lte=clock.now()).values("request")
    ahead = VisitRequest.objects.filter(state=R.CONFIRMED, pk__in=late, visit__sessions__start__gt=clock.now())
    return each(ahead.distinct(), pass_on)


def let_past_days_go() -> int:
    """Days that were kept while somebody was looked for, or a fee was open, have come: they hold no longer."""

    def let_go(request: VisitRequest) -> bool:
        request = VisitRequest.objects.select_for_update().get(pk=request.pk)
        return let_kept_days_go(request)

    agreed = DateProposal.objects.filter(state=DateProposal.State.AGREED).values("request")
    waiting = VisitRequest.objects.filter(state__in=(R.INVITING, R.PLANNING), pk__in=agreed)
    return each(waiting.annotate(first=Min("visit__sessions__start")).filter(first__lte=clock.now()), let_go)


def ask_for_signatures() -> int:
    """Whoever comes along and has an account is asked once to sign the code, as soon as the house has said yes."""

    def ask(request: VisitRequest) -> bool:
        turns = list(request.turns.filter(act="sign-code").select_related("user"))
        told = [
            notices.tell("visits.code_to_sign", f"{turn.user_id}", [turn.user], request, answer_by=turn.due_at)
            for turn in turns
        ]
        return any(told)

    return each(VisitRequest.objects.filter(state=R.CONFIRMED, turns__act="sign-code").distinct(), ask)


def pass_on_incidents() -> int:
    """Four hours without a coordinator's eyes: what went wrong goes to more of them."""
    waiting = Incident.objects.filter(state=Incident.State.TOLD, read_by__lte=clock.now(), escalation__lt=2)
    return each(waiting, pass_on_unread)


def forget_who_came() -> int:
    """90 days after the last day (or after the end, where there was none) the names of those who came are wiped."""

    def forget(request: VisitRequest) -> bool:
        return bool(forget_names(VisitRequest.objects.select_for_update().get(pk=request.pk)))

    long_ago = clock.now() - NAMES_KEPT
    rows = VisitRequest.objects.annotate(last=Max("visit__sessions__end"))
    over = rows.filter(Q(last__lt=long_ago) | Q(last=None, ended_at__lt=long_ago))
    named = Participant.objects.exclude(name="", member=None).values("request")
    return each(over.filter(pk__in=named), forget)
