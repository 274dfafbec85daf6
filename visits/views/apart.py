"""Who should not be asked? The requester says it in private; coordinators and the filters read it."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.queries import organisations_for_user
from exchange.discussion import telling
from visits import queries
from visits.actions import requests as actions
from visits.models import VisitRequest

MOST = 20
Ticked = dict[str, set[int]]


@require_http_methods(["GET", "POST"])
def people_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick people of the directory and organisations; what is ticked stays while one looks for more."""
    asked = get_object_or_404(queries.own_requests_for_user(request.user), pk=pk)
    if asked.state not in actions.MAY_KEEP_APART:
        messages.info(request, _("This can be said until people have said yes."))
        return redirect("visits:request_page", asked.pk)
    kept = {"member": _ids(asked.apart_members), "organisation": _ids(asked.apart_organisations)}
    ticked = {name: _numbers(request.POST.getlist(name)) for name in kept} if request.method == "POST" else kept
    if request.method == "POST" and "find" not in request.POST:
        # Whoever was ticked before and can be looked for no more may stay.
        people = {one.pk: one for one in [*asked.apart_members.all(), *telling.chosen(request.user, ticked["member"])]}
        bodies = organisations_for_user(request.user).filter(pk__in=ticked["organisation"])
        members = [one for pk, one in people.items() if pk in ticked["member"]]
        actions.keep_apart(request.user, asked, members[:MOST], list(bodies[:MOST]))
        messages.success(request, _("Kept. Only coordinators read it."))
        return redirect("visits:request_page", asked.pk)
    return render(request, "visits/people_apart.html", {"asked": asked, **_offered(request, asked, kept, ticked)})


def _offered(request: HttpRequest, asked: VisitRequest, kept: Ticked, ticked: Ticked) -> dict[str, Any]:
    """Return the rows to tick (field, number, words, is it ticked?): kept, ticked, and who fits the words."""
    words = request.POST.get("who", "").strip()[:100]
    is_too_often = bool(words) and telling.looks_too_often(request.user)
    bodies = organisations_for_user(request.user)
    people = {one.pk: telling.line(one) for one in telling.chosen(request.user, kept["member"] | ticked["member"])}
    houses = {one.pk: one.name for one in bodies.filter(pk__in=kept["organisation"] | ticked["organisation"])}
    if words and not is_too_often:
        people |= {one.pk: telling.line(one) for one in telling.found(request.user, asked, words)}
        houses |= {one.pk: one.name for one in bodies.filter(name__icontains=words)[:MOST]}
    rows = [("member", pk, name, pk in ticked["member"]) for pk, name in people.items()]
    rows += [("organisation", pk, name, pk in ticked["organisation"]) for pk, name in houses.items()]
    return {"rows": rows, "who": words, "is_too_often": is_too_often}


def _ids(rows: Any) -> set[int]:
    return set(rows.values_list("pk", flat=True))


def _numbers(typed: Iterable[str]) -> set[int]:
    """Return the numbers among what was typed; what is none is no tick."""
    return {int(text) for text in list(typed)[:MOST] if text.isascii() and text.isdigit() and len(text) < 10}
