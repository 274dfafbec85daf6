"""What does everybody see, without log-in? Home, about, help, and the files that robots and finders of holes read."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Count, When, Window
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import conditional_page, require_GET, require_POST

from accounts.permissions import is_coordinator
from exchange.library.models import Reference
from exchange.world.models import Figure, Source
from portal import clock
from portal.access import public
from portal.search.queries import newest
from portal.site import indexing
from portal.site.context import address
from portal.site.models import PageText
from portal.ui.public import feeds, rooms

YEAR = 365 * 24 * 60 * 60
# Statements, news and events show themselves in a slot of the page.
NEWS = ("practice",)
SHOWN_NEWS = 3
SHOWN_TITLES = 3
# Sources of the record that are places to read on, in this order.
LINKED = (
    "indcr-home", "indcr-what-2015", "euda-miniguide-2024", "emcdda-cehrn-2023", "hri-gshr-2024", "trimbos-2019",
    "be-efus-2022",
)  # fmt: skip
# Titles of the library that the page on rooms rests on.
TOLD_IN = (
    "emcdda2024miniguide", "emcdda2023joint", "emcdda2018pod", "collins2020womens", "speed2020extent",
    "woods2014organisational", "kennedy2019peer",
)  # fmt: skip
# What the network published, and its neighbours with each other.
OF_US = ("indcr2018census", "indcr2020covid", "emcdda2023joint")


@public
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The front door: what a room is, what the network does, how to join; figures with date and source only."""
    worldwide = Figure.objects.filter(country=None, year__isnull=False).exclude(source__slug="recalled")
    # A count whose year was inferred stands on the world page only, with that remark.
    worldwide = worldwide.exclude(source__note__icontains="inferred")
    dated = list(worldwide.select_related("source").order_by("-year"))
    countries = [row for row in dated if row.indicator == "countries-with-rooms" and row.number]
    rooms = [row for row in dated if row.indicator == "facilities-worldwide"]
    checked = Reference.objects.filter(is_verified=True).annotate(all_of_them=Window(Count("*")))
    # Those with a sentence of ours first: one question gives the newest of them and the number of all.
    titles = list(checked.order_by(Case(When(summary="", then=1), default=0), "-year", "title")[:SHOWN_TITLES])
    context = {
        "countries": countries[:1],
        "rooms": rooms[:2],
        "references": [title for title in titles if title.summary],
        "checked": titles[0].all_of_them if titles else 0,
        "feeds": feeds(),
        "news": newest(AnonymousUser(), NEWS, SHOWN_NEWS),
        "guide": address("guide:step_list"),
        "questions": address("guide:claim_list"),
    }
    return render(request, "site/home.html", context)


@public
@require_GET
def about(request: HttpRequest) -> HttpResponse:
    sources = {source.slug: source for source in Source.objects.filter(slug__in=LINKED)}
    links = [sources[slug] for slug in LINKED if slug in sources and sources[slug].url]
    context = {"texts": own_texts(), "links": links, "can_write": is_coordinator(request.user)}
    return render(request, "site/about.html", {**context, "told_in": told_in(OF_US)})


@public
@require_GET
def what_is_a_dcr(request: HttpRequest) -> HttpResponse:
    """Says it in our own words; each fact leads to the checked title it was read in."""
    return render(request, "site/what_is_a_dcr.html", {"told_in": told_in(TOLD_IN)})


def told_in(slugs: Sequence[str]) -> dict[str, Reference]:
    """Return those of the titles that were checked, for a template."""
    return {row.slug.replace("-", "_"): row for row in Reference.objects.filter(is_verified=True, slug__in=slugs)}


@public
@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    context = {"texts": own_texts(), "feeds": feeds(), "can_write": is_coordinator(request.user)}
    return render(request, "site/help_page.html", context)


def own_texts() -> dict[str, str]:
    return dict(PageText.objects.values_list("place", "words"))


@public
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "site/privacy.html")


@public
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep light or dark colours in a cookie that holds this one word."""
    back = request.META.get("HTTP_REFERER", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if is_ours else "/")
    chosen = "dark" if request.POST.get("theme") == "dark" else "light"
    response.set_cookie("theme", chosen, max_age=YEAR, samesite="Lax", secure=settings.PRODUCTION, httponly=True)
    return response


@public
@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(indexing.robots(), content_type="text/plain")


@public
@require_GET
@conditional_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of the rooms' own sitemaps; whoever has today's hears that nothing is new."""
    return HttpResponse(indexing.sitemap_index(), content_type="application/xml")


@public
@require_GET
@conditional_page
def sitemap_of_room(request: HttpRequest, room: str) -> HttpResponse:
    if room not in rooms():
        raise Http404
    return HttpResponse(indexing.sitemap(room), content_type="application/xml")


@public
@require_GET
def security(request: HttpRequest) -> HttpResponse:
    """Where to tell of a hole; RFC 9116 wants a day after which nobody trusts this page any more."""
    contact = settings.SECURITY_CONTACT or f"{settings.SITE_URL}/about/"
    expires = (clock.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    text = f"Contact: {contact}\nExpires: {expires}\nPreferred-Languages: en\n"
    return HttpResponse(text, content_type="text/plain")
