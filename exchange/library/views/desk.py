"""What of the library waits for coordinators? What members added and nobody has checked, and what they propose."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import is_coordinator
from exchange.library import queries
from exchange.library.actions import references as actions
from exchange.library.forms.reference import ReferenceForm
from exchange.library.models import ReferenceCorrection

A_PAGE = 25
MOST_CORRECTIONS = 10
MOST_FILES = 8


@require_http_methods(["GET", "POST"])
def desk_references(request: HttpRequest) -> HttpResponse:
    """Several are checked at once, by whoever has seen them."""
    if not is_coordinator(request.user):
        raise Http404
    if request.method == "POST":
        ids = [
            int(text) for text in request.POST.getlist("one") if text.isascii() and text.isdigit() and len(text) < 18
        ]
        done = actions.check_references(request.user, ids)
        said = ngettext("One title can be read by everybody now.", "%(n)s titles can be read by everybody now.", done)
        messages.success(request, said % {"n": done})
        return redirect("library:desk_references")
    page = Paginator(queries.to_check(request.user), A_PAGE).get_page(request.GET.get("page"))
    corrections = list(queries.corrections_for_user(request.user)[: MOST_CORRECTIONS + 1])
    context = {
        "page": page,
        "imports": queries.imports_for_user(request.user).filter(state="done")[:MOST_FILES],
        "corrections": corrections[:MOST_CORRECTIONS],
        "has_more": len(corrections) > MOST_CORRECTIONS,
    }
    return render(request, "library/desk_references.html", context)


@require_http_methods(["GET", "POST"])
def desk_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """What it says and what it would say, field by field; one button takes all of it over."""
    if not is_coordinator(request.user):
        raise Http404
    waiting = ReferenceCorrection.objects.select_related("reference").prefetch_related("reference__topics")
    correction = get_object_or_404(waiting, pk=pk)
    if request.method == "POST":
        takes = request.POST.get("decide") == "take"
        actions.decide_correction(request.user, correction, takes=takes)
        messages.success(request, _("Taken over.") if takes else _("Left as it was."))
        return redirect("library:desk_references")
    context = {
        "correction": correction,
        "rows": _rows(correction),
        "is_open": correction.state == ReferenceCorrection.State.OPEN,
        "is_overtaken": correction.seen != correction.reference.version,
    }
    return render(request, "library/desk_correction.html", context)


def _rows(correction: ReferenceCorrection) -> list[dict[str, Any]]:
    """Return (label, what stands there, what would stand there) of each field that differs."""
    form = ReferenceForm(reference=correction.reference, proposes=True)
    return [
        {
            "label": form.fields[name].label,
            "before": _in_words(form, name, form.initial.get(name)),
            "after": _in_words(form, name, value),
        }
        for name, value in correction.fields.items()
        if name in form.fields
    ]


def _in_words(form: ReferenceForm, name: str, value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    choices: dict[Any, Any] = {}
    for key, label in getattr(form.fields[name], "choices", []):
        choices |= dict(label) if isinstance(label, list) else {key: label}
    return ", ".join(str(choices.get(one, one)) for one in values if one not in (None, ""))
