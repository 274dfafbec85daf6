"""What does everybody see, without log-in? Home, about, privacy, and the files that robots and finders of holes read."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from exchange.library.models import Reference
from exchange.world.models import Figure
from portal import clock
from portal.access import public

YEAR = 365 * 24 * 60 * 60


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
    checked = Reference.objects.filter(is_verified=True)
    context = {
        "countries": countries[:1],
        "rooms": rooms[:2],
        "references": checked.exclude(summary="").order_by("-year", "title")[:3],
        "checked": checked.count(),
    }
    return render(request, "site/home.html", context)


@public
@require_GET
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "site/about.html")


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
    text = "User-agent: *\nAllow: /$\nAllow: /world/\nAllow: /library/\nAllow: /about/\nAllow: /privacy/\nAllow: /join/\nDisallow: /\n"
    return HttpResponse(text, content_type="text/plain")


@public
@require_GET
def security(request: HttpRequest) -> HttpResponse:
    """Where to tell of a hole; RFC 9116 wants a day after which nobody trusts this page any more."""
    contact = settings.SECURITY_CONTACT or f"{settings.SITE_URL}/about/"
    expires = (clock.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    text = f"Contact: {contact}\nExpires: {expires}\nPreferred-Languages: en\n"
    return HttpResponse(text, content_type="text/plain")
