"""What does the basement need to know of this floor?"""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from exchange.practices import notices, permissions, queries
from exchange.practices.lifecycle import WRITTEN
from exchange.practices.models import Practice
from portal.delivery.registry import register_kinds
from portal.search.registry import Entry, SearchKind, register_kind


def register() -> None:
    """Tell delivery, search and the named slots what this floor knows; called once at start."""
    register_kinds(notices.texts, *notices.KINDS)
    register_kind(SearchKind("practice", _("Practices"), Practice, practices_to_index, entry_of, queries.findable_by))


def practices_to_index() -> QuerySet[Practice]:
    return Practice.objects.filter(state__in=WRITTEN).prefetch_related("topics")


def entry_of(practice: Any) -> Entry:
    """What search keeps; an anonymous author leaves no token there."""
    readers: list[str] = []
    if practice.state in WRITTEN:
        readers = list(permissions.READERS[practice.audience])
        if practice.author_id is not None:
            readers.append(f"user:{practice.author_id}")
    topics = list(practice.topics.all())
    texts = [practice.what_was_done, practice.what_happened, practice.went_wrong, practice.what_helps]
    return Entry(
        title=practice.title,
        body="\n".join([*filter(None, texts), *(topic.label for topic in topics)]),
        url=reverse("practices:practice_page", args=[practice.pk]),
        readers=readers,
        language=practice.language,
        topics=[topic.slug for topic in topics],
        country=practice.country,
    )
