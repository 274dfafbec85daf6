"""How did each value come to stand in the record? For members, by role, never by name."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from exchange.world import fields, permissions, queries
from exchange.world.models import Change

AT_ONCE = 15
LONGEST = 160


@require_GET
def country_history(request: HttpRequest, iso2: str) -> HttpResponse:
    country = get_object_or_404(queries.countries_for_user(request.user), iso2=iso2.upper())
    rows = queries.changes_for_user(request.user).filter(iso2=country.iso2)
    return _page(request, rows, "world/country_history.html", {"country": country, "slug": iso2.lower()})


@require_GET
def facility_history(request: HttpRequest, slug: str) -> HttpResponse:
    room = get_object_or_404(queries.facilities_for_user(request.user), slug=slug)
    rows = queries.changes_for_user(request.user).filter(kind="facility", target=room.pk)
    return _page(request, rows, "world/facility_history.html", {"room": room, "slug": room.country.iso2.lower()})


def _page(request: HttpRequest, rows: QuerySet[Change], template: str, context: dict[str, Any]) -> HttpResponse:
    page = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
    is_editor = permissions.is_editor(request.user)
    context["page"] = page
    context["rows"] = [(row, fields.title(row.kind, row.label), _said(row, is_editor)) for row in page]
    return render(request, template, context)


def _said(row: Change, is_editor: bool) -> list[fields.Pair]:
    shown = [part for part in row.fields if is_editor or part[0] not in fields.FOR_EDITORS]
    cut = [(name, _cut(old), _cut(new)) for name, old, new in shown]
    return fields.pairs(row.kind, cut)


def _cut(value: Any) -> Any:
    return f"{value[:LONGEST]} …" if isinstance(value, str) and len(value) > LONGEST else value
