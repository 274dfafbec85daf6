"""What is shown to somebody who looks for something?"""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portal.access import public
from portal.search import limits
from portal.search.queries import SearchPage, search
from portal.search.registry import kinds

A_PAGE = 20
MOST_PAGES = 50


@public
@require_GET
def search_page(request: HttpRequest) -> HttpResponse:
    """Everybody may search; each finds what they may read."""
    words = request.GET.get("q", "").replace("\x00", "")[:300].strip()
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds() else ""
    number = _page_number(request.GET.get("page", ""))
    is_too_often = bool(words) and limits.is_too_often(request)
    found = SearchPage()
    if words and not is_too_often:
        found = search(request.user, words, kind=kind, limit=A_PAGE, offset=(number - 1) * A_PAGE)
    context = {
        "words": words,
        "kind": kind,
        "found": found,
        "tabs": _tabs(words, kind, found),
        "is_too_often": is_too_often,
        "number": number,
        "earlier": _address(words, kind, number - 1) if number > 1 else "",
        "later": _address(words, kind, number + 1) if number * A_PAGE < found.total and number < MOST_PAGES else "",
    }
    response = render(request, "search/search_page.html", context, status=429 if is_too_often else 200)
    if is_too_often:
        response.headers["Retry-After"] = "60"
    return response


def _page_number(text: str) -> int:
    return min(int(text), MOST_PAGES) if text.isascii() and text.isdigit() and 0 < len(text) < 5 and int(text) else 1


def _address(words: str, kind: str, number: int = 1) -> str:
    parts = {"q": words, "kind": kind, "page": str(number) if number > 1 else ""}
    return "?" + urlencode({name: value for name, value in parts.items() if value})


def _tabs(words: str, chosen: str, found: SearchPage) -> list[dict[str, Any]]:
    """Return the filters by kind with their counts; the chosen one stays even when it holds nothing."""
    everything = sum(found.counts_by_kind.values())
    tabs = [{"label": _("Everything"), "count": everything, "url": _address(words, ""), "is_chosen": not chosen}]
    for name, kind in kinds().items():
        count = found.counts_by_kind.get(name, 0)
        if count or name == chosen:
            tabs.append(
                {"label": kind.label, "count": count, "url": _address(words, name), "is_chosen": name == chosen}
            )
    return tabs
