"""How does a visit get into somebody's calendar? A file, for those who said yes; and a private feed for their phone."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from portal import access, limits
from visits import feed as feeds
from visits import permissions, queries
from visits.actions import feeds as actions
from visits.calendar import calendar_file, calendar_of
from visits.models import CalendarFeed
from visits.views.request_page import SIDES, find, may_download


@require_GET
def visit_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    visit = queries.let_go_visits_for_user(request.user).filter(request=pk).first()
    if visit is None:
        asked = find(request.user, pk, *SIDES)
        if not may_download(asked, permissions.roles(request.user, asked)):
            raise Http404
        visit = asked.visit
    # The name of the file says as little as what is in it.
    return HttpResponse(
        calendar_file(visit, reader=request.user),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="appointment.ics"'},
    )


FETCHED_AN_HOUR = 60
MISSED_AN_HOUR = 30


@access.public
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """One member's agreed days, for a calendar program that cannot log in: times and "Appointment", nothing else.

    Nobody may try addresses: whoever misses often is told nothing at all for an hour.
    """
    where = limits.address(request)
    if limits.so_far("feed-missed", where, limits.AN_HOUR) >= MISSED_AN_HOUR:
        return HttpResponse(status=429)
    reader = feeds.reader_of(secret)
    if reader is None:
        limits.count("feed-missed", where, limits.AN_HOUR)
        raise Http404
    if limits.count("feed", reader.pk, limits.AN_HOUR) > FETCHED_AN_HOUR:
        return HttpResponse(status=429)
    return HttpResponse(
        calendar_of(feeds.visits_in_feed(reader), reader=reader, is_feed=True),
        content_type="text/calendar; charset=utf-8",
        headers={"Cache-Control": "no-store", "Content-Disposition": 'inline; filename="appointments.ics"'},
    )


@require_GET
def own_calendar(request: HttpRequest) -> HttpResponse:
    """Is my calendar switched on, under which address, and how does it get into my phone?"""
    feed = CalendarFeed.objects.filter(user=request.user.pk).first()
    # After the house's key was changed the old address goes on, but only its owner's program knows it.
    secret = feeds.secret_of(feed) if feed else ""
    is_known = bool(feed and feeds.hashed(secret) == feed.secret_hash)
    address = request.build_absolute_uri(reverse("visits:calendar_feed", args=[secret])) if is_known else ""
    return render(request, "visits/own_calendar.html", {"feed": feed, "address": address})


@require_POST
def calendar_switch(request: HttpRequest) -> HttpResponse:
    """On, anew under another address, or off."""
    if request.POST.get("do") == "off":
        actions.drop_feed(request.user)
        messages.success(request, _("It is off. The address leads nowhere any more."))
    else:
        actions.make_feed(request.user)
        messages.success(request, _("Here is your address. Keep it to yourself: whoever has it reads your days."))
    return redirect("visits:own_calendar")
