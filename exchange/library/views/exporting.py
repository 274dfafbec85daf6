"""How does a reader take references along? As a file for a reference manager, or as citations to copy."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from exchange.library import queries, shelf
from exchange.library.exporting import citing, formats
from exchange.library.forms import ReferenceFilter
from exchange.library.keywords import COUNTRIES
from exchange.library.models import Collection, CollectionItem, Reference
from portal import limits
from portal.access import public
from portal.moves import MoveRefused

AT_ONCE = 500
A_PAGE = 50
MOST_AN_HOUR = 60


@public
@require_GET
def reference_export(request: HttpRequest) -> StreamingHttpResponse:
    """The list as it is narrowed, or one reference, in one of the formats; of that only what this reader may see."""
    name = request.GET.get("format", "")
    if name not in formats.FORMATS:
        raise Http404
    return as_file(chosen(request).iterator(chunk_size=AT_ONCE), name)


def as_file(references: Iterable[Reference], name: str, file_name: str = "references") -> StreamingHttpResponse:
    """Return the download of any references that the caller's reader may see, e.g. of a reading list."""
    one = formats.FORMATS[name]
    return StreamingHttpResponse(
        (piece.encode() for piece in formats.pieces(references, name)),
        content_type=one.content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{file_name}.{one.ending}"',
            "X-Content-Type-Options": "nosniff",
            "X-Robots-Tag": "noindex",
        },
    )


@public
@require_GET
def reference_citations(request: HttpRequest) -> HttpResponse:
    """Citations to copy, so many at once; as text with `as=text`."""
    asked = request.GET.get("style", "apa")
    if asked not in citing.STYLES:
        raise Http404
    who = limits.address(request)
    if limits.count("citations", who, limits.AN_HOUR) > MOST_AN_HOUR:
        raise MoveRefused(_("That is enough for one hour. Please come back later, or take the list as a file."))
    found = chosen(request)
    if request.GET.get("as") == "text":
        return _as_text(citing.cite(found[: citing.MOST], asked), asked)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rest = request.GET.copy()
    for name in ("style", "page"):
        rest.pop(name, None)
    context = {
        "page": page,
        "lines": citing.cite(page, asked),
        "style": asked,
        "styles": citing.STYLES.items(),
        "rest": rest.urlencode(),
        "asked": "&".join(filter(None, (rest.urlencode(), f"style={asked}"))),
        "most": citing.MOST,
    }
    return render(request, "library/reference_citations.html", context)


def _as_text(lines: list[str], style: str) -> HttpResponse:
    return HttpResponse(
        "\n\n".join(lines) + "\n",
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="references-{style}.txt"', "X-Robots-Tag": "noindex"},
    )


def chosen(request: HttpRequest) -> QuerySet[Any]:
    """Return the one reference that is asked for, those of a reading list, or what the filters of the library leave."""
    found = queries.references_for_user(request.user)
    if "one" in request.GET:
        return found.filter(slug=request.GET["one"][:80])
    if "list" in request.GET:
        return _on_list(request, found)
    form = ReferenceFilter(request.GET, countries=set(COUNTRIES.values()))
    form.is_valid()  # as in the list: a field that cannot be read narrows nothing
    return form.narrow(found)


def _on_list(request: HttpRequest, found: QuerySet[Any]) -> QuerySet[Any]:
    """In the order of the list; of a list that this reader may not open there is nothing."""
    text = request.GET["list"]
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
    lists = shelf.for_user(Collection, request.user).filter(pk=number)
    items = CollectionItem.objects.filter(collection=number, collection__in=lists.order_by().values("pk"))
    place = items.filter(reference=OuterRef("pk")).values("order")[:1]
    return found.filter(pk__in=items.values("reference")).annotate(place=Subquery(place)).order_by("place", "pk")
