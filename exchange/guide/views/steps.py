"""What does a step look like? Its text and checklist for everybody; for members also who did it, and what they wrote."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.countries import country_name
from exchange.guide import paths, queries
from exchange.guide.models import Path, Step
from exchange.guide.paths import Stage
from portal.access import partly_public, public


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
