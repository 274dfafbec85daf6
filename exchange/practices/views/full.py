"""How is more told? One section of the full form at a time, kept after each."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from exchange.practices import actions, hinting, lifecycle, overtaken, permissions, queries
from exchange.practices.completeness import SECTIONS, missing
from exchange.practices.forms.full import FORMS, OutcomeFormSet, outcome_rows
from exchange.practices.models import Practice
from portal import moves
from portal.moves import Overtaken
from portal.ui import kept_typing

WITH_OUTCOMES = 5


@require_http_methods(["GET", "POST"])
def practice_more(request: HttpRequest, pk: int, section: int) -> HttpResponse:
    """Shows one section and keeps it; the others are one step away."""
    if section not in SECTIONS:
        raise Http404
    practice = get_object_or_404(queries.mine(request.user), pk=pk)
    if practice.translation_of_id:
        return redirect("practices:translation_write", practice.pk)
    forms = section_forms(request, practice, section)
    other: list[overtaken.Other] | None = None
    was_kept = False
    if request.method == "POST":
        if all(form.is_valid() for form in forms):
            try:
                return _keep(request, practice, section, *forms)
            except Overtaken:
                practice.refresh_from_db()
                other = overtaken.others(forms[0], practice)
    else:
        hinting.show_on(forms[0], practice)
        was_kept = kept_typing.restore(request, forms[0])
    context = {
        "practice": practice,
        "form": forms[0],
        "outcomes": forms[1] if len(forms) > 1 else None,
        "section": section,
        "title": SECTIONS[section],
        "sections": sections_of(practice),
        "seen": practice.version if request.method == "GET" or other is not None else overtaken.seen(request, practice),
        "other": other,
        "was_kept": was_kept,
    }
    return render(request, "practices/practice_more.html", context)


def section_forms(request: HttpRequest, practice: Practice, section: int) -> list[Any]:
    """Return the section's form, and that of the outcome rows where it has them."""
    data = request.POST if request.method == "POST" else None
    # A form of its own row: what does not fit must not land on the practice that the page shows.
    found: list[Any] = [FORMS[section](data, instance=Practice.objects.get(pk=practice.pk))]
    if section == WITH_OUTCOMES:
        rows = list(practice.outcomes.values("indicator", "before", "after", "period", "how_counted", "source"))
        found.append(OutcomeFormSet(data, initial=rows, prefix="outcome"))
    return found


def _keep(request: HttpRequest, practice: Practice, section: int, form: Any, rows: Any = None) -> HttpResponse:
    actions.save_section(
        request.user,
        practice,
        form.fields_to_save(),
        outcomes=None if rows is None else outcome_rows(rows),
        seen=overtaken.seen(request, practice),
    )
    if "close" in request.POST:
        messages.success(request, _("Kept."))
        return redirect("practices:practice_page", practice.pk)
    if "row" in request.POST or section == max(SECTIONS):
        return redirect("practices:practice_more", practice.pk, section)
    return redirect("practices:practice_more", practice.pk, section + 1)


def sections_of(practice: Practice) -> list[dict[str, Any]]:
    """Return each section with its title and whether a needed answer is still open in it."""
    open_ones = {gap.section for gap in missing(practice)}
    return [{"number": number, "title": title, "is_open": number in open_ones} for number, title in SECTIONS.items()]


@require_http_methods(["GET", "POST"])
def practice_complete(request: HttpRequest, pk: int) -> HttpResponse:
    """What a full practice still needs, with the way there; and the button when nothing is missing."""
    practice = get_object_or_404(queries.mine(request.user), pk=pk)
    if practice.translation_of_id:
        return redirect("practices:translation_write", practice.pk)
    gaps = missing(practice)
    if request.method == "POST" and not gaps:
        actions.complete_practice(request.user, practice)
        messages.success(request, _("It is a full practice now. A coordinator and a peer may read it next."))
        return redirect("practices:practice_page", practice.pk)
    roles = permissions.roles(request.user, practice)
    context = {
        "practice": practice,
        "gaps": gaps,
        "sections": sections_of(practice),
        "can": moves.possible(lifecycle.MOVES, practice.state, roles),
    }
    return render(request, "practices/practice_complete.html", context)
