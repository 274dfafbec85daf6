"""With what does its author link a practice? Literature, rooms, other practices: look for it, take it, let it go."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from exchange.practices import actions, links, queries
from exchange.practices.models import Practice


@require_http_methods(["GET", "POST"])
def practice_links(request: HttpRequest, pk: int) -> HttpResponse:
    """What is linked, with a button each; and a search, whose words stay in the address."""
    practice = get_object_or_404(queries.mine(request.user), pk=pk)
    if practice.translation_of_id:
        return redirect("practices:translation_write", practice.pk)
    if request.method == "POST":
        return _changed(request, practice)
    kind = request.GET.get("kind", "")
    kind = kind if kind in links.KINDS else links.LITERATURE
    words = request.GET.get("words", "").replace("\x00", "")[:100]
    context = {
        "practice": practice,
        "linked": links.set_by_author(request.user, practice),
        "kinds": links.KINDS.items(),
        "kind": kind,
        "words": words,
        "found": links.candidates(request.user, practice, kind, words),
        "most": links.MOST_FOUND,
        "may_name_rooms": links.may_name_rooms(practice),
    }
    return render(request, "practices/practice_links.html", context)


def _changed(request: HttpRequest, practice: Practice) -> HttpResponse:
    kind, _colon, key = request.POST.get("add", "").replace("\x00", "").partition(":")
    if "drop" in request.POST:
        kind, _colon, key = request.POST["drop"].replace("\x00", "").partition(":")
        actions.drop_link(request.user, practice, kind, key)
        messages.success(request, _("The link is gone."))
    else:
        actions.add_link(request.user, practice, kind, key)
        messages.success(request, _("Linked. Readers see it where they may read both."))
    return redirect("practices:practice_links", practice.pk)
