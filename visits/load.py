"""Who cannot be asked today, and why not? Pauses, and at most two open questions for one expert and week."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Member
from portal import clock
from visits.matching.filters import OPEN_INVITATIONS_A_WEEK
from visits.models import Invitation, Session, VisitRequest

WEEK = timedelta(days=7)
R = VisitRequest.State
VISITED = (R.HELD, R.CLOSED)
GOING_ON = (R.INVITING, R.PLANNING, R.CONFIRMED)
# code -> what a coordinator reads on the desk
WORDS: dict[str, Any] = {
    "gone": gettext_lazy("Passed over: not an active member at the moment"),
    "paused": gettext_lazy("Passed over: takes a pause"),
    "asked-enough": gettext_lazy(
        "Passed over: already has two open invitations this week. Asked by itself as soon as one is answered."
    ),
}


def open_this_week() -> Q:
    """An invitation that was sent in the last seven days and still waits for its answer."""
    return Q(state__in=Invitation.OPEN, invited_at__gt=clock.now() - WEEK)


def lock_experts(experts: Iterable[int]) -> None:
    """Keep other requests from asking the same people until this transaction ends: nobody is counted twice.

    In one order everywhere; whoever calls holds their own request's row already, and takes no other lock after.
    """
    list(Member.objects.select_for_update(no_key=True).filter(pk__in=list(experts)).order_by("pk").values_list("pk"))


def passed_over(experts: Sequence[Member]) -> dict[int, str]:
    """Return member id → code of WORDS for those who cannot be asked now; one query.

    Needs `expert_profile` joined. Call `lock_experts` first where somebody is to be asked on its account.
    """
    counts = Counter(
        Invitation.objects.filter(open_this_week(), expert__in=[expert.pk for expert in experts]).values_list(
            "expert", flat=True
        )
    )
    found = {expert.pk: _why(expert, counts[expert.pk]) for expert in experts}
    return {pk: code for pk, code in found.items() if code}


def with_open_now(rows: QuerySet[Invitation]) -> QuerySet[Invitation]:
    """Add to each invitation how many open questions of this week its expert has, in the same query."""
    theirs = Invitation.objects.filter(open_this_week(), expert=OuterRef("expert")).order_by().values("expert")
    return rows.annotate(open_now=Coalesce(Subquery(theirs.annotate(number=Count("pk")).values("number")), 0))


def with_load(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Add how many visits of this year an expert has said yes to, how many questions are open, and when the last was."""
    theirs = Invitation.objects.filter(expert=OuterRef("expert")).order_by()
    yes = theirs.filter(state=Invitation.State.ACCEPTED)
    ended = Session.objects.filter(visit__request=OuterRef("request")).order_by("-end").values("end")[:1]
    dated = yes.annotate(day=Coalesce(Subquery(ended), "answered_at"))
    this_year = dated.filter(day__year=clock.today().year, request__state__in=(*VISITED, *GOING_ON))
    # Grouped last of all: an annotation made after it would split the one row of an expert into several.
    last = yes.filter(request__state__in=VISITED).values("expert").annotate(at=Max("request__visit__sessions__end"))
    found: QuerySet[Any] = rows.annotate(
        visits_now=Coalesce(Subquery(_many(this_year)), 0),
        open_now=Coalesce(Subquery(_many(theirs.filter(state__in=Invitation.OPEN))), 0),
        last_at=Subquery(last.values("at")),
    )
    return found


def _many(invitations: QuerySet[Invitation]) -> QuerySet[Any, Any]:
    """Return how many there are of one expert, as one row."""
    return invitations.values("expert").annotate(n=Count("pk")).values("n")


def why_passed_over(row: Any) -> str:
    """Return why somebody on the list is not asked today, in words, or ""; needs `with_open_now`."""
    return str(WORDS.get(_why(row.expert, row.open_now), ""))


def _why(expert: Member, open_now: int) -> str:
    profile = getattr(expert, "expert_profile", None)
    if expert.state != Member.State.ACTIVE:
        return "gone"
    if profile and profile.paused_until and profile.paused_until > clock.today():
        return "paused"
    return "asked-enough" if open_now >= OPEN_INVITATIONS_A_WEEK else ""


def refusal(code: str) -> str:
    """Say to a coordinator who wants to ask by hand why that cannot be done now."""
    return {
        "gone": _("This person is not an active member at the moment."),
        "paused": _("This person takes a pause; please ask somebody else."),
        "asked-enough": _(
            "This person already has two open invitations this week. Please ask somebody else, or wait for an answer."
        ),
    }[code]
