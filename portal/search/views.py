"""What is shown to somebody who looks for something?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from portal.access import public
from portal.search import limits, page
from portal.search.queries import SearchPage, search
from portal.search.registry import languages_of


@public
@require_GET
def search_page(request: HttpRequest) -> HttpResponse:
    """Everybody may search; each finds what they may read."""
    asked = page.asked(request.GET)
    is_too_often = bool(asked.words) and limits.is_too_often(request)
    found = SearchPage()
    if asked.words and not is_too_often:
        found = search(
            request.user,
            asked.words,
            kind=asked.kind,
            filters=asked.filters,
            years=asked.years,
            by_date=asked.by_date,
            after=asked.after,
        )
    # A press more for whoever has said which languages they read.
    reads = languages_of(request.user)
    context = {"asked": asked, "found": found, "is_too_often": is_too_often, **page.around(asked, found, reads)}
    response = render(request, "search/search_page.html", context, status=429 if is_too_often else 200)
    if is_too_often:
        response.headers["Retry-After"] = "60"
    return response
