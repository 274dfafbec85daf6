"""What is shown of files? The owner's list, one row of it while it is checked, and the file itself."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotFound
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from portal import access
from portal.moves import MoveRefused
from portal.uploads import actions, downloads, queries
from portal.uploads.forms import FilesForm
from portal.uploads.models import Upload

PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def file_list(request: HttpRequest) -> HttpResponse:
    """My files: what I handed in, what became of it, where it hangs, how much room is left."""
    form = FilesForm(request.POST, request.FILES) if request.method == "POST" else FilesForm()
    if request.method == "POST" and form.is_valid():
        try:
            taken = actions.receive_all(request.user, form.cleaned_data["files"])
        except MoveRefused as refusal:
            form.add_error("files", str(refusal))
        else:
            said = ngettext(
                "One file is here and is being checked.", "%(n)s files are here and are being checked.", len(taken)
            )
            messages.success(request, said % {"n": len(taken)})
            return redirect("uploads:file_list")
    page = Paginator(queries.mine(request.user), PAGE).get_page(request.GET.get("page"))
    rows = queries.rows(list(page), with_places=True)
    context = {"form": form, "page": page, "rows": rows, "quota": queries.quota_of(request.user)}
    return render(request, "uploads/file_list.html", context)


@require_GET
def file_row(request: HttpRequest, pk: int) -> HttpResponse:
    """One row, asked for every other second while the file is being checked."""
    upload = get_object_or_404(queries.mine(request.user), pk=pk)
    row = queries.rows([upload], with_places=True)[0]
    return render(request, "uploads/pieces/file_row.html", {"row": row, "is_mine": True})


@require_http_methods(["GET", "HEAD", "POST"])
def file_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, and says where the file hangs."""
    upload = get_object_or_404(queries.mine(request.user), pk=pk)
    if request.method == "POST":
        actions.delete(request.user, upload)
        messages.success(request, _("Deleted. Nobody can open it any more."))
        return redirect("uploads:file_list")
    return render(request, "uploads/file_delete.html", {"row": queries.rows([upload], with_places=True)[0]})


@access.public
@require_safe
def file_download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file, for whom the rules let; to everybody else, and before it is checked, it does not exist."""
    upload = get_object_or_404(queries.to_open(request.user), pk=pk)
    is_own = upload.owner_id == request.user.pk
    if settings.FILES_HOST:
        response = redirect(downloads.link_on_files_host(upload, is_own=is_own))
        response.headers["Cache-Control"] = "private, no-store"
        return response
    return downloads.answer(upload, is_own=is_own)


@access.public
@require_safe
def file_picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A picture for a page of ours, small enough for a phone; its pixels were written by ourselves.

    Pages show pictures of this host only.
    """
    pictures = queries.to_open(request.user).filter(kind__in=Upload.PICTURES)
    upload = get_object_or_404(pictures, pk=pk)
    return downloads.answer(upload, is_own=upload.owner_id == request.user.pk, is_small=True)


@access.public
@require_safe
def file_by_link(request: HttpRequest, code: str) -> HttpResponseBase:
    """The file on the second host; the link was made a moment ago, behind the check of access."""
    is_there = settings.FILES_HOST and request.get_host() == settings.FILES_HOST
    pk, is_own = downloads.upload_of_link(code)
    upload = queries.ready_one(pk) if is_there else None
    # Not the house's own page for what is not there: that one sets a cookie.
    return downloads.answer(upload, is_own=is_own) if upload else HttpResponseNotFound()
