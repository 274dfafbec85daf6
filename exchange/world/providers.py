"""What does the basement need to know of this floor? Its search entries."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse

from exchange.world import queries
from exchange.world.models import Country, Facility
from portal.search.registry import Entry, SearchKind, register_kind
from portal.ui import public
from portal.vocabularies.queries import label, labels


def register() -> None:
    """Tell delivery, search and the named slots what this floor knows; called once at start."""
    register_kind(SearchKind("country", "Country", Country, all_countries, country_entry, queries.countries_for_user))
    register_kind(SearchKind("facility", "Room", Facility, all_facilities, facility_entry, queries.facilities_for_user))
    public.register_pages(public_pages)


def public_pages() -> Iterator[public.Found]:
    """What everybody may read, for the sitemap."""
    nobody = AnonymousUser()
    yield reverse("world:country_list"), None
    yield reverse("world:open_data"), None
    for iso2, *days in queries.countries_for_user(nobody).values_list("iso2", "checked_on", "edited_on"):
        yield reverse("world:country_page", args=[iso2.lower()]), public.latest(*days)
    for slug, *days in queries.facilities_for_user(nobody).values_list("slug", "confirmed_on", "edited_on"):
        yield reverse("world:facility_page", args=[slug]), public.latest(*days)


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
    ]
    return Entry(
        title=room.name,
        body="\n".join(filter(None, words)),
        url=reverse("world:facility_page", args=[room.slug]),
        readers=["coordinators"] if queries.is_hidden(room) else ["public"],
        country=room.country.iso2,
    )
