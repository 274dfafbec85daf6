"""What does a step look like? Its text and checklist for everybody; for members also who did it, and what they wrote."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.countries import country_name
from accounts.permissions import is_coordinator
from exchange.guide import paths, queries
from exchange.guide.actions import steps as actions
from exchange.guide.forms.steps import StepForm
from exchange.guide.models import Path, Step
from exchange.guide.paths import Stage
from exchange.guide.views.claims import MOST_VERSIONS, refuse_others
from portal.access import partly_public, public
from portal.moves import Overtaken
from portal.ui import kept_typing


@public
@require_GET
def step_list(request: HttpRequest) -> HttpResponse:
    steps = queries.all_steps(request.user)
    path, stages = _walked(request, steps)
    rows = [(step, stages[step.pk].progress.state if path else "") for step in steps]
    done = paths.count_done(list(stages.values()))
    return render(request, "guide/step_list.html", {"rows": rows, "path": path, "done": done})


@partly_public
@require_GET
def step_page(request: HttpRequest, slug: str) -> HttpResponse:
    steps, step = queries.step_for_user(request.user, slug, and_known=True)
    return render(request, "guide/step_page.html", _shown(request, steps, step))


@require_http_methods(["GET", "POST"])
def step_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """For coordinators; whoever was overtaken sees what stands there now above what they typed."""
    refuse_others(request)
    step = queries.step_for_user(request.user, slug)[1]
    form = StepForm(request.POST if request.method == "POST" else None, instance=step, initial={"seen": step.version})
    status, stands = 200, None
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit(request.user, step, form.words(), form.items(), seen=form.cleaned_data["seen"])
        except Overtaken as overtaken:
            form.add_error(None, str(overtaken))
            status, stands = 409, queries.step_for_user(request.user, slug)[1]
            form.data = form.data.copy()
            form.data["seen"] = stands.version
        else:
            messages.success(request, _("Saved. The older words are kept."))
            return redirect("guide:step_page", slug)
    context = {
        "step": step,
        "form": form,
        "stands": stands,
        "versions": step.versions.all()[:MOST_VERSIONS],
        "was_kept": request.method == "GET" and kept_typing.restore(request, form),
    }
    return render(request, "guide/step_edit.html", context, status=status)


def _walked(request: HttpRequest, steps: list[Step]) -> tuple[Path | None, dict[int, Stage]]:
    """Return the reader's path with how far each step is, by the step's id; nothing for whoever walks none."""
    path = paths.main_path(request.user) if request.user.is_authenticated else None
    return path, {one.step.pk: one for one in paths.stages(path, steps)} if path else {}


def _shown(request: HttpRequest, steps: list[Step], step: Step) -> dict[str, Any]:
    place = steps.index(step)
    path, stages = _walked(request, steps)
    return {
        "rows": [(one, stages[one.pk].progress.state if path else "") for one in steps],
        "path": path,
        "progress": stages[step.pk].progress if path else None,
        "is_coordinator": is_coordinator(request.user),
        "walked": paths.count_done(list(stages.values())),
        "steps": steps,
        "step": step,
        "number": place + 1,
        "before": steps[place - 1] if place else None,
        "after": steps[place + 1] if place + 1 < len(steps) else None,
        "example_country": country_name(step.example_country) if step.example_country else "",
        "practices": queries.done_by_others(request.user, step),
        "done": queries.done_themselves(request.user, step),
    }
