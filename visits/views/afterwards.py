"""What was it like, and what was learned? Feedback, report, sign-off, and the practice it becomes."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.ui import kept_typing
from visits import permissions, queries
from visits.actions import afterwards as actions
from visits.forms.afterwards import FeedbackForm, ReportForm, SignOffForm, in_words
from visits.models import Invitation, Report, VisitRequest

WRITING = (Report.State.DUE, Report.State.DRAFT, Report.State.RETURNED)


def _with_visit(user: Any, pk: int) -> VisitRequest:
    """Return a request whose visit took place, with the rows that roles are read from; three queries."""
    rows = queries.requests_for_user(user).filter(visit__held_at__isnull=False, visit__report__isnull=False)
    rows = rows.select_related("requester", "visit__report").prefetch_related(
        Prefetch("invitations", Invitation.objects.select_related("expert")), "visit__consents"
    )
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
def feedback_give(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _with_visit(request.user, pk)
    sides = permissions.roles(request.user, asked) & {"requester", "expert"}
    if not sides:
        raise Http404
    given = asked.visit.feedback.filter(author=request.user.pk).first()
    side = "requester" if "requester" in sides else "expert"
    form = FeedbackForm(request.POST or None, asked=asked, side=side)
    if request.method == "POST" and not given and form.is_valid():
        actions.give_feedback(request.user, asked, form.answers())
        messages.success(request, _("Thank you. The other side reads it when both have written."))
        return redirect("visits:request_page", asked.pk)
    others = asked.visit.feedback.exclude(side=side) if actions.feedback_is_open_to_read(asked.visit) else []
    context = {
        "asked": asked,
        "form": form,
        "given": in_words(asked, side, given.answers, private=True) if given else [],
        "others": [in_words(asked, row.side, row.answers, private=False) for row in others],
        "was_kept": not form.is_bound and kept_typing.restore(request, form),
    }
    return render(request, "visits/feedback_give.html", context)


@require_http_methods(["GET", "POST"])
def report_edit(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _with_visit(request.user, pk)
    report = asked.visit.report
    if report.state not in WRITING:
        return redirect("visits:report_signoff", asked.pk)
    if "learner" not in permissions.report_roles(request.user, asked):
        raise Http404
    sending = "send" in request.POST
    form = ReportForm(request.POST or None, report=report, asked=asked, complete=sending)
    if request.method == "POST" and form.is_valid():
        actions.save_report(request.user, report, form.fields_to_save())
        if sending:
            actions.submit_report(request.user, report)
            messages.success(request, _("Thank you. Your report is with whoever signs it off."))
            return redirect("visits:request_page", asked.pk)
        messages.success(request, _("Kept. You can go on at any time."))
        return redirect("visits:report_edit", asked.pk)
    was_kept = not form.is_bound and kept_typing.restore(request, form)
    context = {"asked": asked, "report": report, "form": form, "was_kept": was_kept}
    return render(request, "visits/report_edit.html", context)


@require_http_methods(["GET", "POST"])
def report_signoff(request: HttpRequest, pk: int) -> HttpResponse:
    """Read it; whoever signs it off says yes, or sends it back with a word."""
    asked = _with_visit(request.user, pk)
    report = asked.visit.report
    held = permissions.report_roles(request.user, asked)
    # Once it is signed off, everybody who took part may read it.
    if report.state != Report.State.ACCEPTED and (not held or (report.state in WRITING and "learner" not in held)):
        raise Http404
    may_sign = "signs_off" in held and report.state == Report.State.SUBMITTED
    form = SignOffForm(request.POST if "return" in request.POST else None)
    if request.method == "POST":
        if "accept" in request.POST:
            actions.accept_report(request.user, report)
            messages.success(request, _("Signed off. Thank you."))
            return redirect("visits:request_page", asked.pk)
        if form.is_valid():
            actions.return_report(request.user, report, form.cleaned_data["word"])
            messages.success(request, _("It is with its writer again."))
            return redirect("visits:request_page", asked.pk)
    context = {
        "asked": asked,
        "report": report,
        "answers": list(zip(asked.questions, report.answers, strict=False)),
        "may_sign": may_sign,
        "may_write": "learner" in held and report.state in WRITING,
        "was_kept": not form.is_bound and kept_typing.restore(request, form),
        "may_make_practice": "learner" in held and report.state == Report.State.ACCEPTED,
        "form": form,
    }
    return render(request, "visits/report_signoff.html", context)


@require_POST
def practice_make(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _with_visit(request.user, pk)
    report = asked.visit.report
    practice = actions.make_practice(request.user, report)
    messages.success(request, _("Here is your draft. Look at it as a colleague would, then post it."))
    return redirect("practices:practice_edit", practice.pk)
