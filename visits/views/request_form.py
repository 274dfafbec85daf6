"""How is a request written? One part at a time, kept after each, sent at the end."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from exchange.discussion import questions
from exchange.discussion.models import Question
from exchange.guide.models import Step
from exchange.guide.queries import steps_for_user
from portal.ui import kept_typing
from visits import gate, mending, queries, visiting_hours
from visits.actions import requests as actions
from visits.actions import waiving
from visits.actions.from_question import start_from_question
from visits.actions.from_step import start_from_step
from visits.completeness import LARGE_GROUP, PARTS, Gap, group_travels, missing
from visits.forms.acts import WhyForm
from visits.forms.part_need import KindForm
from visits.forms.request_parts import TITLES, PartForm, form_of
from visits.models import VisitRequest

STILL_OPEN = (VisitRequest.State.DRAFT, VisitRequest.State.RETURNED)


def for_summary(requests: QuerySet[VisitRequest]) -> QuerySet[VisitRequest]:
    """Add what the gate and the last look need: three queries, whatever their number."""
    return requests.select_related("requester__member", "organisation").prefetch_related("topics", "windows", "waivers")


def _own_or_404(user: Any, pk: int, rows: Callable[[Any], QuerySet[VisitRequest]] = QuerySet.all) -> VisitRequest:
    return get_object_or_404(rows(queries.own_requests_for_user(user)), pk=pk)


def parts_of(asked: VisitRequest, gaps: Sequence[Gap] | None = None) -> list[dict[str, Any]]:
    """Return each part with its title and how it stands: "done", "todo" (looked at, something is missing), "later"."""
    lacking = {gap.part for gap in (missing(asked) if gaps is None else gaps)}
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
    """Which of the six? With `?question=` the draft starts with the words of the reader's own question, with `?step=`
    with a step of the guide."""
    form = KindForm(request.POST or None, initial={"kind": request.GET.get("kind")})
    question, step = _question(request), _step(request)
    if request.method == "POST" and form.is_valid():
        asked = _start(request.user, form.cleaned_data["kind"], question, step)
        # Who travels is asked on the first part, and only where the kind leaves it open.
        return redirect("visits:request_edit", asked.pk, 1 if asked.kind == "implementation" else 2)
    context = {"form": form, "parts": TITLES.items(), "question": question, "step": step}
    return render(request, "visits/request_new.html", context)


def _start(user: Any, kind: str, question: Question | None, step: Step | None) -> VisitRequest:
    if question:
        return start_from_question(user, kind, question)
    return start_from_step(user, kind, step) if step else actions.start_draft(user, kind)


@require_http_methods(["GET", "POST"])
def request_edit(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    asked = _own_or_404(request.user, pk)
    if asked.state not in STILL_OPEN:
        messages.info(request, _("This request has been sent; it cannot be changed now."))
        return redirect("visits:request_page", asked.pk)
    closing, was_kept = "close" in request.POST, False
    # Read before the form writes what was typed onto the same object.
    parts = parts_of(asked)
    sent_back = asked.state == VisitRequest.State.RETURNED
    if request.method == "POST":
        form = form_of(part)(request.POST, instance=asked, complete=not closing)
        if form.is_valid():
            return _save(request, asked, form, closing)
    else:
        form = form_of(part)(instance=asked)
        was_kept = kept_typing.restore(request, form)
    context = {"asked": asked, "form": form, "part": part, "title": TITLES[part], "parts": parts, "was_kept": was_kept}
    context["mending"] = [one for one in mending.asked_for(asked) if one.part == part] if sent_back else []
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
    if part == 4 and visiting_hours.fits_no_house(asked, form.windows_to_save() or ()):
        messages.warning(
            request,
            _(
                "No house we know of receives visitors on these dates. Look at their hours again, or say that you can move."
            ),
        )
    if part == PARTS[-1]:
        return redirect("visits:request_summary", asked.pk)
    return redirect("visits:request_edit", asked.pk, part + 1)


@require_GET
def request_summary(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything once more, what is missing, and the button that sends it."""
    asked = _own_or_404(request.user, pk, for_summary)
    if asked.state not in STILL_OPEN:
        return redirect("visits:request_page", asked.pk)
    form = WhyForm()
    kept_typing.restore(request, form)
    return _summary(request, asked, form)


def _summary(request: HttpRequest, asked: VisitRequest, form: WhyForm) -> HttpResponse:
    gaps, held_back = missing(asked), gate.holds(asked)
    waivers = list(asked.waivers.all()) if any(hold.can_be_waived for hold in held_back) else []
    context = {
        "asked": asked,
        "gaps": gaps,
        "holds": held_back,
        "can_ask": bool(held_back) and all(hold.can_be_waived for hold in held_back) and not gaps,
        "waiver": waivers[-1] if waivers else None,
        "form": form,
        "parts": parts_of(asked, gaps),
        "travels": group_travels(asked),
    }
    return render(request, "visits/request_summary.html", context)


@require_http_methods(["GET", "POST"])
def waiver_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a coordinator to let the draft through although a rule holds it back."""
    asked = _own_or_404(request.user, pk, for_summary)
    if asked.state != VisitRequest.State.DRAFT:
        return redirect("visits:request_page", asked.pk)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return redirect("visits:request_summary", asked.pk)
    if not form.is_valid():
        return _summary(request, asked, form)
    waiving.ask_waiver(request.user, asked, form.cleaned_data["word"])
    messages.success(request, _("A coordinator is asked. You will hear; your draft is kept."))
    return redirect("visits:request_summary", asked.pk)


@require_POST
def request_submit(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _own_or_404(request.user, pk)
    if asked.state in STILL_OPEN and (missing(asked) or gate.holds(asked)):
        return redirect("visits:request_summary", asked.pk)
    actions.submit_request(request.user, asked)
    messages.success(
        request, _("Your request is sent. A coordinator reads it; you will hear within five working days.")
    )
    return redirect("visits:request_page", asked.pk)


@require_http_methods(["GET", "POST"])
def request_split(request: HttpRequest, pk: int) -> HttpResponse:
    """Two things were asked for at once: the second becomes a draft of its own, of another kind."""
    asked = _own_or_404(request.user, pk)
    if asked.state not in actions.SPLITTABLE:
        messages.info(request, _("A request is split before people are asked. You can ask again for something else."))
        return redirect("visits:request_page", asked.pk)
    form = KindForm(request.POST or None)
    form.fields["kind"].choices = [row for row in form.fields["kind"].choices if row[0] != asked.kind]
    form.fields["kind"].label = _("What is the second half?")
    if request.method == "POST" and form.is_valid():
        half = actions.split_request(request.user, asked, form.cleaned_data["kind"])
        messages.success(
            request, _("Here is the second half, as a draft. Keep in each only what belongs there; nothing was sent.")
        )
        return redirect("visits:request_edit", half.pk, 2)
    return render(request, "visits/request_split.html", {"asked": asked, "form": form})


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


def _step(request: HttpRequest) -> Step | None:
    slug = request.GET.get("step", "")
    return steps_for_user(request.user).filter(slug=slug).first() if slug else None
