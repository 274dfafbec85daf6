"""Members of a country say what should stand in its record."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import is_coordinator, member_of
from exchange.world import actions, ageing, fields, indicators, permissions, queries
from exchange.world.figures import say_value
from exchange.world.forms import FORMS, SuggestionForm
from exchange.world.models import Country, Facility, Suggestion
from portal.moves import Overtaken
from portal.ui import kept_typing

HEADINGS = {
    ("figure", True): gettext_lazy("Add a figure"),
    ("figure", False): gettext_lazy("Correct a figure"),
    ("milestone", True): gettext_lazy("Add something that happened"),
    ("milestone", False): gettext_lazy("Correct what happened"),
    ("facility", True): gettext_lazy("Add a room"),
    ("facility", False): gettext_lazy("Correct a room"),
    ("country", True): gettext_lazy("Add a country"),
    ("country", False): gettext_lazy("Correct the facts of a country"),
}
MOST_LISTED = 50


def _own_country(user: Any, iso2: str) -> Country:
    """Return the country if this user may suggest something about it."""
    country = get_object_or_404(queries.countries_for_user(user), iso2=iso2.upper())
    if not permissions.can_suggest(user, country.iso2):
        raise Http404
    return country


@require_GET
def country_edit(request: HttpRequest, iso2: str) -> HttpResponse:
    """Every line of a country with the way to correct it, and what is to be said of the old ones."""
    country = _own_country(request.user, iso2)
    figures = list(queries.figures_for_user(request.user).filter(country=country))
    rooms = list(queries.facilities_for_user(request.user).filter(country=country))
    due = ageing.due(figures, rooms)
    can_confirm = permissions.is_of_country(request.user, country.iso2) or permissions.can_decide(
        request.user, country.iso2
    )
    context = {
        "country": country,
        "slug": country.iso2.lower(),
        "figures": [(row, fields.title("figure", fields.mark("figure", row)), say_value(row)) for row in figures],
        "milestones": queries.milestones_for_user(request.user).filter(country=country),
        "due": due if can_confirm else [],
        "stands_at_once": permissions.can_decide(request.user, country.iso2),
    }
    return render(request, "world/country_edit.html", context)


@require_POST
def country_confirm(request: HttpRequest, iso2: str) -> HttpResponse:
    """The one button: everything that is due still holds; or the rows that are named."""
    country = get_object_or_404(queries.countries_for_user(request.user), iso2=iso2.upper())
    if not permissions.can_suggest(request.user, country.iso2):
        raise Http404
    actions.confirm_due(request.user, country, request.POST.getlist("row"))
    messages.success(request, _("Thank you. The record now says that this was checked today."))
    if request.POST.get("back") == "home":
        return redirect("site:dashboard")
    return redirect("world:country_edit", country.iso2.lower())


@require_http_methods(["GET", "POST"])
def suggestion_new(request: HttpRequest, iso2: str, kind: str) -> HttpResponse:
    country = _own_country(request.user, iso2)
    if kind not in ("figure", "milestone", "facility"):
        raise Http404
    return _form(request, kind, country.iso2, None, country)


@require_http_methods(["GET", "POST"])
def suggestion_change(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    row = get_object_or_404(_rows(kind, request.user), pk=pk)
    country = row if isinstance(row, Country) else row.country
    if country is None or not permissions.can_suggest(request.user, country.iso2):
        raise Http404
    return _form(request, kind, country.iso2, row, country)


def _rows(kind: str, user: Any) -> QuerySet[Any]:
    if kind == "country":
        return queries.countries_for_user(user)
    if kind == "facility":
        return queries.facilities_for_user(user)
    if kind not in ("figure", "milestone"):
        raise Http404
    rows: QuerySet[Any] = queries.figures_for_user(user) if kind == "figure" else queries.milestones_for_user(user)
    return rows.select_related("country", "source")


@require_http_methods(["GET", "POST"])
def country_suggest(request: HttpRequest) -> HttpResponse:
    """A country that has no page yet: a member's own, a coordinator's any."""
    member = member_of(request.user)
    only = "" if is_coordinator(request.user) else member.country if member else "none"
    if only and Country.objects.filter(iso2=only).exists():
        return redirect("world:country_edit", only.lower())
    return _form(request, "country", "", None, None, only=only)


def _form(request: HttpRequest, kind: str, iso2: str, row: Any, country: Country | None, **more: Any) -> HttpResponse:
    counted = request.GET.get("indicator", "")
    first = {"indicator": counted} if row is None and indicators.is_service(counted) else {}
    form = FORMS[kind](request.POST or None, row=row, iso2=iso2, initial=first, **more)
    if request.method == "POST" and form.is_valid():
        try:
            return _sent(request, kind, iso2 or form.cleaned_data["code"], row, form)
        except Overtaken as overtaken:
            form.add_error(None, str(overtaken))
    was_kept = not form.is_bound and kept_typing.restore(request, form)
    stands_at_once = permissions.can_decide(request.user, iso2) if iso2 else is_coordinator(request.user)
    context = {
        "form": form,
        "heading": HEADINGS[kind, row is None],
        "kind": kind,
        "row": row,
        "title": fields.title(kind, fields.mark(kind, row)) if row is not None else "",
        "country": country,
        "stands_at_once": stands_at_once,
        "was_kept": was_kept,
    }
    return render(request, "world/suggestion_form.html", context)


def _sent(request: HttpRequest, kind: str, iso2: str, row: Any, form: SuggestionForm) -> HttpResponse:
    made = actions.suggest(
        request.user,
        kind,
        iso2,
        row,
        form.values(),
        seen=form.seen,
        source=form.chosen_source(),
        new_source=form.new_source(),
        note=form.cleaned_data["note_to_coordinator"],
    )
    if made.state == Suggestion.State.ACCEPTED:
        messages.success(request, _("It is in the record."))
        return redirect(address_of(made.kind, iso2, made.target))
    messages.success(request, _("Thank you. A coordinator of the country looks at it; you will hear."))
    return redirect("world:suggestion_page", made.pk)


def address_of(kind: str, iso2: str, target: int | None) -> str:
    """Return the page on which a row stands; of what is not there (any more) the country's, or the world's."""
    room = Facility.objects.filter(pk=target).first() if kind == "facility" and target else None
    if room is not None:
        return reverse("world:facility_page", args=[room.slug])
    if iso2 and Country.objects.filter(iso2=iso2).exists():
        return reverse("world:country_page", args=[iso2.lower()])
    return reverse("world:country_list")


@require_GET
def suggestion_list(request: HttpRequest) -> HttpResponse:
    """What the reader suggested, newest first."""
    rows = (
        queries.suggestions_for_user(request.user).filter(suggested_by=request.user.pk).order_by("-suggested_at", "-pk")
    )
    member = member_of(request.user)
    context = {
        "rows": [(row, fields.title(row.kind, row.label)) for row in rows[:MOST_LISTED]],
        "own": member.country.lower() if member else "",
    }
    return render(request, "world/suggestion_list.html", context)


@require_GET
def suggestion_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own suggestion: what was wanted, where it stands, and the way to take it back."""
    suggestion = get_object_or_404(queries.suggestions_for_user(request.user), pk=pk, suggested_by=request.user.pk)
    wanted = suggestion.asked or suggestion.values
    rows = [(name, suggestion.was.get(name), value) for name, value in wanted.items()]
    put_in = [(name, wanted.get(name), value) for name, value in fields.differing(suggestion.values, wanted).items()]
    context = {
        "suggestion": suggestion,
        "title": fields.title(suggestion.kind, suggestion.label),
        "pairs": [pair for pair in fields.pairs(suggestion.kind, rows) if pair.new != "–" or pair.old != "–"],
        "changed": fields.pairs(suggestion.kind, put_in) if suggestion.asked else [],
        "url": address_of(suggestion.kind, suggestion.iso2, suggestion.target),
    }
    return render(request, "world/suggestion_page.html", context)


@require_POST
def suggestion_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    suggestion = get_object_or_404(queries.suggestions_for_user(request.user), pk=pk, suggested_by=request.user.pk)
    actions.withdraw(request.user, suggestion)
    messages.success(request, _("Taken back. Nothing has changed in the record."))
    return redirect("world:suggestion_page", suggestion.pk)
