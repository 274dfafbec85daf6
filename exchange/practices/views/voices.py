"""How does the other side tell it too? Write, change, take back; wish for it; say no thank you."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import is_coordinator
from exchange.practices import actions, beside, hinting, permissions, queries
from exchange.practices.forms import HideForm
from exchange.practices.forms.voices import VoiceForm
from exchange.practices.models import Practice, Voice, VoiceOffer
from portal.ui import kept_typing


def _practice(request: HttpRequest, pk: int) -> Practice:
    found = queries.for_user(request.user).prefetch_related(beside.with_voices(request.user))
    return get_object_or_404(found, pk=pk)


def _open_or_beside(request: HttpRequest, pk: int) -> tuple[Practice, bool]:
    """Return it with whether the reader may open it: of what is closed to them, their voice stays theirs."""
    voices = beside.with_voices(request.user)
    if found := queries.for_user(request.user).prefetch_related(voices).filter(pk=pk).first():
        return found, True
    return get_object_or_404(queries.beside_closed(request.user).prefetch_related(voices), pk=pk), False


def _way_back(practice: Practice, *, is_open: bool) -> str:
    return reverse("practices:practice_page", args=[practice.pk]) if is_open else reverse("practices:practice_mine")


def _own(practice: Practice) -> Voice:
    if (voice := beside.own_voice(practice)) is None:
        raise Http404
    return voice


@require_http_methods(["GET", "POST"])
def voice_write(request: HttpRequest, pk: int) -> HttpResponse:
    """The reader's own voice beside a practice: a new one, or the one they wrote."""
    practice, is_open = _open_or_beside(request, pk)
    voice = beside.own_voice(practice)
    is_author = permissions.is_author(request.user, practice)
    if voice is None and not beside.is_wanted_of(request.user, practice, is_author=is_author):
        raise Http404
    side = voice.side if voice else beside.other_side(practice.perspective)
    form = VoiceForm(request.POST if request.method == "POST" else None, side=side, initial=_start(practice, voice))
    hints: list[Any] = []
    if request.method == "POST" and form.is_valid():
        hints = hinting.new_hints(request, form, {**form.cleaned_data, "perspective": side})
        if not hints:
            _save(request, practice, voice, form.cleaned_data)
            return redirect(_way_back(practice, is_open=is_open))
    elif request.method == "GET" and voice:
        hinting.show_on_voice(form, voice)
    was_kept = not form.is_bound and kept_typing.restore(request, form)
    offers = VoiceOffer.objects.filter(practice=practice, user_id=request.user.pk, state=VoiceOffer.State.OFFERED)
    context = {"practice": practice, "voice": voice, "form": form, "side": side, "was_kept": was_kept}
    # Whoever told it without a name reads when somebody looked; never who.
    context["looks"] = voice.looks.all() if voice and voice.author_id is None else []
    context |= {"hints": hints, "left": hinting.left(request, hints)}
    context |= {"is_open": is_open, "back": _way_back(practice, is_open=is_open)}
    context["offer"] = None if voice else offers.first()
    return render(request, "practices/voice_write.html", context)


def _start(practice: Practice, voice: Voice | None) -> dict[str, Any]:
    if voice is None:
        return {"language": practice.language}
    return {name: getattr(voice, name) for name in ("words", "language", "show_author_as")}


def _save(request: HttpRequest, practice: Practice, voice: Voice | None, words: dict[str, Any]) -> None:
    if voice is None:
        actions.write_voice(request.user, practice, **words)
        messages.success(request, _("Thank you. Both sides stand beside each other now."))
    else:
        actions.change_voice(request.user, voice, **words)
        messages.success(request, _("Changed. Its readers read the new words from now on."))


@require_POST
def voice_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    practice, is_open = _open_or_beside(request, pk)
    actions.withdraw_voice(request.user, _own(practice))
    messages.success(request, _("Taken back. Nothing of it is kept."))
    return redirect(_way_back(practice, is_open=is_open))


@require_POST
def voice_want(request: HttpRequest, pk: int) -> HttpResponse:
    """The author's wish for the other side, or its end."""
    practice = _practice(request, pk)
    wanted = "leave" not in request.POST
    actions.want_voice(request.user, practice, wanted=wanted)
    words = _("Members who could tell the other side are asked, quietly.") if wanted else _("Nobody is asked any more.")
    messages.success(request, words)
    return redirect("practices:practice_page", practice.pk)


@require_POST
def voice_decline(request: HttpRequest, pk: int) -> HttpResponse:
    actions.decline_offer(request.user, _practice(request, pk))
    messages.success(request, _("That is fine. Nobody learns that you were asked."))
    return redirect("practices:voice_wanted")


@require_POST
def voice_hide(request: HttpRequest, pk: int) -> HttpResponse:
    """A coordinator hides the voice alone, or shows it again."""
    practice = _practice(request, pk)
    voice = next((voice for voice in practice.voices.all()), None)
    if voice is None or not is_coordinator(request.user):
        raise Http404
    form = HideForm(request.POST, prefix="voice")
    if "show" in request.POST:
        actions.show_voice(request.user, voice)
        messages.success(request, _("Its readers can read it again."))
    elif form.is_valid():
        actions.hide_voice(request.user, voice, form.cleaned_data["reason"])
        messages.success(request, _("Hidden. Its author is told why."))
    else:
        messages.error(request, _("Please say why in a few words, so that the author can change it."))
    return redirect("practices:practice_page", practice.pk)


@require_GET
def voice_wanted(request: HttpRequest) -> HttpResponse:
    """Where the reader could tell the other side, and its author wishes for it."""
    wanting = queries.wanting_voices(request.user, beside.sides_of(request.user))
    rows = [(practice, queries.byline(practice)) for practice in wanting[:30]]
    return render(request, "practices/voice_wanted.html", {"rows": rows})
