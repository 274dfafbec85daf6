"""Where does the network write what only it knows of itself? At the desk: three texts of public pages, with what they said."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import is_coordinator
from portal.moves import Overtaken
from portal.site import actions
from portal.site.forms import PageTextForm
from portal.site.models import PageText
from portal.ui import kept_typing

MOST_OLDER = 10


@require_GET
def desk_texts(request: HttpRequest) -> HttpResponse:
    if not is_coordinator(request.user):
        raise Http404
    written = {text.place: text for text in PageText.objects.all()}
    rows = [{"place": place, "label": label, "text": written.get(place)} for place, label in PageText.Place.choices]
    return render(request, "site/desk_texts.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def desk_text(request: HttpRequest, place: str) -> HttpResponse:
    """Write one of them. Whoever was overtaken sees what stands there now beside what they typed."""
    if not is_coordinator(request.user) or place not in PageText.Place.values:
        raise Http404
    text = PageText.objects.filter(place=place).first()
    form = PageTextForm(request.POST or None, initial={"words": text.words if text else ""})
    typed = request.POST.get("seen", "")
    seen = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None
    is_overtaken = False
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_page_text(request.user, place, form.cleaned_data["words"], seen=seen)
        except Overtaken:
            is_overtaken, seen = True, None
        else:
            messages.success(request, _("Kept. It stands on the page now."))
            return redirect("site:desk_texts")
    context = {
        "label": PageText.Place(place).label,
        "text": text,
        "form": form,
        "was_kept": request.method == "GET" and kept_typing.restore(request, form),
        "is_overtaken": is_overtaken,
        "seen": (text.version if text else 0) if seen is None else seen,
        "older": text.older.all()[:MOST_OLDER] if text else [],
    }
    return render(request, "site/desk_text.html", context)
