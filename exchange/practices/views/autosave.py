"""What becomes of words while they are typed? A draft keeps them; one line under the form says since when."""

from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from exchange.practices import actions, overtaken, queries
from exchange.practices.completeness import SECTIONS
from exchange.practices.forms.full import outcome_rows
from exchange.practices.forms.translations import TranslationForm
from exchange.practices.models import Practice
from exchange.practices.shapes import STAFF
from exchange.practices.views.full import section_forms
from exchange.practices.views.writing import form_class
from portal.moves import MoveRefused, Overtaken
from portal.ui import kept_typing

# The form's mark goes by another name here: words without a session wait in the browser, not in a new session.
WRITER = "written_by"


@require_POST
def practice_autosave(request: HttpRequest) -> JsonResponse:
    """Keeps what the script of the form sends every few seconds; the buttons of the form do the same without it."""
    draft = _draft(request)
    section = overtaken.number(request, "section")
    if section is not None and (section not in SECTIONS or draft is None):
        raise Http404
    try:
        if draft is not None and draft.translation_of_id:
            return _keep_translation(request, draft)
        if section is not None:
            return _keep_section(request, draft, section)
        return _keep_short(request, draft)
    except Overtaken:
        return JsonResponse(
            {"said": _("This draft was changed in another window. Nothing was overwritten: save, and see both.")},
            status=409,
        )
    except MoveRefused as refused:
        return JsonResponse({"said": str(refused)}, status=409)


def _draft(request: HttpRequest) -> Practice | None:
    """Return the draft of this form: by its number, or by the form's code when its first answer got lost on the way."""
    mine = queries.mine(request.user).prefetch_related("topics")
    if request.POST.get("draft"):
        return get_object_or_404(mine, pk=overtaken.number(request, "draft"))
    code = kept_typing.form_code(request, WRITER)
    return mine.filter(form_code=code).first() if code else None


def _keep_translation(request: HttpRequest, draft: Practice) -> JsonResponse:
    form = TranslationForm(request.POST, translation=draft, is_draft=True)
    if not form.is_valid():
        return _unfit(form)
    return _kept(actions.autosave_draft(request.user, draft, form.fields_to_save(), **_who(request, draft)))


def _keep_short(request: HttpRequest, draft: Practice | None) -> JsonResponse:
    shape = request.POST.get("as", STAFF)
    form = form_class(draft, shape)(request.POST, user=request.user, practice=draft, is_draft=True)
    if not form.is_valid():
        return _unfit(form)
    fields, topics = form.fields_and_topics()
    if draft is None:
        code = kept_typing.form_code(request, WRITER)
        return _kept(actions.begin_draft(request.user, form_code=code, topics=topics, **fields), shape)
    return _kept(actions.autosave_draft(request.user, draft, fields, topics, **_who(request, draft)), shape)


def _keep_section(request: HttpRequest, draft: Any, section: int) -> JsonResponse:
    form, *rows = section_forms(request, draft, section)
    for one in (form, *rows):
        if not one.is_valid():
            return _unfit(one)
    outcomes = outcome_rows(rows[0]) if rows else None
    fields = form.fields_to_save()
    return _kept(actions.autosave_draft(request.user, draft, fields, outcomes=outcomes, **_who(request, draft)))


def _who(request: HttpRequest, draft: Practice) -> dict[str, Any]:
    """Return with which version this form began, and which form it is."""
    code = kept_typing.form_code(request, WRITER)
    return {"seen": overtaken.seen(request, draft, WRITER), "form_code": code}


def _kept(draft: Practice, shape: str = "") -> JsonResponse:
    """The hour in the reader's zone, the version that stands there now, and where the draft is gone on with."""
    hour = formats.date_format(timezone.localtime(draft.changed_at), "H:i")
    said = _("Draft saved at %(hour)s") % {"hour": hour}
    url = reverse("practices:practice_edit", args=[draft.pk]) + (f"?as={shape}" if shape else "")
    return JsonResponse({"saved": hour, "said": said, "version": draft.version, "draft": draft.pk, "url": url})


def _unfit(form: Any) -> JsonResponse:
    """Nothing is kept by halves: the line says what does not fit, and the words wait in the window."""
    forms = form.forms if hasattr(form, "forms") else [form]
    found = [
        f"{one[name].label if name in one.fields else ''} {errors[0]}".strip()
        for one in forms
        for name, errors in one.errors.items()
    ]
    why = found[0] if found else _("Something does not fit.")
    return JsonResponse({"said": _("Not saved yet. %(why)s") % {"why": why}}, status=422)
