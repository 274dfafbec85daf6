"""How does everybody take the record away? As tables, as JSON and as points on a map, the same for all."""

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.http import conditional_page, require_safe

from exchange.world import open_data as data
from portal.access import public
from portal.ui.sheets import as_csv
from portal.vocabularies.queries import terms

KEPT_SECONDS = 600
JSON_FILES = {
    ("world", "json"): (data.everything, "application/json"),
    ("facilities", "geojson"): (data.geojson, "application/geo+json"),
}


@public
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What there is to take, what each column means, how often it changes, and under which terms."""
    tables = [
        {
            "name": name,
            "title": data.TITLES[name],
            "columns": [(column, [term.slug for term in terms(column.vocabulary)]) for column in columns],
        }
        for name, columns in data.TABLES.items()
    ]
    context = {
        "tables": tables,
        "licence": settings.WORLD_DATA_LICENCE,
        "licence_url": settings.WORLD_DATA_LICENCE_URL,
        "geojson_url": settings.SITE_URL + reverse("world:data_file", args=["facilities", "geojson"]),
    }
    return render(request, "world/open_data.html", context)


@public
@require_safe
@conditional_page
def data_file(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """One file; whoever has it already and asks with its mark or its hour gets no second copy."""
    if found := JSON_FILES.get((name, kind)):
        make, content_type = found
        response = _as_json(make(), content_type)
    elif kind == "csv" and name in data.TABLES:
        response = as_csv(name, data.cells(name))
    else:
        raise Http404
    response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    # Anybody's page may draw from it: it is the same for all, and nobody's log-in is sent along.
    response.headers["Access-Control-Allow-Origin"] = "*"
    if settings.WORLD_DATA_LICENCE_URL:
        response.headers["Link"] = f'<{settings.WORLD_DATA_LICENCE_URL}>; rel="license"'
    if changed_at := data.changed_at():
        response.headers["Last-Modified"] = http_date(changed_at.timestamp())
    return response


def _as_json(found: dict[str, Any], content_type: str) -> HttpResponse:
    return HttpResponse(json.dumps(found, ensure_ascii=False, indent=1), content_type=content_type)
