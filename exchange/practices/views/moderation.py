"""How is a text reported, and what does a coordinator see of it?"""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import is_coordinator
from exchange.practices import actions, beside, moderation, queries
from exchange.practices.actions import looking
from exchange.practices.forms.care import LookForm
from exchange.practices.models import Practice, TextReport, Voice
from exchange.practices.sections import answered
from portal.moderation.forms import DecideForm, ReportForm

JUST_NOW = 600  # seconds
OLDEST = 8  # changed texts that are listed; the next come when these are read


@require_http_methods(["GET", "POST"])
def practice_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Something is wrong with a text."""
    practice = get_object_or_404(queries.for_user(request.user), pk=pk)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.report_text(request.user, practice, **form.cleaned_data)
        messages.success(request, _("Thank you. A coordinator looks within a day, and you hear what was decided."))
        return redirect("practices:practice_list")
    return render(request, "practices/practice_report.html", {"practice": practice, "form": form})


@require_http_methods(["GET", "POST"])
def voice_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Something is wrong with the voice beside a text, and not with the text."""
    found = queries.for_user(request.user).prefetch_related(beside.with_voices(request.user))
    practice = get_object_or_404(found, pk=pk)
    voice = beside.shown_voice(practice)
    if voice is None or beside.own_voice(practice):
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.report_text(request.user, practice, voice=voice, **form.cleaned_data)
        messages.success(request, _("Thank you. A coordinator looks within a day, and you hear what was decided."))
        return redirect("practices:practice_page", practice.pk)
    return render(request, "practices/practice_report.html", {"practice": practice, "voice": voice, "form": form})


@require_GET
def desk_moderation(request: HttpRequest) -> HttpResponse:
    """All reported texts, the oldest first."""
    if not is_coordinator(request.user):
        raise Http404
    changed = moderation.changed_while_hidden(request.user)[:OLDEST]
    context = {"turns": moderation.rows(request.user), "changed": changed}
    return render(request, "practices/desk_moderation.html", context)


@require_http_methods(["GET", "POST"])
def desk_report(request: HttpRequest, pk: int) -> HttpResponse:
    """One reported text: read it, then decide; the next one is a button away."""
    report = _report(request, pk)
    form = DecideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.decide_reports(request.user, report, form.cleaned_data["decision"], form.cleaned_data["reason"])
        messages.success(request, _("Decided. The author and whoever reported it are told."))
        return redirect("practices:desk_report", report.pk)
    row = moderation.row_of(request.user, report)
    next_one = moderation.next_after(request.user, report)
    context = {
        "heading": _("A reported voice") if report.voice else _("A reported text"),
        "is_late": row.is_late,
        "is_hidden": report.text.state == "hidden",
        "is_readable": row.is_readable,
        "report": report,
        "text": report.text,
        "practice": report.practice,
        "reports": moderation.open_reports_of(report),
        "sections": answered(report.practice.__dict__) if row.is_readable else [],
        # Whoever reports a page may mean the voice beside the text.
        "voice": _voice_beside(report) if row.is_readable else None,
        "form": form,
        "look_form": LookForm(prefix="look") if _is_anonymous(report.text) else None,
        "next_url": reverse("practices:desk_report", args=[next_one]) if next_one else "",
        "look_url": reverse("practices:desk_author", args=[report.pk]),
    }
    return render(request, "practices/desk_report.html", context)


@never_cache
@require_POST
def desk_author(request: HttpRequest, pk: int) -> HttpResponse:
    """Who wrote it: shown once, to a coordinator who has just proved who they are and says why."""
    report = _report(request, pk)
    back = reverse("practices:desk_report", args=[report.pk])
    return look_behind(request, back, partial(looking.look_at_author, request.user, report))


def look_behind(request: HttpRequest, back: str, look: Callable[[str], Any]) -> HttpResponse:
    """The one way behind an anonymous text, whatever it is: `look` takes the reason and returns the member."""
    if not has_just_logged_in(request):
        if request.user.has_usable_password():
            raise ReauthenticationRequired
        messages.error(request, _("Please log out and in again first: this takes a log-in of the last ten minutes."))
        return redirect(back)
    form = LookForm(request.POST, prefix="look")
    if not form.is_valid():
        messages.error(request, _("Please say why you have to know; it is kept."))
        return redirect(back)
    return render(request, "practices/desk_author.html", {"member": look(form.cleaned_data["reason"]), "back": back})


def _is_anonymous(text: Practice | Voice) -> bool:
    """Might somebody of the house stand behind it? Behind a told text stands nobody with an account."""
    return text.author_id is None and text.recorded_by_id is None


def _voice_beside(report: TextReport) -> Voice | None:
    return report.voice or report.practice.voices.filter(state__in=beside.STANDING).first()


def has_just_logged_in(request: HttpRequest) -> bool:
    """By the real clock, as allauth keeps it."""
    kept = get_authentication_records(request, request.user)
    return any(record.get("at", 0) > time.time() - JUST_NOW for record in kept)


def _report(request: HttpRequest, pk: int) -> TextReport:
    found = moderation.reports_for(request.user).select_related("practice", "voice")
    return get_object_or_404(found, pk=pk)
