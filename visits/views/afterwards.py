"""What was it like, and what was learned? Feedback, report, sign-off, and the practice it becomes."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from exchange.practices import overtaken
from portal.moves import MoveRefused, Overtaken
from portal.ui import kept_typing
from visits import permissions, queries
from visits.actions import afterwards as actions
from visits.forms.afterwards import AcceptForm, FeedbackForm, ReportForm, SignOffForm, for_the_other_side, in_words
from visits.models import Invitation, Report, VisitRequest
from visits.report_shapes import shape_of
from visits.report_words import house_in_words, told

# The form's mark goes by another name in what is saved while typing (exchange.practices.views.autosave).
AUTOSAVED_BY = "written_by"
WRITING = (Report.State.DUE, Report.State.DRAFT, Report.State.RETURNED)


def with_visit(user: Any, pk: int) -> VisitRequest:
    """Return a request whose visit took place, with the rows that roles are read from; three queries."""
    rows = queries.requests_for_user(user).filter(visit__held_at__isnull=False, visit__report__isnull=False)
    rows = rows.select_related(
        "requester", "organisation", "visit__report", "visit__facility__country"
    ).prefetch_related(Prefetch("invitations", Invitation.objects.select_related("expert")), "visit__consents")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
def feedback_give(request: HttpRequest, pk: int) -> HttpResponse:
    asked = with_visit(request.user, pk)
    side = actions.side_of(request.user, asked)
    if side is None:
        raise Http404
    rows = list(asked.visit.feedback.all())
    # Requester and deputy are one side, and write once.
    given = next((row for row in rows if row.author_id == request.user.pk or row.side == side == "requester"), None)
    form = FeedbackForm(request.POST or None, asked=asked, side=side)
    if request.method == "POST" and not given and form.is_valid():
        actions.give_feedback(request.user, asked, form.answers())
        messages.success(request, _("Thank you. What is meant for the other side, they read when both have written."))
        return redirect("visits:request_page", asked.pk)
    others = actions.open_to_read(request.user, side, asked.visit, rows)
    reads_for_host = side in actions.receiving(asked)
    said = [for_the_other_side(row.side, row.answers, is_host=reads_for_host) for row in others]
    context = {
        "asked": asked,
        "form": form,
        "is_open": actions.feedback_is_open(asked.visit),
        "given": in_words(asked, side, given.answers) if given else [],
        "others": [one for one in said if one],
        "was_kept": not form.is_bound and kept_typing.restore(request, form),
    }
    return render(request, "visits/feedback_give.html", context)


@require_http_methods(["GET", "POST"])
def report_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the report, go on with it, or send it for sign-off."""
    asked = with_visit(request.user, pk)
    report = asked.visit.report
    if report.state not in WRITING:
        return redirect("visits:report_signoff", asked.pk)
    if "learner" not in permissions.report_roles(request.user, asked):
        raise Http404
    sending = "send" in request.POST
    form = ReportForm(request.POST or None, report=report, asked=asked, complete=sending)
    other: list[overtaken.Other] | None = None
    if request.method == "POST" and form.is_valid():
        write = actions.send_report if sending else actions.save_report
        try:
            write(request.user, report, form.fields_to_save(), seen=overtaken.seen(request, report))
            return _after_writing(request, asked, sending=sending)
        except Overtaken:
            report.refresh_from_db()
            other = form.others(ReportForm(report=report, asked=asked, complete=False))
    context = {
        "asked": asked,
        "report": report,
        "form": form,
        "was_kept": not form.is_bound and kept_typing.restore(request, form),
        "other": other,
        "seen": report.version if request.method == "GET" or other is not None else overtaken.seen(request, report),
        **_when_and_where(asked, report),
    }
    return render(request, "visits/report_edit.html", context)


def _after_writing(request: HttpRequest, asked: VisitRequest, *, sending: bool) -> HttpResponse:
    if sending:
        messages.success(request, _("Thank you. Your report is with whoever signs it off."))
        return redirect("visits:request_page", asked.pk)
    messages.success(request, _("Kept. You can go on at any time."))
    return redirect("visits:report_edit", asked.pk)


@require_POST
def report_autosave(request: HttpRequest, pk: int) -> JsonResponse:
    """Keeps what the script of the form sends every few seconds; the buttons of the form do the same without it."""
    asked = with_visit(request.user, pk)
    report = asked.visit.report
    if "learner" not in permissions.report_roles(request.user, asked):
        raise Http404
    form = ReportForm(request.POST, report=report, asked=asked, complete=False)
    if not form.is_valid():
        why = next(f"{form[name].label} {errors[0]}" for name, errors in form.errors.items())
        return JsonResponse({"said": _("Not saved yet. %(why)s") % {"why": why}}, status=422)
    code = kept_typing.form_code(request, AUTOSAVED_BY)
    try:
        seen = overtaken.seen(request, report, AUTOSAVED_BY)
        report = actions.save_report(request.user, report, form.fields_to_save(), seen=seen, form_code=code)
    except Overtaken:
        said = _("This report was changed in another window. Nothing was overwritten: save, and see both.")
        return JsonResponse({"said": said}, status=409)
    except MoveRefused as refused:
        return JsonResponse({"said": str(refused)}, status=409)
    hour = formats.date_format(timezone.localtime(report.changed_at), "H:i")
    said = _("Draft saved at %(hour)s") % {"hour": hour}
    return JsonResponse({"saved": hour, "said": said, "version": report.version, "draft": report.pk})


@require_http_methods(["GET", "POST"])
def report_signoff(request: HttpRequest, pk: int) -> HttpResponse:
    """Read it; whoever signs it off says yes, or sends it back with a word."""
    asked = with_visit(request.user, pk)
    report = asked.visit.report
    held = permissions.report_roles(request.user, asked)
    # Once it is signed off, everybody who took part may read it.
    if report.state != Report.State.ACCEPTED and (not held or (report.state in WRITING and "learner" not in held)):
        raise Http404
    may_sign = "signs_off" in held and report.state == Report.State.SUBMITTED
    form = SignOffForm(request.POST if "return" in request.POST else None)
    accept_form = AcceptForm(request.POST if "accept" in request.POST else None, report=report, asked=asked)
    if not actions.may_name_house(request.user, asked):
        accept_form.fields.pop("host_shown", None)
    if request.method == "POST":
        if accept_form.is_bound and accept_form.is_valid():
            actions.accept_report(request.user, report, **accept_form.words())
            messages.success(request, _("Signed off. Thank you."))
            return redirect("visits:request_page", asked.pk)
        if form.is_bound and form.is_valid():
            actions.return_report(request.user, report, form.cleaned_data["word"])
            messages.success(request, _("It is with its writer again."))
            return redirect("visits:request_page", asked.pk)
    context = {
        "asked": asked,
        "report": report,
        "told": told(asked, report),
        "may_sign": may_sign,
        "may_write": "learner" in held and report.state in WRITING,
        "was_kept": not form.is_bound and kept_typing.restore(request, form),
        "may_make_practice": "learner" in held and report.state == Report.State.ACCEPTED,
        "form": form,
        "accept_form": accept_form,
        **_when_and_where(asked, report),
    }
    return render(request, "visits/report_signoff.html", context)


def _when_and_where(asked: VisitRequest, report: Report) -> dict[str, Any]:
    """Month and year, never the day; the house as it wants to be named."""
    first = asked.visit.sessions.order_by("start").first()
    moment = first.start if first else asked.visit.held_at
    return {
        "shape": shape_of(asked),
        "month": moment.astimezone(ZoneInfo(asked.visit.zone)).date() if moment else None,
        "where": house_in_words(asked, report),
    }


@require_POST
def practice_make(request: HttpRequest, pk: int) -> HttpResponse:
    asked = with_visit(request.user, pk)
    report = asked.visit.report
    practice = actions.make_practice(request.user, report)
    messages.success(request, _("Here is your draft. Look at it as a colleague would, then post it."))
    return redirect("practices:practice_edit", practice.pk)
