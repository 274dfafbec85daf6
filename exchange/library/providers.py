"""What does the basement need to know of this floor? Its search entries; and the titles that a country's page shows."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse

from exchange.library import queries, shelf_providers
from exchange.library.models import Reference
from exchange.world.models import Country
from portal.search.registry import Entry, SearchKind, register_kind
from portal.ui import public, slots

SHOWN_TITLES = 3


def register() -> None:
    """Tell delivery, search and the named slots what this floor knows; called once at start."""
    register_kind(
        SearchKind("reference", "Library", Reference, all_references, reference_entry, queries.references_for_user)
    )
    slots.fill("country_page", titles_of_country)
    shelf_providers.register()
    public.register_pages(public_pages)


def public_pages() -> Iterator[public.Found]:
    """The list and every checked title, for the sitemap."""
    for name in ("reference_list", "document_list", "collection_list", "gap_list"):
        yield reverse(f"library:{name}"), None
    for slug, day in queries.references_for_user(AnonymousUser()).values_list("slug", "edited_on"):
        yield reverse("library:reference_page", args=[slug]), day


def all_references() -> QuerySet[Any]:
    return Reference.objects.prefetch_related("topics")


def reference_entry(reference: Reference) -> Entry:
    words = [reference.authors, reference.summary, reference.published_in, " ".join(reference.keywords)]
    return Entry(
        title=reference.shown_title,
        body="\n".join(filter(None, words)),
        url=reverse("library:reference_page", args=[reference.slug]),
        readers=["public"] if reference.is_verified else ["members"],
        language=reference.language,
        topics=[topic.slug for topic in reference.topics.all()],
        country=reference.country,
        year=reference.year,
        written_at=datetime(reference.year, 1, 1, tzinfo=UTC) if reference.year else None,
    )


def titles_of_country(country: Country, user: Any) -> tuple[str, dict[str, Any]] | None:
    """The newest checked titles; one more is fetched to know whether there are others."""
    found = list(queries.references_for_user(user).filter(country=country.iso2)[: SHOWN_TITLES + 1])
    if not found:
        return None
    context = {"country": country, "references": found[:SHOWN_TITLES], "has_more": len(found) > SHOWN_TITLES}
    return "library/titles_of_country.html", context
