"""How does a country fit on paper? Its figures with their sources, its law and its story, on a page or two."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from exchange.world import chart, figures, legal, queries
from portal import clock
from portal.access import public

# What does not fit is named as a number, and stands on the page itself.
FIGURES, ROOMS = 12, 30


@public
@require_GET
def country_print(request: HttpRequest, iso2: str) -> HttpResponse:
    country = queries.country_with_all(request.user, iso2)
    numbers, rooms = list(country.figures.all()), list(country.facilities.all())
    counts, others = figures.room_counts(numbers), figures.other_figures(numbers)
    milestones = list(country.milestones.all())
    shown, by_city = others[:FIGURES], rooms[:ROOMS]
    context: dict[str, Any] = {
        "country": country,
        "group": legal.group_of(country),
        "legal_source": queries.legal_source(country, request.user),
        "shows_first_room": queries.shows_first_room(country, request.user),
        "counts": counts,
        "disagreements": figures.disagreements(counts),
        "chart": chart.draw(counts),
        "others": shown,
        "others_left": len(others) - len(shown),
        "services": figures.services(numbers),
        "milestones": milestones,
        "rooms": by_city,
        "rooms_left": len(rooms) - len(by_city),
        "today": clock.today(),
        "address": request.build_absolute_uri(reverse("world:country_page", args=[country.iso2.lower()])),
    }
    return render(request, "world/country_print.html", context)
