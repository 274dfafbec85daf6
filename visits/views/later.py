"""What changed at home, and who says thank you? Two minutes, and one sentence."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.ui import kept_typing
from visits import changes, permissions, queries
from visits.actions import later as actions
from visits.forms.later import FollowUpForm, ThanksForm
from visits.models import FollowUp
from visits.views.afterwards import with_visit

MOST_SHOWN = 50
WAYS = ("show", "keep", "hide")


@require_http_methods(["GET", "POST"])
def follow_up_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of each plan? Once answered, what was said; the next question comes in its time."""
    asked = with_visit(request.user, pk)
    if "learner" not in permissions.report_roles(request.user, asked):
        raise Http404
    rows = list(asked.visit.follow_ups.all())
    if not rows:
        raise Http404
    row = rows[-1] if rows[-1].state != FollowUp.State.ANSWERED else None
    whats = changes.planned(asked.visit.report)
    form = FollowUpForm(request.POST or None, whats=whats, city=asked.city)
    if request.method == "POST" and row and form.is_valid():
        data = form.cleaned_data
        actions.answer_follow_up(request.user, row, form.said(), word=data["word"], cities=data["cities"])
        messages.success(request, _("Thank you. That is all."))
        return redirect("visits:request_page", asked.pk)
    context = {
        "asked": asked,
        "row": row,
        "form": form,
        "told": [one for one in rows if one.state == FollowUp.State.ANSWERED],
        "was_kept": not form.is_bound and kept_typing.restore(request, form),
    }
    return render(request, "visits/follow_up_answer.html", context)


@require_http_methods(["GET", "POST"])
def thanks_give(request: HttpRequest, pk: int) -> HttpResponse:
    """One sentence to somebody of the other side."""
    asked = with_visit(request.user, pk)
    people = actions.may_be_thanked(request.user, asked)
    if not people:
        raise Http404
    given = {row.to_id: row.words for row in asked.visit.thanks.filter(by=request.user.pk)}
    left = [member for member in people if member.pk not in given]
    form = ThanksForm(request.POST or None, people=left)
    if request.method == "POST" and form.is_valid():
        actions.give_thanks(request.user, asked, form.people[form.cleaned_data["to"]], form.cleaned_data["words"])
        messages.success(request, _("They read it now. Only they say who else does."))
        return redirect("visits:request_page", asked.pk)
    context = {
        "asked": asked,
        "form": form,
        "left": left,
        "given": [(member, given[member.pk]) for member in people if member.pk in given],
        "was_kept": not form.is_bound and kept_typing.restore(request, form),
    }
    return render(request, "visits/thanks_give.html", context)


@require_GET
def own_thanks(request: HttpRequest) -> HttpResponse:
    """What others thanked me for, and who reads it."""
    rows = queries.thanks_for_user(request.user).select_related("by__member__user", "visit__request")
    return render(request, "visits/own_thanks.html", {"rows": rows[:MOST_SHOWN]})


@require_POST
def thanks_move(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.thanks_for_user(request.user), pk=pk)
    name = request.POST.get("do", "")
    if name not in WAYS:
        raise Http404
    actions.move_thanks(request.user, row, name)
    messages.success(request, _("Kept."))
    return redirect("visits:own_thanks")
