"""What has become of the words? Each version and what changed, for the author and coordinators.

Not for other readers: what was taken out may have told who somebody is.
"""

from itertools import pairwise

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from exchange.practices import actions, permissions, queries
from exchange.practices.differences import changes
from exchange.practices.models import Practice, Revision

A_PAGE = 10


@require_GET
def practice_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest change first, each against the version before it."""
    practice = _practice(request, pk)
    page = Paginator(practice.revisions.all(), A_PAGE).get_page(request.GET.get("page"))
    # One more than the page shows: the version before its last.
    start = page.start_index() - 1 if page.paginator.count else 0
    rows = list(practice.revisions.all()[start : start + A_PAGE + 1])
    older = rows.pop() if len(rows) > A_PAGE else None
    pairs = [
        (newer, None if before is None else changes(before.words, newer.words), _is_forgotten(newer, before))
        for newer, before in pairwise([*rows, older])
    ]
    return render(request, "practices/practice_changes.html", {"practice": practice, "page": page, "pairs": pairs})


def _is_forgotten(newer: Revision, before: Revision | None) -> bool:
    """A side without words has nothing to be compared with."""
    return not newer.words or (before is not None and not before.words)


@require_POST
def revision_forget(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    practice = _practice(request, pk)
    actions.forget_revision(request.user, get_object_or_404(practice.revisions, version=version))
    messages.success(request, _("The words of that version are gone."))
    return redirect("practices:practice_changes", practice.pk)


def _practice(request: HttpRequest, pk: int) -> Practice:
    practice = get_object_or_404(queries.for_user(request.user), pk=pk)
    if not permissions.roles(request.user, practice):
        raise Http404
    return practice
