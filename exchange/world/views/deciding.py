"""A coordinator lays what stands and what is wanted side by side, and says yes or why not."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.countries import country_name
from accounts.permissions import is_coordinator
from accounts.queries import byline
from exchange.world import actions, fields, queries
from exchange.world.actions.suggesting import stands_now
from exchange.world.forms import FORMS
from exchange.world.models import Country, Suggestion
from exchange.world.permissions import coordinated
from exchange.world.views.suggesting import address_of
from portal.moves import Overtaken
from portal.ui import kept_typing

MOST_LISTED = 40
SHOWN_PAIRS = 3


@require_GET
def desk_world(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first, with the first values that would change."""
    if not is_coordinator(request.user):
        raise Http404
    found = list(queries.waiting_for_user(request.user).select_related("suggested_by")[: MOST_LISTED + 1])
    context = {"rows": [_line(row) for row in found[:MOST_LISTED]], "has_more": len(found) > MOST_LISTED}
    return render(request, "world/desk_world.html", context)


def _line(row: Suggestion) -> dict[str, Any]:
    changed = [
        (name, row.was.get(name), value)
        for name, value in row.values.items()
        if fields.given(value) is not None or row.was
    ]
    said = fields.pairs(row.kind, changed)
    return {
        "suggestion": row,
        "title": fields.title(row.kind, row.label),
        "place": country_name(row.iso2),
        "pairs": said[:SHOWN_PAIRS],
        "more": len(said[SHOWN_PAIRS:]),
    }


@require_GET
def desk_suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    suggestion = get_object_or_404(_decidable(request.user), pk=pk)
    row = _target(suggestion)
    now = stands_now(suggestion, row)
    values = [(name, suggestion.was.get(name), value) for name, value in suggestion.values.items()]
    pairs = [
        p
        for p in fields.pairs(suggestion.kind, values, now if row is not None else None)
        if p.new != "–" or row is not None
    ]
    by = getattr(suggestion.suggested_by, "member", None)
    context = {
        "suggestion": suggestion,
        "title": fields.title(suggestion.kind, suggestion.label),
        "place": country_name(suggestion.iso2),
        "pairs": pairs,
        "is_new": suggestion.was == {} and suggestion.origin == Suggestion.Origin.MEMBER and row is None,
        "is_gone": row is None and suggestion.target is not None,
        "is_moved": any(pair.is_moved for pair in pairs),
        "source_now": getattr(row, "source", None),
        "seen": fields.fingerprint(now),
        "who": byline(by) if by else "",
        "url": address_of(suggestion.kind, suggestion.iso2, suggestion.target),
    }
    return render(request, "world/desk_suggestion.html", context)


def _decidable(user: Any) -> Any:
    """What this coordinator decides; their own suggestion about another country is not among them."""
    return queries.suggestions_for_user(user).filter(coordinated(user))


def _target(suggestion: Suggestion) -> Any:
    rows: Any = fields.MODELS[suggestion.kind]._default_manager
    if suggestion.target is None:
        return None
    related = ["source"] if suggestion.kind != "country" else []
    return rows.select_related(*related).filter(pk=suggestion.target).first()


@require_POST
def suggestion_accept(request: HttpRequest, pk: int) -> HttpResponse:
    suggestion = get_object_or_404(_decidable(request.user), pk=pk)
    actions.accept(request.user, suggestion, seen=request.POST.get("seen", ""))
    messages.success(request, _("It is in the record."))
    return _next(request)


@require_http_methods(["GET", "POST"])
def suggestion_amend(request: HttpRequest, pk: int) -> HttpResponse:
    """The coordinator puts right what is nearly right, in the form of whoever suggested it, and takes it over."""
    found = _decidable(request.user).filter(state=Suggestion.State.SUGGESTED, origin=Suggestion.Origin.MEMBER)
    suggestion = get_object_or_404(found, pk=pk)
    row = _target(suggestion)
    if row is None and suggestion.target is not None:
        return redirect("world:desk_suggestion", pk)
    only = {"only": suggestion.iso2} if suggestion.kind == "country" else {}
    form = FORMS[suggestion.kind](request.POST or None, row=row, iso2=suggestion.iso2, wanted=suggestion, **only)
    if request.method == "POST" and form.is_valid():
        try:
            actions.amend(
                request.user,
                suggestion,
                form.values(),
                seen=form.seen,
                source=form.chosen_source(),
                new_source=form.new_source(),
            )
        except Overtaken as overtaken:
            form.add_error(None, str(overtaken))
        else:
            messages.success(request, _("It is in the record."))
            return _next(request)
    was_kept = not form.is_bound and kept_typing.restore(request, form)
    country = row if suggestion.kind == "country" else Country.objects.filter(iso2=suggestion.iso2).first()
    context = {
        "form": form,
        "heading": _("Change it, then take it over"),
        "kind": suggestion.kind,
        "title": fields.title(suggestion.kind, suggestion.label),
        "country": country,
        "stands_at_once": True,
        "suggestion": suggestion,
        "was_kept": was_kept,
    }
    return render(request, "world/suggestion_form.html", context)


@require_POST
def suggestion_decline(request: HttpRequest, pk: int) -> HttpResponse:
    suggestion = get_object_or_404(_decidable(request.user), pk=pk)
    actions.decline(request.user, suggestion, request.POST.get("reason", "")[:500])
    messages.success(request, _("The record stays as it is; whoever suggested the change reads why."))
    return _next(request)


def _next(request: HttpRequest) -> HttpResponse:
    """Return the next one that waits, or the list, which then says that nothing does."""
    following = queries.waiting_for_user(request.user).first()
    return redirect("world:desk_suggestion", following.pk) if following else redirect("world:desk_world")
