"""Which practices are there? The list, and what the reader wrote."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from exchange.practices import beside, filters, queries
from portal.access import public
from portal.vocabularies import queries as vocabularies

A_PAGE = 20


@public
@require_GET
def practice_list(request: HttpRequest) -> HttpResponse:
    """Everybody may look; without log-in only what is public."""
    choices = filters.choices_for(request.user)
    asked = filters.read(request.GET, choices)
    found = filters.narrowed(queries.listed_for(request.user), asked, request.user)
    practices, mark = filters.page_of(found.prefetch_related("topics"), asked)
    context = {
        "rows": [(practice, queries.byline(practice)) for practice in practices],
        "total": found.count(),
        "chosen": asked.chosen,
        "sort": asked.sort,
        "by_newest": asked.address(sort=""),
        "by_change": asked.address(sort="changed"),
        "chips": filters.chips(asked, choices),
        "next": asked.address(after=mark) if mark else "",
        "first": asked.address() if asked.after else None,
        "topics": vocabularies.grouped_choices("topic"),
        "choices": choices,
        "could_tell": bool(beside.sides_of(request.user)),
    }
    return render(request, "practices/practice_list.html", context)


@require_GET
def practice_mine(request: HttpRequest) -> HttpResponse:
    """Everything the reader wrote, drafts and anonymous ones included; nobody else sees this page."""
    practices = queries.mine(request.user).prefetch_related("topics").order_by("-changed_at")
    page = Paginator(practices, A_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "practices/practice_mine.html", {"page": page, "voices": queries.closed_voices(request.user)}
    )
