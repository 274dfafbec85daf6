"""What is shown of policies and documents? All of them, one of them with its versions, and the form."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.countries import country_name
from exchange.library import shelf
from exchange.library.actions import documents as actions
from exchange.library.forms import DocumentForm
from exchange.library.models import Document
from exchange.library.views.shelf import about, seen, written
from portal.access import partly_public, public
from portal.moves import MoveRefused
from portal.ui import kept_typing
from portal.uploads import queries as upload_queries
from portal.vocabularies import queries as vocabularies

A_PAGE = 20


@public
@require_GET
def document_list(request: HttpRequest) -> HttpResponse:
    """All that the reader may open; by kind, and only what no newer version supersedes unless they ask for all."""
    found = shelf.documents_for(request.user).filter(standing=Document.Standing.SHOWN)
    kinds = vocabularies.choices("resource-kind")
    kind = request.GET.get("kind", "")
    kind = kind if kind in dict(kinds) else ""
    if kind:
        found = found.filter(kind=kind)
    found = found.filter(is_overtaken=False).order_by("-dated", "-id").prefetch_related("topics")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(thing, country_name(thing.country)) for thing in page],
        "kinds": kinds,
        "kind": kind,
        "filters": f"kind={kind}&" if kind else "",
    }
    return render(request, "library/document_list.html", context)


@partly_public
@require_GET
def document_page(request: HttpRequest, pk: int) -> HttpResponse:
    rows = shelf.documents_for(request.user).select_related("author__member__user", "file__upload")
    document = get_object_or_404(rows.prefetch_related("topics"), pk=pk)
    versions = list(shelf.chain_of(request.user, document))
    context = {
        **about(request.user, document),
        **_file(request.user, document),
        "country_name": country_name(document.country),
        "newer": next((one for one in versions if one.supersedes_id == document.pk), None),
        "versions": versions,
    }
    return render(request, "library/document_page.html", context)


def _file(user: Any, document: Document) -> dict[str, Any]:
    """Return the file that this reader may open; and for whoever brought it, what became of it."""
    hanging = getattr(document, "file", None)
    if hanging is None:
        return {"file": None, "file_row": None}
    upload = hanging.upload
    is_own = upload.owner_id == getattr(user, "pk", None)
    is_open = upload.is_ready and not upload.names_people
    row = upload_queries.rows([upload])[0] if is_own and not is_open else None
    return {"file": upload if is_open else None, "file_row": row}


@require_http_methods(["GET", "POST"])
def document_new(request: HttpRequest) -> HttpResponse:
    """A new document; with `of` in the address, a newer version of that one, prefilled from it."""
    older = _older(request)
    start = _start(older)
    form = _bound(request) or DocumentForm(user=request.user, initial=start)
    if form.is_bound and form.is_valid():
        fields, topics = form.fields_and_topics()
        try:
            made = actions.add_document(
                request.user,
                {**fields, "supersedes": older},
                topics,
                upload=form.upload(),
                form_code=kept_typing.form_code(request),
            )
        except MoveRefused as refusal:
            form.add_error("files", str(refusal))
        else:
            messages.success(request, _("It is here. Members can read it now."))
            return redirect("library:document_page", made.pk)
    return render(request, "library/document_new.html", written(request, form, None, older=older))


@require_http_methods(["GET", "POST"])
def document_edit(request: HttpRequest, pk: int) -> HttpResponse:
    rows = shelf.mine(Document, request.user).select_related("file").prefetch_related("topics")
    document = get_object_or_404(rows, pk=pk)
    form = _bound(request, document) or DocumentForm(user=request.user, thing=document)
    if form.is_bound and form.is_valid():
        try:
            actions.edit_document(
                request.user,
                document,
                *form.fields_and_topics(),
                upload=form.upload(),
                seen=seen(request),
            )
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Changed."))
            return redirect("library:document_page", document.pk)
    return render(request, "library/document_edit.html", written(request, form, document))


def _bound(request: HttpRequest, document: Document | None = None) -> DocumentForm | None:
    if request.method != "POST":
        return None
    return DocumentForm(request.POST, request.FILES, user=request.user, thing=document)


def _older(request: HttpRequest) -> Document | None:
    number = request.GET.get("of", "")
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return None
    return get_object_or_404(shelf.listed_for(Document, request.user).prefetch_related("topics"), pk=int(number))


def _start(older: Document | None) -> dict[str, Any]:
    """A newer version is like the older one, but for its date, its edition and where it is."""
    if older is None:
        return {}
    names = ("title", "kind", "body", "country", "legal_level", "language")
    values = {name: getattr(older, name) for name in names}
    return {**values, "topics": [term.slug for term in older.topics.all()]}
