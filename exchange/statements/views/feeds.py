"""How does a reader keep up without looking? An Atom feed and a calendar: what is public, the same for everybody."""

from datetime import timedelta
from itertools import chain
from operator import attrgetter

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_GET

from exchange.statements import queries
from exchange.statements.calendar import calendar_of
from exchange.statements.notices import address
from portal import clock
from portal.access import partly_public, public
from portal.ui.markdown import to_text

IN_THE_FEED = 20
MOST_EVENTS = 200
PAST = timedelta(days=60)


@public
@require_GET
@conditional_page
def news_feed(request: HttpRequest) -> HttpResponse:
    """Statements, calls and news that everybody may read, the newest first; logged in or not makes no difference."""
    feed = Atom1Feed(
        title=_("Statements and news of drug consumption rooms"),
        link=settings.SITE_URL + reverse("statements:news_list"),
        description="",
        feed_url=settings.SITE_URL + reverse("statements:news_feed"),
        language=get_language(),
    )
    nobody = AnonymousUser()
    statements = queries.listed_for(nobody).order_by("-published_at", "-pk")[:IN_THE_FEED]
    news = queries.listed_news_for(nobody).order_by("-published_at", "-pk")[:IN_THE_FEED]
    found = sorted(chain(statements, news), key=attrgetter("published_at"), reverse=True)
    for thing in found[:IN_THE_FEED]:
        feed.add_item(
            title=thing.title,
            link=settings.SITE_URL + address(thing),
            description=to_text(thing.body)[:400],
            author_name=getattr(thing, "issuer", "") or _("The network"),
            pubdate=thing.published_at,
            updateddate=thing.changed_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@public
@require_GET
def events_calendar(request: HttpRequest) -> HttpResponse:
    """The public events that come and those of the last weeks, for a calendar program; called off ones say so."""
    events = queries.listed_events_for(AnonymousUser()).filter(end__gte=clock.now() - PAST)[:MOST_EVENTS]
    return _as_file(calendar_of(events, feed_name=_("Events of drug consumption rooms")), "inline", "events")


@partly_public
@require_GET
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(queries.listed_events_for(request.user), slug=slug)
    return _as_file(calendar_of([event]), "attachment", event.slug)


def _as_file(content: bytes, how: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'{how}; filename="{name}.ics"'},
    )
