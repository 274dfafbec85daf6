"""How does a team take its path along to a council? As a PDF made by a worker, or as a page to print."""

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from exchange.guide import paper
from exchange.guide.actions.documents import ask_document, is_current
from exchange.guide.models import Path, PathDocument
from exchange.guide.views.paths import path_or_404


@require_http_methods(["GET", "POST"])
def path_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the PDF (with a button), and waits for it. Notes go along only where that is ticked."""
    path = path_or_404(request, pk)
    asked = "?notes=1" if _with_notes(request) else ""
    here = reverse("guide:path_document", args=[path.pk])
    if request.method == "POST":
        ask_document(request.user, path, get_language() or "en", with_notes=_with_notes(request))
        return redirect(here + asked)
    context = {
        "path": path,
        "document": _document(request, path),
        "form_url": here,
        "page_url": here + asked,
        "file_url": reverse("guide:path_document_file", args=[path.pk]) + asked,
        "options": "guide/parts/with_notes.html",
        "with_notes": bool(asked),
    }
    template = "components/document.html" if "HX-Request" in request.headers else "guide/path_document.html"
    return render(request, template, context)


@require_GET
def path_document_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file itself; whoever walks the path no longer gets nothing."""
    row = _document(request, path_or_404(request, pk))
    if row is None or row.state != PathDocument.State.READY or row.content is None:
        raise Http404
    return HttpResponse(
        bytes(row.content),
        content_type="application/pdf",
        headers={
            "Content-Disposition": 'attachment; filename="our-path.pdf"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


@require_GET
def path_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The same to be printed from the browser."""
    path = path_or_404(request, pk)
    with_notes = _with_notes(request)
    context = {"path": path, "paper": paper.data(path, with_notes=with_notes), "with_notes": with_notes}
    return render(request, "guide/path_print.html", context)


def _with_notes(request: HttpRequest) -> bool:
    return (request.POST if request.method == "POST" else request.GET).get("notes") == "1"


def _document(request: HttpRequest, path: Path) -> PathDocument | None:
    """Return the PDF of what stands there now, whatever became of it; None when nobody asked or it is out of date."""
    shape = Q(path=path, language=get_language() or "en", with_notes=_with_notes(request))
    row = PathDocument.objects.filter(shape).first()
    if row is not None:
        row.path = path
    return row if row is not None and is_current(row) else None
