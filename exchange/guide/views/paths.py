"""What does somebody's own way look like, and how is it walked? Each page is 404 for everybody but those who walk it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import member_of
from exchange.guide import paths, picture, queries
from exchange.guide.actions import walking
from exchange.guide.forms.progress import ProgressForm
from exchange.guide.models import Path, PathProgress, Step
from exchange.guide.paths import Stage
from portal.moves import Overtaken
from portal.ui import kept_typing
from portal.ui.shipped import said


@require_http_methods(["GET", "POST"])
def path_mine(request: HttpRequest) -> HttpResponse:
    """Leads to the reader's path; where there is none, says what it is and begins it with a button."""
    member = member_of(request.user)
    house = member.organisation if member else None
    if request.method == "POST":
        return redirect("guide:path_page", walking.start_path(request.user).pk)
    path = paths.for_user(request.user).first()
    if path is not None and (path.organisation_id is not None or house is None):
        return redirect("guide:path_page", path.pk)
    return render(request, "guide/path_mine.html", {"house_of_reader": house, "own": path})


@require_GET
def path_page(request: HttpRequest, pk: int) -> HttpResponse:
    mine = paths.walked_by(request.user)
    path = _of(mine, pk)
    stages = paths.stages(path, queries.all_steps(request.user))
    context = {
        "path": path,
        "rows": [(one, paths.called(one.progress.owner, request.user)) for one in stages],
        "seats": picture.draw(stages),
        "done": paths.count_done(stages),
        "turn": _turn(request, stages),
        "others": [one for one in mine if one != path],
    }
    return render(request, "guide/path_page.html", context)


def _turn(request: HttpRequest, stages: list[Stage]) -> Stage | None:
    """Return the step that the reader looks after and that is due first."""
    mine = [one for one in stages if not one.is_done and one.progress.due_on and one.progress.owner]
    mine = [one for one in mine if one.progress.owner and one.progress.owner.user_id == request.user.pk]
    return min(mine, key=lambda one: one.progress.due_on or one.progress.changed_at, default=None)


@require_http_methods(["GET", "POST"])
def path_step(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One step of a path; whoever was overtaken sees what stands there now beside what they typed."""
    path = path_or_404(request, pk)
    step = _step(request, slug)
    progress = next((row for row in path.progress.all() if row.step_id == step.pk), None)
    progress = progress or PathProgress(path=path, version=0)
    progress.step = step
    seen, other, was_kept = _seen(request), None, False
    people = paths.colleagues(request.user, path, progress.owner_id)
    form = ProgressForm(request.POST or None, user=request.user, progress=progress, colleagues=people)
    if request.method != "POST":
        was_kept, seen = kept_typing.restore(request, form), progress.version
    elif form.is_valid():
        try:
            walking.save_progress(request.user, path, step, form.fields_to_save(), seen=seen)
        except Overtaken:
            # From here on they know what stands there: sent once more, theirs is kept.
            other, seen = progress, progress.version
        else:
            messages.success(request, _("Kept. Your team sees it."))
            return redirect("guide:path_page", path.pk)
    context = {"path": path, "step": step, "form": form, "seen": seen, "other": other, "was_kept": was_kept}
    if other:
        context["other_owner"] = paths.called(other.owner, request.user)
        context["other_items"] = _items(step, other)
    return render(request, "guide/path_step.html", context)


def _items(step: Step, progress: PathProgress) -> list[dict[str, Any]]:
    return [
        {
            "question": said(item.question),
            "is_ticked": item.slug in progress.ticks,
            "said": progress.decisions.get(item.slug),
        }
        for item in step.items.all()
        if item.slug in progress.ticks or progress.decisions.get(item.slug)
    ]


@require_POST
def path_tick(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The ticks on the step's own page: what the reader changed is added to what colleagues ticked meanwhile."""
    step = _step(request, slug)
    shown, ticked = request.POST.getlist("shown"), request.POST.getlist("tick")
    walking.tick(request.user, path_or_404(request, pk), step, shown=shown, ticked=ticked)
    messages.success(request, _("Kept. Your team sees it."))
    return redirect("guide:step_page", step.slug)


@require_POST
def path_mark(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One button on the step's own page: done, or not yet after all."""
    step, state = _step(request, slug), request.POST.get("state", "")
    if state not in PathProgress.State.values:
        raise Http404
    walking.mark(request.user, path_or_404(request, pk), step, state)
    messages.success(request, _("Marked as done.") if state == PathProgress.State.DONE else _("Under way again."))
    return redirect("guide:step_page", step.slug)


def path_or_404(request: HttpRequest, pk: int) -> Path:
    return _of(paths.walked_by(request.user), pk)


def _of(mine: list[Path], pk: int) -> Path:
    path = next((one for one in mine if one.pk == pk), None)
    if path is None:
        raise Http404
    return path


def _step(request: HttpRequest, slug: str) -> Step:
    return queries.step_for_user(request.user, slug)[1]


def _seen(request: HttpRequest) -> int:
    """Return the version that the form began with; one that says none began with nothing."""
    number = request.POST.get("seen", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0
