"""How is a told story written down, and what does its teller see with their slip?"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.bylines import few
from exchange.practices import beside, queries, slips
from exchange.practices.actions import recording
from exchange.practices.forms.slips import (
    RecordPracticeForm,
    RecordVoiceForm,
    SlipCodeForm,
    TellerPracticeForm,
    TellerVoiceForm,
)
from exchange.practices.models import TellerSlip, Voice
from portal.access import public
from portal.ui import kept_typing


def _only_staff(request: HttpRequest) -> None:
    if not beside.could_write(request.user, Voice.Side.STAFF):
        raise Http404


@require_http_methods(["GET", "POST"])
def practice_record(request: HttpRequest) -> HttpResponse:
    """Write down what a service user tells, as a text of its own."""
    _only_staff(request)
    form = RecordPracticeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        practice, code = recording.record_practice(
            request.user, told, topics=told["topics"], audience=told["audience"], language=told["language"]
        )
        return _slip_made(request, practice.pk, code)
    was_kept = not form.is_bound and kept_typing.restore(request, form)
    return render(request, "practices/practice_record.html", {"form": form, "was_kept": was_kept})


@require_http_methods(["GET", "POST"])
def voice_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what a service user says to a practice."""
    _only_staff(request)
    practice = get_object_or_404(queries.listed_for(request.user), pk=pk)
    form = RecordVoiceForm(request.POST if request.method == "POST" else None, initial={"language": practice.language})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        _voice, code = recording.record_voice(request.user, practice, words=told["words"], language=told["language"])
        return _slip_made(request, practice.pk, code)
    was_kept = not form.is_bound and kept_typing.restore(request, form)
    return render(request, "practices/practice_record.html", {"form": form, "practice": practice, "was_kept": was_kept})


def _slip_made(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The one page that shows the code; it is kept nowhere, so there is no way back to it."""
    address = settings.SITE_URL + reverse("practices:slip")
    return render(request, "practices/slip_made.html", {"code": code, "address": address, "practice_id": pk})


@public
@never_cache
@require_http_methods(["GET", "POST"])
def slip(request: HttpRequest) -> HttpResponse:
    """Without a slip: the field for its code. With one: the text, where it is used, and what to do with it."""
    form = SlipCodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if slips.is_too_often(request):
            form.add_error("code", _("Too many tries. Please come back in an hour."))
        elif form.is_valid():
            if found := slips.find(form.cleaned_data["code"]):
                slips.open_in(request, found)
                recording.use_slip(found)
                return redirect("practices:slip")
            form.add_error("code", _("This code opens nothing."))
    elif opened := slips.opened_in(request):
        return _page(request, opened)
    return render(request, "practices/slip.html", {"form": form})


def _page(request: HttpRequest, opened: TellerSlip, form: Any = None) -> HttpResponse:
    text, practice = _text(opened)
    context = {
        "text": text,
        "practice": practice,
        "is_voice": opened.voice_id is not None,
        "form": form or _form(opened),
        "translations": practice.translations.order_by("language"),
        "adoptions": few(practice.adoptions.count()),
    }
    return render(request, "practices/slip_text.html", context)


def _text(opened: TellerSlip) -> tuple[Any, Any]:
    return (opened.voice, opened.voice.practice) if opened.voice else (opened.practice, opened.practice)


def _form(opened: TellerSlip, data: Any = None) -> Any:
    text, _practice = _text(opened)
    make = TellerVoiceForm if opened.voice_id else TellerPracticeForm
    return make(data, initial={name: getattr(text, name) for name in make.base_fields if name != "no_identifying"})


@public
@never_cache
@require_POST
def slip_correct(request: HttpRequest) -> HttpResponse:
    if (opened := slips.opened_in(request)) is None:
        return redirect("practices:slip")
    form = _form(opened, request.POST)
    if not form.is_valid():
        return _page(request, opened, form)
    recording.correct_by_slip(opened, form.cleaned_data)
    messages.success(request, _("Changed. Readers read the new words from now on."))
    return redirect("practices:slip")


@public
@never_cache
@require_POST
def slip_withdraw(request: HttpRequest) -> HttpResponse:
    if (opened := slips.opened_in(request)) is None:
        return redirect("practices:slip")
    is_voice = opened.voice_id is not None
    recording.withdraw_by_slip(opened)
    slips.close_in(request)
    if is_voice:
        messages.success(request, _("Taken back. It is gone, and the slip opens nothing any more."))
    else:
        messages.success(request, _("Taken back, with all answers. It is gone, and the slip opens nothing any more."))
    return redirect("practices:slip")


@public
@never_cache
@require_POST
def slip_end(request: HttpRequest) -> HttpResponse:
    slips.close_in(request)
    messages.success(request, _("Closed on this device."))
    return redirect("practices:slip")
