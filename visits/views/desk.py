"""What does a coordinator see of a request? Clocks, who was asked and when, who fits and why."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts import permissions as people
from portal.delivery.queries import reads_in_portal_only
from portal.rows import fetch_together
from visits import calls, hours, load, queries, turns, volunteers
from visits.clocks import clock_of
from visits.completeness import group_travels
from visits.fees import sheet
from visits.fits import FIRST, MOST, Picked, fits
from visits.forms.acts import RefusalForm, ReturnForm, WordForm
from visits.forms.afterwards import in_words
from visits.forms.request_parts import TITLES
from visits.models import DateProposal, Invitation, OpenCall, Turn, VisitRequest, Volunteer
from visits.picks import picks
from visits.plans import picked_by
from visits.trail import trail

R = VisitRequest.State
I = Invitation.State  # noqa: E741  # the same letter as in the lifecycle table
STILL_READ = (R.SUBMITTED, R.RETURNED)
OFFERED = Prefetch("volunteers", Volunteer.objects.select_related("member__user"))
WITH_PEOPLE = Prefetch("turns", Turn.objects.select_related("user__member"))


def find(user: Any, pk: int) -> VisitRequest:
    """Return a request this user coordinates with the rows the desk's page shows, in two queries, or 404."""
    if not people.is_coordinator(user):
        raise Http404
    rows = queries.desk_requests_for_user(user).annotate(next_one=turns.next_at_desk(user))
    joined = rows.select_related(
        "requester__member__user", "organisation", "coordinator__user", "visit__report", "picked_facility"
    )
    asked = get_object_or_404(joined, pk=pk)
    experts = Invitation.objects.select_related("expert__user__preference", "expert__expert_profile")
    fetch_together(
        [asked],
        Prefetch("invitations", load.with_open_now(experts)),
        WITH_PEOPLE,
        "topics",
        "windows",
        "proposals",
        "participants",
        "cost_rows",
        "calls",
        OFFERED,
    )
    return asked


@require_GET
def desk_request(request: HttpRequest, pk: int) -> HttpResponse:
    """`plan` in the address ticks the people that a plan of all open requests puts there, `more` draws more people."""
    asked = find(request.user, pk)
    planned = picked_by(request.GET.get("plan", ""), asked) if asked.state in (R.SUBMITTED, R.INVITING) else None
    return show(request, asked, picked=planned, most=MOST if "more" in request.GET else FIRST)


@require_GET
def desk_shortlist(request: HttpRequest, pk: int) -> HttpResponse:
    """The list alone: a page that waits for it asks twice a second until it is there."""
    return render(request, "visits/desk_shortlist.html", shortlist(find(request.user, pk)))


def shortlist(asked: VisitRequest, picked: Picked | None = None, most: int = FIRST) -> dict[str, Any]:
    may_list = asked.state in (R.SUBMITTED, R.INVITING)
    found = fits(asked, picked, most)
    return {
        "asked": asked,
        "may_list": may_list,
        "fits": found,
        "may_show_more": most < MOST and bool(found.less),
        "picked": picked,
        "offers": volunteers.offers(asked, found, picked),
    }


def show(
    request: HttpRequest, asked: VisitRequest, *, picked: Picked | None = None, most: int = FIRST, **forms: Any
) -> HttpResponse:
    """Draw the page; an act that could not be taken passes its form back, so that nothing typed is lost."""
    invitations = list(asked.invitations.all())
    context = {
        **shortlist(asked, picked, most),
        "turn": (turn := turns.whose_turn(asked, request.user)),
        "whom": clock_of(turn.row, asked, request.user).who if turn and turn.row else "",
        "clocks": [clock_of(row, asked, request.user) for row in asked.turns.all()],
        "asked_people": [(row, reads_in_portal_only(row.expert.user)) for row in invitations if row.invited_at],
        "next_people": in_line(invitations),
        "checks": checks(asked, invitations),
        "proposed": handed_on(asked),
        "still_read": asked.state in STILL_READ,
        "houses": picks(asked),
        "costs": sheet(asked),
        "parts": list(TITLES.items()),
        "feedback": feedback(asked),
        "travels": group_travels(asked),
        "trail": trail(asked, request.user),
        "return_form": ReturnForm(auto_id="return_%s"),
        "refuse_form": RefusalForm(auto_id="refuse_%s"),
        "end_form": (RefusalForm if asked.state == R.INVITING else WordForm)(auto_id="end_%s"),
        "marks": marks(invitations),
        "can_stop": any(row.state in Invitation.OPEN or row.waits_on_list for row in invitations),
        "call": calls.standing(asked.calls.all()),
        "past_calls": [row for row in asked.calls.all() if row.state not in OpenCall.STANDING],
        "may_call": not calls.why_not(asked),
        **forms,
    }
    return render(request, "visits/desk_request.html", context)


def in_line(invitations: Sequence[Invitation]) -> list[tuple[Invitation, str]]:
    """Return who is asked next, in order, each with the words why they are passed over today."""
    return [(row, load.why_passed_over(row)) for row in invitations if row.waits_on_list]


def marks(invitations: Sequence[Invitation]) -> list[tuple[str, int]]:
    """Return how the request read to those who were asked: (in words, how many)."""
    counted = Counter(row.get_clarity_display() for row in invitations if row.clarity)
    return [(str(words), number) for words, number in counted.most_common()]


def feedback(asked: VisitRequest) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what both sides wrote, raw: (side, answers in words)."""
    if asked.state not in (R.HELD, R.CLOSED):
        return []
    rows = asked.visit.feedback.all()
    return [(row.side, in_words(asked, row.side, row.answers)) for row in rows]


def handed_on(asked: VisitRequest) -> list[tuple[DateProposal, hours.Spell, str]]:
    """Return dates somebody proposed and the requester was silent about: now a coordinator answers them."""
    waiting = {row.pk: row for row in asked.invitations.all() if row.state == I.DATES_PROPOSED and row.handed_on}
    if not waiting:
        return []
    rows = asked.proposals.filter(invitation__in=list(waiting), state=DateProposal.State.OPEN)
    found = []
    for row in rows:
        expert = waiting[row.invitation_id].expert
        found.append((row, hours.spell_of_proposal(row, hours.zone_of(asked, [expert.pk])), expert.name))
    return found


def checks(asked: VisitRequest, invitations: Sequence[Invitation]) -> list[tuple[str, bool]]:
    """Return what a coordinator would check of the list by eye: (key, does it hold), nothing without a list."""
    counted = [row for row in invitations if row.state in (*Invitation.OPEN, I.ACCEPTED) or row.waits_on_list]
    if not counted or asked.state != R.INVITING:
        return []
    return [
        ("enough", len(counted) >= asked.experts_needed),
        ("countries", len({row.expert.country for row in counted}) > 1),
        ("reserve", any(row.waits_on_list for row in counted)),
    ]
