"""How is a question reported, and what does a coordinator see of it?"""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exchange.discussion import question_care, questions
from exchange.discussion.actions import question_care as actions
from exchange.discussion.lifecycle import SHOWN
from exchange.discussion.models import QuestionReport
from exchange.practices.forms.care import LookForm
from exchange.practices.permissions import audiences_of
from exchange.practices.views.moderation import look_behind
from portal import clock
from portal.moderation.forms import DecideForm, ReportForm


@require_http_methods(["GET", "POST"])
def question_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Something is wrong with a question."""
    question = get_object_or_404(questions.for_user(request.user), pk=pk)
    if question.state not in SHOWN or questions.is_author(request.user, question):
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.report_question(request.user, question, **form.cleaned_data)
        messages.success(request, _("Thank you. A coordinator looks within a day, and you hear what was decided."))
        return redirect("discussion:question_list")
    return render(request, "discussion/question_report.html", {"question": question, "form": form})


@require_http_methods(["GET", "POST"])
def desk_question(request: HttpRequest, pk: int) -> HttpResponse:
    """One reported question: read it, then decide; the next one is a button away."""
    report = _report(request, pk)
    form = DecideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.decide_question(request.user, report, form.cleaned_data["decision"], form.cleaned_data["reason"])
        messages.success(request, _("Decided. The author and whoever reported it are told."))
        return redirect("discussion:desk_question", report.pk)
    question = report.question
    following = question_care.waiting_for(request.user).exclude(question=question).values_list("pk", flat=True).first()
    context = {
        "report": report,
        "heading": _("A reported question"),
        "text": question,
        "is_late": report.decide_by < clock.now(),
        "is_hidden": question.state == "hidden",
        "reports": question_care.open_reports_of(question),
        "is_readable": question.audience in audiences_of(request.user),
        "form": form,
        "look_form": LookForm(prefix="look") if question.author_id is None else None,
        "next_url": reverse("discussion:desk_question", args=[following]) if following else "",
        "look_url": reverse("discussion:desk_asker", args=[report.pk]),
    }
    return render(request, "discussion/desk_question.html", context)


@never_cache
@require_POST
def desk_asker(request: HttpRequest, pk: int) -> HttpResponse:
    """Who asked it: shown once, to a coordinator who has just proved who they are and says why."""
    report = _report(request, pk)
    back = reverse("discussion:desk_question", args=[report.pk])
    return look_behind(request, back, partial(actions.look_at_asker, request.user, report))


def _report(request: HttpRequest, pk: int) -> QuestionReport:
    return get_object_or_404(question_care.reports_for(request.user).select_related("question"), pk=pk)
