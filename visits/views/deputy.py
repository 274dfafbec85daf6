"""Who stands in for the requester, and what did a coordinator change for them?"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Member
from exchange.discussion import telling
from portal.moves import MoveRefused
from visits import queries
from visits.actions import deputies as actions
from visits.actions.requests import SPLITTABLE
from visits.deputies import colleagues, directory, line
from visits.edits import differences
from visits.models import VisitRequest

MOST_COLLEAGUES = 50


@require_http_methods(["GET", "POST"])
def deputy_name(request: HttpRequest, pk: int) -> HttpResponse:
    """Name a colleague, or somebody of the directory while nobody has been asked yet; or nobody any more."""
    rows = queries.own_requests_for_user(request.user).filter(requester=request.user.pk)
    asked = get_object_or_404(rows.select_related("deputy__member__user"), pk=pk)
    error = ""
    if request.method == "POST":
        try:
            actions.name_deputy(request.user, asked, _chosen(request))
        except MoveRefused as refusal:
            error = str(refusal)
        else:
            messages.success(request, _("Kept. Whoever you named is told, and may say no."))
            return redirect("visits:request_page", asked.pk)
    context = {"asked": asked, "error": error, "now": line(asked.deputy.member) if asked.deputy else ""}
    return render(request, "visits/deputy_name.html", {**context, **_people(request, asked)})


def _chosen(request: HttpRequest) -> Member | None:
    """Return the member who was ticked, None for "nobody"; what is no choice is said."""
    typed = request.POST.get("member", "")
    if typed == "nobody":
        return None
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    known = colleagues(request.user) | Member.objects.filter(pk__in=directory(request.user).values("pk"))
    found = (
        Member.objects.filter(pk=number, pk__in=known.values("pk")).select_related("user").first() if number else None
    )
    if found is None:
        raise MoveRefused(_("Please choose somebody, or nobody."))
    return found


def _people(request: HttpRequest, asked: VisitRequest) -> dict[str, Any]:
    """Return whom the page offers: colleagues, and who fits the words looked for."""
    words = request.GET.get("who", "").strip()[:100]
    near = list(colleagues(request.user)[:MOST_COLLEAGUES])
    may_look = asked.state in SPLITTABLE
    is_too_often = bool(words) and telling.looks_too_often(request.user)
    found = telling.found(request.user, asked, words) if may_look and words and not is_too_often else []
    numbers = {one.pk for one in near}
    people = [(one.pk, line(one)) for one in near]
    people += [(one.pk, telling.line(one)) for one in found if one.pk not in numbers]
    return {"people": people, "who": words, "may_look": may_look, "is_too_often": is_too_often}


@require_POST
def deputy_leave(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(queries.own_requests_for_user(request.user).filter(deputy=request.user.pk), pk=pk)
    actions.leave_as_deputy(request.user, asked)
    messages.success(request, _("You do not stand in any more. The requester is told; nobody is offended."))
    return redirect("visits:visit_list")


@require_GET
def request_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What a coordinator changed on behalf: before and after, word by word."""
    rows = queries.own_requests_for_user(request.user) | queries.desk_requests_for_user(request.user)
    asked = get_object_or_404(rows.prefetch_related("edits").distinct(), pk=pk)
    edits = [(edit, differences(edit)) for edit in asked.edits.all()]
    return render(request, "visits/request_changes.html", {"asked": asked, "edits": edits})
