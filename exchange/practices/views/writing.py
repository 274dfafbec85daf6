"""How is a practice written? The five-minute form, and going on with what is there."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from exchange.practices import actions, hinting, overtaken, queries
from exchange.practices.forms import FORMS, PracticeForm
from exchange.practices.models import Practice
from exchange.practices.shapes import SERVICE_USER, STAFF, shape_of
from portal.moves import Overtaken
from portal.ui import kept_typing


@require_http_methods(["GET", "POST"])
def practice_new(request: HttpRequest) -> HttpResponse:
    """Six questions, five minutes."""
    is_draft = "save" in request.POST
    shape = request.GET.get("as", STAFF)
    form = form_class(None, shape)(request.POST or None, user=request.user, is_draft=is_draft)
    hints: list[Any] = []
    if request.method == "POST" and form.is_valid():
        fields, topics = form.fields_and_topics()
        hints = [] if is_draft else hinting.new_hints(request, form, fields)
        if not hints:
            write = actions.begin_draft if is_draft else actions.share_practice
            practice = write(request.user, form_code=kept_typing.form_code(request), topics=topics, **fields)
            return _after_writing(request, practice, form.shape)
    was_kept = not form.is_bound and kept_typing.restore(request, form)
    context = {
        "form": form,
        "shape": shape if shape in FORMS else STAFF,
        "was_kept": was_kept,
        "hints": hints,
        "left": hinting.left(request, hints),
    }
    return render(request, "practices/practice_new.html", context)


@require_http_methods(["GET", "POST"])
def practice_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Goes on with a draft, or changes what is posted."""
    practice = get_object_or_404(queries.mine(request.user).prefetch_related("topics"), pk=pk)
    if practice.translation_of_id:
        return redirect("practices:translation_write", practice.pk)
    is_draft = practice.state == Practice.State.DRAFT and "save" in request.POST
    form = form_class(practice, request.GET.get("as", ""))(
        request.POST or None, user=request.user, practice=practice, is_draft=is_draft
    )
    hints: list[Any] = []
    other: list[overtaken.Other] | None = None
    if request.method == "POST" and form.is_valid():
        fields, topics = form.fields_and_topics()
        hints = [] if is_draft else hinting.new_hints(request, form, fields)
        if not hints:
            try:
                before = practice.state
                written = _written(request, practice, fields, topics, is_draft=is_draft)
                return _after_writing(request, written, form.shape, before=before)
            except Overtaken:
                practice.refresh_from_db()
                other = overtaken.others(form, practice)
    elif request.method == "GET":
        hinting.show_on(form, practice)
    context = {
        "form": form,
        "practice": practice,
        "shape": form.shape,
        "was_kept": not form.is_bound and kept_typing.restore(request, form),
        "hints": hints,
        "left": hinting.left(request, hints),
        "other": other,
        "seen": practice.version if request.method == "GET" or other is not None else overtaken.seen(request, practice),
    }
    return render(request, "practices/practice_edit.html", context)


def form_class(practice: Practice | None, shape: str = "") -> type[PracticeForm]:
    """Return the form in which it is told: as the address says, or else as it was begun.

    A text told as a team tells it stays so, whoever tells it.
    """
    if shape in FORMS or practice is None:
        return FORMS.get(shape, PracticeForm)
    as_staff = practice.what_happened and shape_of(practice.perspective) == SERVICE_USER
    return PracticeForm if as_staff else FORMS[shape_of(practice.perspective)]


def _written(
    request: HttpRequest, practice: Practice, fields: dict[str, Any], topics: list[Any], *, is_draft: bool
) -> Practice:
    seen = overtaken.seen(request, practice)
    if is_draft:
        return actions.save_draft(request.user, practice, fields, topics, seen=seen)
    if practice.state == Practice.State.DRAFT:
        return actions.post_draft(request.user, practice, fields, topics, seen=seen)
    return actions.edit_practice(request.user, practice, fields, topics, seen=seen)


def _after_writing(
    request: HttpRequest, practice: Practice, shape: str, *, before: str = Practice.State.DRAFT
) -> HttpResponse:
    if practice.state == Practice.State.DRAFT:
        messages.success(request, _("Draft saved. Only you can see it; close the page whenever the door rings."))
        is_usual = shape_of(practice.perspective) == shape
        return redirect(reverse("practices:practice_edit", args=[practice.pk]) + ("" if is_usual else f"?as={shape}"))
    is_posted = before == Practice.State.DRAFT
    messages.success(
        request, _("Posted. Thank you: somebody needed this.") if is_posted else _("Your changes are saved.")
    )
    return redirect("practices:practice_page", practice.pk)
