"""What can be done with anything on the shelf, whatever it is? One button each; a report; and the coordinators' list."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import is_coordinator
from exchange.library import permissions, shelf
from exchange.library.actions import shelf as actions
from exchange.library.forms import ReasonForm, ShelfForm, ShelfReportForm
from exchange.library.lifecycle import MOVES
from exchange.library.models import Collection, Document, EvidenceGap, OnShelf, ShelfReport
from portal.moves import possible
from portal.ui import kept_typing

# the button -> what it does
BUTTONS: dict[str, Any] = {
    "offer": actions.offer_to_public,
    "publish": actions.publish,
    "close to public": actions.close_to_public,
    "put away": actions.put_away,
    "take back": actions.take_back,
    "show": actions.show,
}


@require_POST
def shelf_move(request: HttpRequest, word: str, pk: int) -> HttpResponse:
    thing = _thing(request, word, pk)
    name = request.POST.get("move", "")
    if name == "hide":
        form = ReasonForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Please say why in a few words, so that the author can change it."))
            return redirect(shelf.url_of(thing))
        actions.hide(request.user, thing, form.cleaned_data["reason"])
    elif name in BUTTONS:
        BUTTONS[name](request.user, thing)
    else:
        raise Http404
    messages.success(request, _said(name))
    return redirect(shelf.url_of(thing))


def _said(name: str) -> str:
    return {
        "offer": _("Thank you. A coordinator reads it once more and then opens it to everybody."),
        "publish": _("Everybody can read it now, also without log-in."),
        "close to public": _("Members only, from now on."),
        "put away": _("Put away: it is in no list any more. Only you still see it."),
        "take back": _("It is back in the lists."),
        "show": _("Its readers can read it again."),
        "hide": _("Hidden. Only the author and coordinators still see it."),
    }[name]


@require_http_methods(["GET", "POST"])
def shelf_report(request: HttpRequest, word: str, pk: int) -> HttpResponse:
    thing = _thing(request, word, pk)
    form = ShelfReportForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        actions.report(request.user, thing, **form.cleaned_data)
        messages.success(request, _("Thank you. A coordinator looks within a day, and you hear what was decided."))
        return redirect(shelf.url_of(thing))
    return render(request, "library/shelf_report.html", {"form": form, "thing": thing, "url": shelf.url_of(thing)})


@require_http_methods(["GET", "POST"])
def desk_library(request: HttpRequest) -> HttpResponse:
    """What was reported, to be decided here; and what is offered to everybody, to be read on its own page."""
    if not is_coordinator(request.user):
        raise Http404
    if request.method == "POST":
        return _decided(request)
    rows = [
        (report, shelf.url_of(report.thing), shelf.LABELS[shelf.name_of(report.thing)])
        for report in shelf.reports_for(request.user).select_related("collection", "document", "gap")[:20]
    ]
    offered = [
        (thing, shelf.url_of(thing), shelf.LABELS[name])
        for model, name in shelf.NAMES.items()
        for thing in shelf.offered_to_public(model, request.user)[:10]
    ]
    return render(request, "library/desk_library.html", {"rows": rows, "offered": offered})


def _decided(request: HttpRequest) -> HttpResponse:
    number = request.POST.get("report", "")
    pk = int(number) if number.isascii() and number.isdigit() and len(number) < 18 else None
    report = get_object_or_404(shelf.reports_for(request.user), pk=pk)
    decision = request.POST.get("decision", "")
    if decision not in ShelfReport.Decision.values:
        raise Http404
    form = ReasonForm(request.POST)
    if decision == ShelfReport.Decision.HIDDEN and not form.is_valid():
        messages.error(request, _("Please say why in a few words, so that the author can change it."))
        return redirect("library:desk_library")
    actions.decide(request.user, report, decision, request.POST.get("reason", "")[:300])
    messages.success(request, _("Decided. Whoever reported it is told."))
    return redirect("library:desk_library")


def _thing(request: HttpRequest, word: str, pk: int) -> Collection | Document | EvidenceGap:
    model = shelf.MODELS.get(word)
    if model is None:
        raise Http404
    return get_object_or_404(shelf.for_user(model, request.user), pk=pk)


def about(user: Any, thing: OnShelf) -> dict[str, Any]:
    """Return what the page of any of them knows: who made it, and what this reader may do."""
    roles = permissions.roles(user, thing)
    can = possible(MOVES, thing.standing, roles)
    is_member_only = thing.audience == thing.Audience.MEMBERS
    if not is_member_only or thing.offered_public_at:
        can -= {"offer"}
    if not is_member_only or not thing.offered_public_at:
        can -= {"publish"}
    if not thing.is_public:
        can -= {"close to public"}
    return {
        "thing": thing,
        "byline": shelf.byline(thing, user),
        "word": shelf.word_of(thing),
        "can": can,
        "is_owner": "owner" in roles,
        "can_report": "member" in roles and "owner" not in roles and thing.standing == thing.Standing.SHOWN,
    }


def written(request: HttpRequest, form: ShelfForm, thing: Any, **more: Any) -> dict[str, Any]:
    """Return what the page of a form knows; an unbound one gets back what was typed before the session ended."""
    return {
        "form": form,
        "thing": thing,
        "seen": seen(request) if form.is_bound else getattr(thing, "version", None),
        "was_kept": not form.is_bound and kept_typing.restore(request, form),
        **more,
    }


def seen(request: HttpRequest) -> int | None:
    number = request.POST.get("seen", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None
