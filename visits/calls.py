"""What may be told of a request in an open call? What is wanted, when and in which languages; never who asks, or from where."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from accounts import bylines
from accounts.models import Member
from portal import clock
from visits.gate import named, places_of
from visits.models import OpenCall, VisitRequest

R = VisitRequest.State
# Before people plan, and while a coordinator looks after it.
MAY_RUN = (R.SUBMITTED, R.INVITING)
USUAL = timedelta(days=14)
SHORTEST, LONGEST = timedelta(days=2), timedelta(days=60)
# Once the requester has said yes it runs so long at least, however late that was.
AFTER_YES = timedelta(days=7)
MOST_TITLE, MOST_TEXT = 120, 1500


def standing(calls: Iterable[OpenCall]) -> OpenCall | None:
    """Return the call that runs, or waits for the requester's yes, among those of one request."""
    return next((row for row in calls if row.state in OpenCall.STANDING), None)


def is_open(call: OpenCall) -> bool:
    return call.state == OpenCall.State.RUNNING and call.until >= clock.today()


def why_not(request: VisitRequest) -> str:
    """Return why this request cannot be told to members, said to a coordinator; "" when it can."""
    if request.is_sensitive:
        return _("A sensitive request is never told to members. Please choose whom to ask one by one.")
    if request.state not in MAY_RUN:
        return _("An open call is for requests that are being read, or for which people are being asked.")
    return ""


def tell_tales(request: VisitRequest) -> list[str]:
    """Return the names that would say who asks: places, houses, people."""
    people = Member.objects.filter(user__in=[pk for pk in (request.requester_id, request.deputy_id) if pk])
    found = list(people.select_related("organisation"))
    asker = next((row for row in found if row.user_id == request.requester_id), None)
    return [*places_of(request, asker), *(row.name for row in found if row.name)]


def name_in(words: str, request: VisitRequest) -> str:
    """Return the first name in these words that would say who asks, or ""."""
    return named(words, tell_tales(request))


def first_words(request: VisitRequest) -> dict[str, Any]:
    """Return what a coordinator begins with: the title and the questions, as far as they name nobody and no place."""
    names = tell_tales(request)
    questions = [one for one in request.questions if not named(one, names)]
    text = "\n\n".join([_("They would like to know:"), *questions]) if questions else ""
    return {
        "title": "" if named(request.title, names) else request.title,
        "text": text,
        "audience": OpenCall.Audience.MEMBERS,
        "until": clock.today() + USUAL,
    }


def region(request: VisitRequest) -> str:
    """Return the part of the world that they ask from, in words, if at least five members are there; else "".

    Needs `request.requester.member` joined. Whoever is protected, or shows their country to nobody, shows none here.
    """
    member = getattr(request.requester, "member", None)
    if member is None or request.requester.protected or member.visibility.get("country") == "coordinators":
        return ""
    return bylines.place((), request.country, region_at_most=True)
