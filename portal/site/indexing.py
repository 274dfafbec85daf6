"""What may a search engine keep? A few public pages; all else says "noindex" in its head and in its headers."""

from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import islice
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from portal.ui import public

FRONT = (
    "site:home",
    "site:about",
    "site:what_is_a_dcr",
    "site:help_page",
    "site:privacy",
    "accounts:application_status",
)
INDEXED = (
    *("/world/", "/library/", "/statements/", "/news/", "/guide/"),
    *("/about/", "/what-is-a-dcr/", "/help/", "/privacy/", "/join/"),
)
# Style and pictures belong to the page that is read.
READ_WITH_THEM = ("/static/", "/sitemap")
# Which picture others show beside a link, by what the name of the page begins with; the first that fits.
HOUSE, CARDS = "portal/img/card.png", "portal/img/cards"
KINDS = {
    "world:": "world",
    "library:": "library",
    "guide:claim_": "claims",
    "guide:": "guide",
    "statements:statement_": "statements",
    "statements:": "news",
}
# The most that the format allows in one file.
MOST_ADDRESSES = 50_000
# As Open Graph wants a language: with the country whose spelling it is.
LOCALES = {"en": "en_GB", "nl": "nl_NL", "de": "de_DE", "fr": "fr_FR", "es": "es_ES", "pt": "pt_PT"}
# The same words once more, on paper or as they were: the page itself is to be found.
TWICE = ("/print/", "/changes/", "/history/", "/citations/")
# Anything else that is asked for (words, filters, a form to come back to) makes no page of its own.
PAGE = "page"


def is_open_ground(path: str) -> bool:
    return path == "/" or (path.startswith(INDEXED) and not path.endswith(TWICE))


def may_be_found(request: HttpRequest) -> bool:
    return is_open_ground(request.path) and not set(request.GET) - {PAGE}


def canonical(request: HttpRequest) -> str:
    """Return the one address of this page, whatever else was asked for with it."""
    number = request.GET.get(PAGE, "")
    return settings.SITE_URL + request.path + (f"?{PAGE}={number}" if number.isdecimal() and int(number) > 1 else "")


def shared(request: HttpRequest) -> dict[str, str]:
    """What stands in the head of a page that may be found."""
    return {
        "url": canonical(request),
        # One thing of many has its name in the address.
        "kind": "article" if request.resolver_match and request.resolver_match.kwargs else "website",
        "locale": LOCALES.get(get_language() or "en", "en_GB"),
        "picture": picture(request),
        "site": settings.SITE_URL,
    }


def picture(request: HttpRequest) -> str:
    """Return which of the drawn pictures belongs to the page: a country's, that of its kind, or that of the house."""
    match = request.resolver_match
    if match is None:
        return HOUSE
    own = f"{CARDS}/{match.kwargs.get('iso2', '').lower()}.png"
    kind = next((name for start, name in KINDS.items() if match.view_name.startswith(start)), "")
    return next((name for name in (own, f"{CARDS}/{kind}.png") if name in drawn()), HOUSE)


@cache
def drawn() -> frozenset[str]:
    """Return the pictures that `manage.py draw_cards` made and that are kept with the code."""
    folder = settings.BASE_DIR / "portal/ui/static" / CARDS
    return frozenset(f"{CARDS}/{path.name}" for path in folder.glob("*.png"))


def robots() -> str:
    allowed = ["/$", *INDEXED, *READ_WITH_THEM]
    lines = ["User-agent: *", *(f"Allow: {path}" for path in allowed), "Disallow: /", ""]
    return "\n".join([*lines, f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""])


def sitemap_index() -> str:
    """Return one line for each room that has public pages; which they are is asked only when its own file is."""
    places = [reverse("site:sitemap_of_room", args=[room]) for room in public.rooms()]
    return _file("sitemapindex", [f"<sitemap>{_place(path)}</sitemap>" for path in places])


def sitemap(room: str) -> str:
    """Return the public pages of a room; one that is outside of the open ground never gets in."""
    rows = islice((row for row in public.pages_of(room) if is_open_ground(row[0])), MOST_ADDRESSES)
    return _file("urlset", [f"<url>{_place(path)}{_changed(day)}</url>" for path, day in rows])


def _place(path: str) -> str:
    return f"<loc>{escape(settings.SITE_URL + path)}</loc>"


def _changed(day: date | None) -> str:
    return f"<lastmod>{day:%Y-%m-%d}</lastmod>" if day else ""


def _file(kind: str, lines: list[str]) -> str:
    start = f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join([start, *lines, f"</{kind}>", ""])


class NoIndexMiddleware:
    """Says it in the headers too: files, feeds and refusals have no head to say it in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if response.status_code != 200 or not is_page or not may_be_found(request):
            response.headers["X-Robots-Tag"] = "noindex"
        return response
