"""How does matching work, for all requests together? Plans at the desk, weights with their preview, two people compared;
and for members, in plain words, how we match."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import permissions as people
from portal.moves import MoveRefused
from visits import closer, permissions, plans, queries
from visits.actions import planning_ahead, weighing
from visits.forms.weights import WeightsForm
from visits.matching.filters import FILTER_WORDS
from visits.matching.weights import PART_MEANINGS, PART_WORDS
from visits.models import MatchPlan, WeightSet
from visits.weighing import row_in_force, weights_of

S = WeightSet.State


@require_GET
def desk_plan(request: HttpRequest) -> HttpResponse:
    """The newest plan of all open requests; it sends nothing."""
    if not people.is_coordinator(request.user):
        raise Http404
    plan = MatchPlan.objects.first()
    found, others = plans.wishes(plan, request.user) if plan and plan.state == MatchPlan.State.READY else ([], 0)
    changed = sum(bool(wish.not_now) for wish in found)
    context = {"plan": plan, "wishes": found, "others": others, "changed": changed}
    return render(request, "visits/desk_plan.html", {**context, "may_weigh": permissions.may_weigh(request.user)})


@require_POST
def plan_ask(request: HttpRequest) -> HttpResponse:
    if not people.is_coordinator(request.user):
        raise Http404
    planning_ahead.ask_plan(request.user)
    return redirect("visits:desk_plan")


@require_http_methods(["GET", "POST"])
def desk_weights(request: HttpRequest) -> HttpResponse:
    """Change how much each part counts: first what it would change, then the press that puts it in force."""
    if not permissions.may_weigh(request.user):
        raise Http404
    rows = list(WeightSet.objects.exclude(state=S.PAST).prefetch_related("changes__expert"))
    current = next((row for row in rows if row.state == S.IN_FORCE), None)
    draft = next((row for row in rows if row.state in (S.COMPUTING, S.READY)), None)
    typed = request.POST if request.method == "POST" else None
    started = {**draft.parts, "note": draft.note} if draft else None
    form = WeightsForm(typed, weights=weights_of(current), initial=started)
    if form.is_bound and form.is_valid():
        try:
            weighing.preview_weights(request.user, form.parts(), form.cleaned_data["note"])
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("visits:desk_weights")
    changes, others = plans.visible_changes(draft.changes.all() if draft else [], request.user)
    context = {"form": form, "current": weights_of(current), "draft": draft, "changes": changes, "others": others}
    return render(request, "visits/desk_weights.html", context)


@require_POST
def weights_use(request: HttpRequest, pk: int) -> HttpResponse:
    if not permissions.may_weigh(request.user):
        raise Http404
    weighing.use_weights(request.user, get_object_or_404(WeightSet, pk=pk))
    messages.success(request, _("In force. The open lists are being made anew."))
    return redirect("visits:desk_weights")


@require_GET
def desk_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """One or two people of a request's list, looked at closely, side by side."""
    if not people.is_coordinator(request.user):
        raise Http404
    asked = get_object_or_404(queries.desk_requests_for_user(request.user), pk=pk)
    chosen = [
        int(one) for one in request.GET.getlist("expert")[:2] if one.isascii() and one.isdigit() and len(one) < 10
    ]
    context: dict[str, Any] = {"asked": asked, **closer.look(asked, chosen)}
    return render(request, "visits/desk_compare.html", context)


@require_GET
def how_we_match(request: HttpRequest) -> HttpResponse:
    """In plain words, from the weights in force."""
    row = row_in_force()
    weights = weights_of(row)
    context = {
        "parts": [
            (PART_WORDS[part], most, PART_MEANINGS[part], most * 4) for part, most in weights.parts.items() if most
        ],
        "version": weights.version,
        "row": row,
        "rules": [str(words) for code, words in FILTER_WORDS.items() if code not in NOT_FOR_MEMBERS],
    }
    return render(request, "visits/how_we_match.html", context)


# What one side alone may know of the other.
NOT_FOR_MEMBERS = {"not-wanted", "kept-apart", "self", "not-vetted"}
