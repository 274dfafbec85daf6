"""How is a request written? One part at a time, kept after each, sent at the end."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from exchange.discussion import questions
from exchange.discussion.models import Question
from portal.ui import kept_typing
from visits import queries
from visits.actions import requests as actions
from visits.actions.from_question import start_from_question
from visits.completeness import LARGE_GROUP, PARTS, group_travels, missing
from visits.forms.part_need import KindForm
from visits.forms.request_parts import TITLES, PartForm, form_of
from visits.models import VisitRequest

STILL_OPEN = (VisitRequest.State.DRAFT, VisitRequest.State.RETURNED)


def _own_or_404(user: Any, pk: int) -> VisitRequest:
    return get_object_or_404(queries.requests_for_user(user).filter(requester=user.pk), pk=pk)


def parts_of(asked: VisitRequest) -> list[dict[str, Any]]:
    """Return each part with its title and how it stands: "done", "todo" (looked at, something is missing), "later"."""
    lacking = {gap.part for gap in missing(asked)}
    return [
        {
            "number": number,
            "title": TITLES[number],
            "state": "later" if number > asked.part else "todo" if number in lacking else "done",
        }
        for number in PARTS
    ]


@require_http_methods(["GET", "POST"])
def request_new(request: HttpRequest) -> HttpResponse:
    """Which of the six? With `?question=` the draft starts with the words of the reader's own question."""
    form = KindForm(request.POST or None, initial={"kind": request.GET.get("kind")})
    question = _question(request)
    if request.method == "POST" and form.is_valid():
        kind = form.cleaned_data["kind"]
        asked = (
            start_from_question(request.user, kind, question) if question else actions.start_draft(request.user, kind)
        )
        # Who travels is asked on the first part, and only where the kind leaves it open.
        return redirect("visits:request_edit", asked.pk, 1 if asked.kind == "implementation" else 2)
    return render(request, "visits/request_new.html", {"form": form, "parts": TITLES.items(), "question": question})


@require_http_methods(["GET", "POST"])
def request_edit(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    asked = _own_or_404(request.user, pk)
    if asked.state not in STILL_OPEN:
        messages.info(request, _("This request has been sent; it cannot be changed now."))
        return redirect("visits:request_page", asked.pk)
    closing, was_kept = "close" in request.POST, False
    # Read before the form writes what was typed onto the same object.
    parts = parts_of(asked)
    if request.method == "POST":
        form = form_of(part)(request.POST, instance=asked, complete=not closing)
        if form.is_valid():
            return _save(request, asked, form, closing)
    else:
        form = form_of(part)(instance=asked)
        was_kept = kept_typing.restore(request, form)
    context = {"asked": asked, "form": form, "part": part, "title": TITLES[part], "parts": parts, "was_kept": was_kept}
    return render(request, "visits/request_edit.html", context)


def _save(request: HttpRequest, asked: VisitRequest, form: PartForm, closing: bool) -> HttpResponse:
    part = form.part
    actions.save_part(
        request.user,
        asked,
        form.fields_to_save(),
        windows=form.windows_to_save(),
        topics=form.topics(),
        part=part if closing else min(part + 1, PARTS[-1]),
    )
    if closing:
        messages.success(request, _("Kept. You can come back at any time; nothing was sent."))
        return redirect("visits:visit_list")
    if part == 5 and group_travels(asked) and asked.group_size > LARGE_GROUP:
        messages.warning(
            request, _("Hardly any room takes more than six people at once. A smaller group finds a yes sooner.")
        )
    if part == PARTS[-1]:
        return redirect("visits:request_summary", asked.pk)
    return redirect("visits:request_edit", asked.pk, part + 1)


@require_GET
def request_summary(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything once more, what is missing, and the button that sends it."""
    asked = _own_or_404(request.user, pk)
    if asked.state not in STILL_OPEN:
        return redirect("visits:request_page", asked.pk)
    context = {"asked": asked, "gaps": missing(asked), "parts": parts_of(asked), "travels": group_travels(asked)}
    return render(request, "visits/request_summary.html", context)


@require_POST
def request_submit(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _own_or_404(request.user, pk)
    if asked.state in STILL_OPEN and missing(asked):
        return redirect("visits:request_summary", asked.pk)
    actions.submit_request(request.user, asked)
    messages.success(
        request, _("Your request is sent. A coordinator reads it; you will hear within five working days.")
    )
    return redirect("visits:request_page", asked.pk)


@require_POST
def request_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask again: the same words in a new draft."""
    copy = actions.copy_request(request.user, _own_or_404(request.user, pk))
    messages.success(request, _("Here is a copy. Please look at the dates first; nothing was sent."))
    return redirect("visits:request_edit", copy.pk, 4)


def _question(request: HttpRequest) -> Question | None:
    """Return the reader's own question that the address names; anything else is as if it named none."""
    number = request.GET.get("question", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    return questions.mine(request.user).filter(pk=number).first()
