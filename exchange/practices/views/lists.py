"""Which practices are there? The list, and what the reader wrote."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from exchange.practices import queries
from exchange.practices.models import Practice
from portal.access import public
from portal.vocabularies import queries as vocabularies

A_PAGE = 20
FILTERS = ("topic", "perspective", "language")


@public
@require_GET
def practice_list(request: HttpRequest) -> HttpResponse:
    """Everybody may look; without log-in only what is public."""
    chosen = {name: _chosen(request, name) for name in FILTERS}
    pages = Paginator(_filtered(queries.listed_for(request.user), chosen).prefetch_related("topics"), A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    filters = urlencode({name: value for name, value in chosen.items() if value})
    context = {
        "page": page,
        "rows": [(practice, queries.byline(practice)) for practice in page],
        "chosen": chosen,
        "is_filtered": bool(filters),
        "filters": f"{filters}&" if filters else "",
        "topics": vocabularies.grouped_choices("topic"),
        "perspectives": vocabularies.choices("perspective"),
        "languages": vocabularies.choices("language"),
    }
    return render(request, "practices/practice_list.html", context)


@require_GET
def practice_mine(request: HttpRequest) -> HttpResponse:
    """Everything the reader wrote, drafts and anonymous ones included; nobody else sees this page."""
    practices = queries.mine(request.user).prefetch_related("topics").order_by("-changed_at")
    page = Paginator(practices, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "practices/practice_mine.html", {"page": page})


def _chosen(request: HttpRequest, name: str) -> str:
    value = request.GET.get(name, "")
    return value if value in {term.slug for term in vocabularies.terms(name)} else ""


def _filtered(practices: QuerySet[Practice], chosen: dict[str, str]) -> QuerySet[Practice]:
    if chosen["topic"]:
        practices = practices.filter(topics__vocabulary="topic", topics__slug=chosen["topic"])
    if chosen["perspective"]:
        practices = practices.filter(perspective=chosen["perspective"])
    if chosen["language"]:
        practices = practices.filter(language=chosen["language"])
    return practices
