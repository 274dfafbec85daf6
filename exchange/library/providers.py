"""What does the basement need to know of this floor? Its search entries, and what each of its things registers."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse

from exchange.library import queries, reference_providers, shelf, shelf_providers
from exchange.library.models import Reference
from portal.search.registry import Entry, SearchKind, register_kind
from portal.ui import public


def register() -> None:
    """Tell delivery, search and the named slots what this floor knows; called once at start."""
    register_kind(
        SearchKind("reference", "Library", Reference, all_references, reference_entry, queries.references_for_user)
    )
    reference_providers.register()
    shelf_providers.register()
    public.register_pages(public_pages)


def public_pages() -> Iterator[public.Found]:
    """The lists, every checked title, and what coordinators have opened to everybody; for the sitemap."""
    nobody = AnonymousUser()
    for name in ("reference_list", "document_list", "collection_list", "gap_list"):
        yield reverse(f"library:{name}"), None
    for slug, day in queries.references_for_user(nobody).values_list("slug", "edited_on"):
        yield reverse("library:reference_page", args=[slug]), day
    for model, page in shelf.PAGES.items():
        for pk, at in shelf.listed_for(model, nobody).values_list("pk", "changed_at"):
            yield reverse(page, args=[pk]), at.date()


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
