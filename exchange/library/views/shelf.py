"""What can be done with anything on the shelf, whatever it is? One button each; and what all of their pages know."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from exchange.library import permissions, shelf
from exchange.library.actions import shelf as actions
from exchange.library.forms import ReasonForm, ShelfForm
from exchange.library.lifecycle import MOVES
from exchange.library.models import Collection, Document, EvidenceGap, OnShelf
from portal.moves import possible
from portal.uploads.forms import was_kept

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
    thing = thing_of(request, word, pk)
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


def thing_of(request: HttpRequest, word: str, pk: int) -> Collection | Document | EvidenceGap:
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
    if thing.is_covered:  # decided at the desk
        can -= {"show", "hide"}
    elif thing.standing == thing.Standing.HIDDEN and thing.waits_since is None:
        can -= {"hide"}
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
        "was_kept": was_kept(request, form),
        **more,
    }


def seen(request: HttpRequest) -> int | None:
    number = request.POST.get("seen", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None
