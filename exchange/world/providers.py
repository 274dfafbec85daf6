"""What does the basement need to know of this floor? Its notices, its search entries, what waits on it for whom."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse

from accounts.permissions import is_coordinator, member_of
from exchange.world import ageing, notices, queries
from exchange.world.models import Country, Facility
from portal.delivery.registry import register_kinds
from portal.search.registry import Entry, SearchKind, register_kind
from portal.ui import counters, public, slots
from portal.vocabularies.queries import label, labels

SHOWN_DUE = 3


def register() -> None:
    """Tell delivery, search and the named slots what this floor knows; called once at start."""
    register_kind(SearchKind("country", "Country", Country, all_countries, country_entry, queries.countries_for_user))
    register_kind(SearchKind("facility", "Room", Facility, all_facilities, facility_entry, queries.facilities_for_user))
    public.register_pages(public_pages)
    register_kinds(notices.texts, *notices.KINDS, asks=notices.ASKS)
    counters.register("desk", suggestions_waiting, "world")
    slots.fill("desk_turn", suggestions_at_desk)
    slots.fill("dashboard_turn", still_right)


def public_pages() -> Iterator[public.Found]:
    """What everybody may read, for the sitemap."""
    nobody = AnonymousUser()
    yield reverse("world:country_list"), None
    yield reverse("world:open_data"), None
    for iso2, *days in queries.countries_for_user(nobody).values_list("iso2", "checked_on", "edited_on"):
        yield reverse("world:country_page", args=[iso2.lower()]), public.latest(*days)
    for slug, *days in queries.facilities_for_user(nobody).values_list("slug", "confirmed_on", "edited_on"):
        yield reverse("world:facility_page", args=[slug]), public.latest(*days)


def suggestions_waiting(user: Any) -> QuerySet[Any] | None:
    """What the number beside the word Desk counts; nothing for whoever has no desk."""
    return queries.waiting_for_user(user) if is_coordinator(user) else None


def suggestions_at_desk(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """One line with the number: the list is a page of its own."""
    number = counters.of_part(user, "world") if is_coordinator(user) else 0
    return ("world/parts/desk_turn.html", {"waiting": number}) if number else None


def still_right(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """For the members of a country that was asked: the lines that nobody has confirmed for two years, and one button."""
    member = member_of(user)
    country = Country.objects.filter(iso2=member.country).exclude(asked_rows=[]).first() if member else None
    if country is None:
        return None
    lines = [ageing.say_kept(row) for row in country.asked_rows[:SHOWN_DUE]]
    context = {"country": country, "slug": country.iso2.lower(), "lines": lines, "waiting": 1}
    return "world/parts/dashboard_turn.html", {**context, "number": len(country.asked_rows)}


def all_countries() -> QuerySet[Any]:
    return Country.objects.all()


def country_entry(country: Country) -> Entry:
    words = [country.summary, country.status_note, label("legal-basis", country.legal_basis)]
    return Entry(
        title=country.name,
        body="\n".join(filter(None, words)),
        url=reverse("world:country_page", args=[country.iso2.lower()]),
        readers=["public"],
        country=country.iso2,
    )


def all_facilities() -> QuerySet[Any]:
    return Facility.objects.select_related("country")


def facility_entry(room: Facility) -> Entry:
    """No note is part of it: it may name a street, and editors' notes are for editors."""
    words = [
        room.city,
        room.country.name,
        room.operator,
        label("facility-model", room.model),
        ", ".join(labels("route", room.routes)),
        ", ".join(labels("service", room.services)),
    ]
    return Entry(
        title=room.name,
        body="\n".join(filter(None, words)),
        url=reverse("world:facility_page", args=[room.slug]),
        readers=["coordinators"] if queries.is_hidden(room) else ["public"],
        country=room.country.iso2,
    )
