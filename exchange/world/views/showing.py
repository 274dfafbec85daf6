"""What is shown of the rooms of the world?"""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts import bylines
from accounts.permissions import is_vetted
from exchange.world import actions, ageing, chart, figures, legal, map_colours, maps, parts, permissions, queries, table
from exchange.world import rooms as rooms_of
from portal.access import public
from portal.ui.sheets import as_csv

SHOWN_COUNTS = 4
# A new room is on everybody's map after this time at the latest.
KEPT_SECONDS = 600
SHOWN_FIGURES = 9
SHOWN_ROOMS = 12
ROOM_ORDER = ["open", "planned", "unknown", "suspended", "closed"]


@public
@require_GET
def country_list(request: HttpRequest) -> HttpResponse:
    countries = list(queries.countries_for_user(request.user))
    facilities = list(queries.facilities_for_user(request.user).filter(status="open"))
    numbers = list(queries.figures_for_user(request.user))
    open_rooms = Counter(room.country.iso2 for room in facilities)
    groups = Counter(legal.group_of(country) for country in countries)
    lines = table.lines(countries, numbers, open_rooms, request.user)
    sizes = Counter(parts.part_of(country.iso2) for country in countries)
    chosen = request.GET.get("part", "")
    return render(
        request,
        "world/country_list.html",
        {
            "lines": [line for line in lines if not sizes[chosen] or parts.part_of(line.country.iso2) == chosen],
            "parts": [(slug, label, sizes[slug], slug == chosen) for slug, label in parts.LABELS.items()],
            "is_part": bool(sizes[chosen]),
            "country_count": len(countries),
            "room_count": len(facilities),
            "city_count": len({(room.country_id, room.city) for room in facilities}),
            "groups": [(group, groups[group]) for group in legal.GROUPS if groups[group]],
            "maps": {name: maps.links(name, countries, open_rooms) for name in maps.SHEETS},
            "world_counts": figures.world_counts(row for row in numbers if row.country_id is None),
        },
    )


@public
@require_GET
def map_file(request: HttpRequest, name: str, theme: str) -> HttpResponse:
    """A map as a picture of its own, the same for everybody, so that any browser may keep it for a while."""
    if theme not in map_colours.THEMES:
        raise Http404
    nobody = AnonymousUser()
    if name in maps.SHEETS:
        rooms = queries.facilities_for_user(nobody).filter(status="open")
        found: Any = maps.draw(name, theme, queries.countries_for_user(nobody), rooms)
    else:
        country = get_object_or_404(queries.countries_for_user(nobody), iso2=name.upper())
        found = maps.outline(country.iso2, theme)
    if found is None:
        raise Http404
    template = "world/map_file.svg" if isinstance(found, maps.Map) else "world/map_outline.svg"
    response = render(request, template, {"map": found}, content_type="image/svg+xml")
    response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response


@public
@require_GET
def country_csv(request: HttpRequest) -> HttpResponse:
    """The table of the page, for a spreadsheet."""
    countries = list(queries.countries_for_user(request.user))
    facilities = queries.facilities_for_user(request.user).filter(status="open")
    open_rooms = Counter(room.country.iso2 for room in facilities)
    names = ["iso2", "country", "legal_status", "first_room", "rooms", "as_of", "said_by", "open_in_our_record"]
    numbers = list(queries.figures_for_user(request.user))
    lines = table.lines(countries, numbers, open_rooms, request.user)
    return as_csv("countries", [names, *(line.as_csv() for line in lines)])


@public
@require_GET
def country_page(request: HttpRequest, iso2: str) -> HttpResponse:
    country = queries.country_with_all(request.user, iso2)
    facilities, numbers = list(country.facilities.all()), list(country.figures.all())
    counts = figures.room_counts(numbers)
    others = figures.other_figures(numbers)
    rooms = sorted(facilities, key=lambda room: ROOM_ORDER.index(room.status) if room.status in ROOM_ORDER else 9)
    shown = len(rooms) if request.GET.get("rooms") == "all" else SHOWN_ROOMS
    lead, rest = table.first_sentences(country.summary)
    context: dict[str, Any] = {
        "country": country,
        "lead": lead,
        "rest": rest,
        "group": legal.group_of(country),
        "legal_source": queries.legal_source(country, request.user),
        "shows_first_room": queries.shows_first_room(country, request.user),
        "counts": counts[:SHOWN_COUNTS],
        "all_counts": [(count, number < SHOWN_COUNTS) for number, count in enumerate(counts)],
        "disagreements": figures.disagreements(counts),
        "has_notes": any(count.notes for count in counts),
        "chart": chart.draw(counts),
        "others": others[:SHOWN_FIGURES],
        "more_others": others[SHOWN_FIGURES:],
        "services": figures.services(numbers),
        "milestones": country.milestones.all(),
        "experts": bylines.few_or_more(country.expert_count),
        "map": maps.draw_country(country, facilities),
        "facilities": rooms[:shown],
        "rooms_left": max(len(rooms) - shown, 0),
        "is_editor": permissions.is_editor(request.user),
        "slug": country.iso2.lower(),
        "is_member": is_vetted(request.user),
        "can_suggest": permissions.can_suggest(request.user, country.iso2),
        "due": ageing.due(numbers, facilities) if permissions.is_of_country(request.user, country.iso2) else [],
    }
    return render(request, "world/country_page.html", context)


@public
@require_GET
def facility_page(request: HttpRequest, slug: str) -> HttpResponse:
    room = get_object_or_404(queries.facilities_for_user(request.user), slug=slug)
    return render(
        request,
        "world/facility_page.html",
        {
            "room": room,
            "slug": room.country.iso2.lower(),
            "is_hidden": queries.is_hidden(room),
            "is_member": is_vetted(request.user),
            "is_editor": permissions.is_editor(request.user),
            "can_confirm": permissions.can_confirm(request.user, room),
            "can_suggest": permissions.can_suggest(request.user, room.country.iso2),
            "is_due": bool(ageing.due([], [room])),
            "places": rooms_of.places(room),
            "unknown": rooms_of.unknown(room),
            "statuses": queries.statuses_of(room),
        },
    )


@require_POST
def facility_confirm(request: HttpRequest, slug: str) -> HttpResponse:
    room = get_object_or_404(queries.facilities_for_user(request.user), slug=slug)
    actions.confirm_facility(request.user, room)
    messages.success(request, _("Thank you. The row now says that it was checked today."))
    return redirect("world:facility_page", slug=room.slug)
