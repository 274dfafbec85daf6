"""What do the basement and other rooms need to know of what people ask? Registered with the rest of this room."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import is_coordinator
from exchange.guide import claim_loading, claim_notices, claim_queries
from exchange.guide.models import Claim
from exchange.library import naming
from exchange.library.models import Reference
from portal.delivery.registry import register_kinds
from portal.search.registry import Entry, SearchKind, register_kind
from portal.ui import counters, public, shipped, slots
from portal.ui.markdown import to_text


def register() -> None:
    kind = SearchKind("claim", _("What people ask"), Claim, claims_to_index, claim_entry, claim_queries.claims_for_user)
    register_kind(kind)
    register_kinds(claim_notices.texts, claim_notices.TOLD, asks=[claim_notices.ASKS])
    public.register_pages(public_pages)
    shipped.register("exchange/guide/data/claims.json", claim_loading.texts)
    slots.fill("what_is_a_dcr", questions)
    asked = naming.Room(_("What people ask"), "guide:claim_page", claims_naming, "slug", "question", "language")
    naming.register("claim", asked)
    counters.register("desk", suggestions_waiting, "guide")
    slots.fill("desk_turn", suggestions_at_desk)


def claims_naming(reference: Reference, user: Any) -> QuerySet[Claim]:
    return claim_queries.claims_for_user(user).filter(evidence__reference=reference)


def public_pages() -> Iterator[public.Found]:
    yield reverse("guide:claim_list"), None
    found = claim_queries.claims_for_user(AnonymousUser())
    for slug, *days in found.values_list("slug", "written_on", "checked_on", "edited_on"):
        yield reverse("guide:claim_page", args=[slug]), public.latest(*days)


def claims_to_index() -> QuerySet[Claim]:
    return Claim.objects.prefetch_related("topics")


def claim_entry(claim: Any) -> Entry:
    """The titles are not part of it: some of them are for members, and all are found by themselves."""
    words = [claim.question, claim.said, claim.summary, claim.place, claim.rooms, claim.not_known]
    return Entry(
        title=claim.question,
        body="\n".join(to_text(shipped.in_all_languages(one)) for one in words),
        language=claim.language,
        url=reverse("guide:claim_page", args=[claim.slug]),
        readers=["public"],
        topics=[topic.slug for topic in claim.topics.all()],
        year=claim.written_on.year,
    )


def questions(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    found = list(claim_queries.claims_for_user(user))
    return ("guide/parts/questions.html", {"claims": found}) if found else None


def suggestions_waiting(user: Any) -> QuerySet[Any] | None:
    """What the number beside the word Desk counts; nothing for whoever has no desk."""
    if not is_coordinator(user):
        return None
    return claim_queries.suggestions_for_user(user).filter(state="waiting").select_related(None)


def suggestions_at_desk(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """One line with the number: the list of questions says at which of them they wait."""
    number = counters.of_part(user, "guide") if is_coordinator(user) else 0
    return ("guide/parts/desk_turn.html", {"waiting": number}) if number else None
