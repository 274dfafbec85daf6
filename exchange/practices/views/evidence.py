"""Which titles speak for a practice, or against it? Readers propose, the author takes or leaves."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from exchange.library.models import Reference
from exchange.library.queries import references_for_user, references_with
from exchange.practices import actions, permissions, queries
from exchange.practices.forms.evidence import EvidenceForm
from exchange.practices.links import MOST_FOUND
from exchange.practices.models import Evidence, Practice
from portal.moves import MoveRefused
from portal.ui import kept_typing


@require_http_methods(["GET", "POST"])
def practice_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for a title, say which way it points; and for the author, what readers propose."""
    practice = get_object_or_404(queries.listed_for(request.user), pk=pk)
    if practice.translation_of_id:
        return redirect("practices:practice_evidence", practice.translation_of_id)
    is_author = permissions.is_author(request.user, practice)
    if request.method == "POST" and ("take" in request.POST or "leave" in request.POST):
        return _decided(request, practice)
    title = _title(request)
    form = EvidenceForm(request.POST if request.method == "POST" else None)
    if title and form.is_bound and form.is_valid():
        try:
            actions.propose_evidence(request.user, practice, title, **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("Proposed. Its author looks at it, and you are told.")
            messages.success(request, _("It stands on your page.") if is_author else said)
            return redirect("practices:practice_page", practice.pk)
    return render(request, "practices/practice_evidence.html", _context(request, practice, title, form, is_author))


def _context(
    request: HttpRequest, practice: Practice, title: Reference | None, form: EvidenceForm, is_author: bool
) -> dict[str, Any]:
    words = request.GET.get("words", "").replace("\x00", "")[:100]
    open_ones = Evidence.objects.filter(practice=practice, state=Evidence.State.PROPOSED).select_related("reference")
    return {
        "practice": practice,
        "is_author": is_author,
        "proposed": list(open_ones[:20]) if is_author else list(open_ones.filter(by=request.user.pk)),
        "title": title,
        "form": form,
        "words": words,
        "found": references_with(request.user, words)[:MOST_FOUND] if words.strip() and not title else [],
        "was_kept": title is not None and not form.is_bound and kept_typing.restore(request, form),
    }


def _title(request: HttpRequest) -> Reference | None:
    slug = (request.POST.get("title") or request.GET.get("title") or "").replace("\x00", "")
    return get_object_or_404(references_for_user(request.user), slug=slug) if slug else None


def _decided(request: HttpRequest, practice: Practice) -> HttpResponse:
    number = request.POST.get("take") or request.POST.get("leave") or ""
    is_number = number.isascii() and number.isdigit() and len(number) < 18
    evidence = get_object_or_404(practice.evidence, pk=int(number) if is_number else None)
    if "take" in request.POST:
        actions.take_evidence(request.user, evidence)
        messages.success(request, _("It stands on your page."))
    else:
        actions.decline_evidence(request.user, evidence)
        messages.success(request, _("Left. Whoever proposed it is told that you have looked."))
    return redirect("practices:practice_evidence", practice.pk)
