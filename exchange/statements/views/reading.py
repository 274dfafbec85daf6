"""Which statements are there, and what does one look like? The list, the page, its print, and what it said before."""

from itertools import pairwise
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.countries import country_name, is_country
from accounts.permissions import is_vetted, member_of
from exchange.statements import permissions, queries, support
from exchange.statements.forms import SupersedeForm
from exchange.statements.lifecycle import MOVES, SHOWN
from exchange.statements.models import Statement, StatementFile
from exchange.statements.notices import address
from exchange.statements.rights import rights
from exchange.statements.views.keeping import MOST_NEWER
from portal.access import partly_public, public
from portal.rows import fetch_together
from portal.uploads.models import Upload

A_PAGE = 20
MOST_NAMED = 200
MOST_SHOWN = 20


@public
@require_GET
def statement_list(request: HttpRequest) -> HttpResponse:
    """Everybody may look; without log-in only what is public."""
    found = queries.running_first(queries.originals_for(request.user))
    country = request.GET.get("country", "").upper()
    if is_country(country):
        found = found.filter(country_codes__contains=f" {country} ")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "country": country_name(country) if is_country(country) else "",
        "filters": f"country={country}&" if is_country(country) else "",
        "can_propose": permissions.can_propose(request.user),
        "has_support": member_of(request.user) is not None,
    }
    return render(request, "statements/statement_list.html", context)


@partly_public
@require_GET
def statement_page(request: HttpRequest, slug: str) -> HttpResponse:
    statement = found_statement(request, slug)
    named = _fetch_sets(request.user, statement)
    original, rights_here = statement.original, rights(request.user, statement, MOVES)
    may_supersede = "supersede" in rights_here["can"] and not statement.translation_of_id
    newer = queries.newer_for(request.user, statement)[:MOST_NEWER] if may_supersede else []
    context = {
        **words_of(statement),
        **rights_here,
        "supersede_form": SupersedeForm(newer=newer) if may_supersede else None,
        "named": named,
        "members": support.total(statement.members),
        "organisations": support.total(statement.organisations),
        "can_support": bool(member_of(request.user)) and original.state == "published" and not original.is_over,
        "can_translate": is_vetted(request.user) and original.state in SHOWN,
    }
    return render(request, "statements/statement_page.html", context)


@partly_public
@require_GET
def statement_print(request: HttpRequest, slug: str) -> HttpResponse:
    """The words, who issued and who supports them, on paper."""
    statement = found_statement(request, slug)
    named = _fetch_sets(request.user, statement)
    return render(
        request,
        "statements/statement_print.html",
        {**words_of(statement), "named": named, "address": settings.SITE_URL + address(statement)},
    )


@partly_public
@require_GET
def statement_changes(request: HttpRequest, slug: str) -> HttpResponse:
    """What it said before it was corrected; the newest correction first."""
    statement = found_statement(request, slug)
    older = list(statement.older.all()[:MOST_SHOWN])
    rows = [(before, after) for after, before in pairwise([statement, *older])]
    return render(request, "statements/statement_changes.html", {"statement": statement, "rows": rows})


def found_statement(request: HttpRequest, slug: str) -> Any:
    return get_object_or_404(queries.with_support(queries.for_user(request.user)), slug=slug)


def words_of(statement: Statement) -> dict[str, Any]:
    return {
        "statement": statement,
        "original": statement.original,
        "places": [(code.lower(), country_name(code)) for code in statement.countries],
    }


def _fetch_sets(user: Any, statement: Statement) -> support.Named:
    """Topics, files and translations with one question, who is named with another."""
    fetch_together(
        [statement],
        "topics",
        Prefetch("files", StatementFile.objects.filter(upload__state=Upload.State.READY).select_related("upload")),
        Prefetch("translations", queries.listed_for(user).order_by("language", "pk")),
    )
    return support.names_of(queries.named().filter(statement=statement.original)[:MOST_NAMED])
