"""How is a practice told in another language? Choose the language; then the original's words beside one's own."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from exchange.practices import actions, hinting, overtaken, queries, translations
from exchange.practices.forms.translations import LanguageForm, TranslationForm
from exchange.practices.models import Practice
from portal.moves import Overtaken
from portal.ui import kept_typing


@require_http_methods(["GET", "POST"])
def translation_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Into which language? Who comes second is led to the first."""
    practice = get_object_or_404(queries.listed_for(request.user), pk=pk)
    languages = translations.into(request.user, practice)
    form = LanguageForm(request.POST if request.method == "POST" else None, languages=languages)
    if request.method == "POST" and form.is_valid():
        try:
            begun = actions.begin_translation(request.user, practice, form.cleaned_data["language"])
        except actions.Taken as taken:
            return _led_to_the_first(request, practice, taken)
        return redirect("practices:translation_write", begun.pk)
    return render(request, "practices/translation_new.html", {"practice": practice.source, "form": form})


def _led_to_the_first(request: HttpRequest, practice: Practice, taken: Any) -> HttpResponse:
    messages.info(request, str(taken))
    is_readable = queries.for_user(request.user).filter(pk=taken.first.pk).exists()
    return redirect("practices:practice_page", taken.first.pk if is_readable else practice.pk)


@require_http_methods(["GET", "POST"])
def translation_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Goes on with a draft, or changes what is posted; says what is new in the original."""
    found = queries.mine(request.user).filter(translation_of__isnull=False)
    translation = get_object_or_404(found, pk=pk)
    is_draft = translation.state == Practice.State.DRAFT and "save" in request.POST
    data = request.POST if request.method == "POST" else None
    form = TranslationForm(data, translation=translation, is_draft=is_draft)
    hints: list[Any] = []
    other: list[overtaken.Other] | None = None
    if request.method == "POST" and form.is_valid():
        hints = [] if is_draft else _new_hints(request, form, translation)
        if not hints:
            try:
                return _kept(request, translation, form, is_draft=is_draft)
            except actions.Taken as taken:
                return _led_to_the_first(request, translation.source, taken)
            except Overtaken:
                translation.refresh_from_db()
                other = overtaken.others(form, translation)
    elif request.method == "GET":
        hinting.show_on(form, translation)
    context = {
        "practice": translation,
        "original": translation.source,
        "form": form,
        "was_kept": not form.is_bound and kept_typing.restore(request, form),
        "hints": hints,
        "left": hinting.left(request, hints),
        "other": other,
        "seen": translation.version
        if request.method == "GET" or other is not None
        else overtaken.seen(request, translation),
        "changed": translations.changed_since(translation) if translations.is_behind(translation) else [],
        "is_behind": translations.is_behind(translation),
    }
    return render(request, "practices/translation_write.html", context)


def _new_hints(request: HttpRequest, form: TranslationForm, translation: Practice) -> list[Any]:
    about = {"perspective": translation.perspective, "language": translation.language}
    return hinting.new_hints(request, form, {**form.cleaned_data, **about})


def _kept(request: HttpRequest, translation: Practice, form: TranslationForm, *, is_draft: bool) -> HttpResponse:
    was_draft = translation.state == Practice.State.DRAFT
    write = actions.save_translation if is_draft else actions.post_translation
    looked_at = overtaken.number(request, "looked_at") or translation.translated_version
    kept = write(
        request.user,
        translation,
        form.fields_to_save(),
        looked_at=looked_at,
        seen=overtaken.seen(request, translation),
    )
    if is_draft:
        messages.success(request, _("Draft saved. Only you can see it; close the page whenever the door rings."))
        return redirect("practices:translation_write", kept.pk)
    said = _("Posted. The author of the original is told. Thank you.") if was_draft else _("Your changes are saved.")
    messages.success(request, said)
    return redirect("practices:practice_page", kept.pk)
