"""What does a step look like? Its text and checklist for everybody; for members also who did it, and what they wrote."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.countries import country_name
from exchange.guide import queries
from exchange.guide.models import Step
from portal.access import partly_public, public


@public
@require_GET
def step_list(request: HttpRequest) -> HttpResponse:
    return render(request, "guide/step_list.html", {"steps": queries.all_steps(request.user)})


@partly_public
@require_GET
def step_page(request: HttpRequest, slug: str) -> HttpResponse:
    steps = queries.all_steps(request.user)
    step = next((one for one in steps if one.slug == slug), None)
    if step is None:
        raise Http404
    return render(request, "guide/step_page.html", _shown(request, steps, queries.with_sets(step)))


def _shown(request: HttpRequest, steps: list[Step], step: Step) -> dict[str, Any]:
    place = steps.index(step)
    return {
        "steps": steps,
        "step": step,
        "number": place + 1,
        "before": steps[place - 1] if place else None,
        "after": steps[place + 1] if place + 1 < len(steps) else None,
        "example_country": country_name(step.example_country) if step.example_country else "",
        "references": queries.known(request.user, step),
        "practices": queries.done_by_others(request.user, step),
        "done": queries.done_themselves(request.user, step),
    }
