"""What does the basement need to know of references? Notices, files, what waits at the desk, the titles of a country."""

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.permissions import is_coordinator
from exchange.library import naming, queries, reference_files, reference_notices
from exchange.library.models import Reference
from exchange.world.models import Country
from exchange.world.queries import countries_for_user, figures_for_user, milestones_for_user
from portal.delivery.registry import register_kinds
from portal.ui import counters, slots
from portal.uploads.registry import register_opener

SHOWN_TITLES = 3


def register() -> None:
    register_kinds(reference_notices.texts, *reference_notices.KINDS)
    register_opener(reference_files.opened_to, reference_files.places, reference_files.title_of)
    counters.register("desk", added_by_hand, "library titles")
    counters.register("desk", corrections, "library titles")
    slots.fill("desk_turn", at_the_desk)
    slots.fill("country_page", titles_of_country)
    slots.fill("reference_shelf", named_at)
    countries = naming.Room(
        _("Countries whose record rests on it"), "world:country_page", resting_on, Lower("iso2"), "name"
    )
    naming.register("country", countries)


def added_by_hand(user: Any) -> QuerySet[Any] | None:
    """What the number beside the word Desk counts; nothing for whoever has no desk."""
    return queries.added_by_hand(user) if is_coordinator(user) else None


def corrections(user: Any) -> QuerySet[Any] | None:
    return queries.corrections_for_user(user) if is_coordinator(user) else None


def at_the_desk(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """Of the library only numbers: titles and corrections to look at; lists, documents and gaps to decide on."""
    if not is_coordinator(user):
        return None
    titles, others = counters.of_part(user, "library titles"), counters.of_part(user, "library shelf")
    context = {"titles": titles, "others": others, "waiting": titles + others}
    return ("library/desk_turn.html", context) if titles + others else None


def named_at(reference: Reference, user: Any) -> tuple[str, dict[str, Any]] | None:
    """On a title's page: statements, steps and questions of the guide, and countries that name it; one query for all."""
    found = naming.named_at(reference, user)
    return ("library/parts/named_at.html", {"found": found}) if found else None


def resting_on(reference: Reference, user: Any) -> QuerySet[Any] | None:
    """A source of their figures or milestones is the same text when it has the same DOI, or the same address."""
    same = Q(source__url__iendswith=f"/{reference.doi}") if reference.doi else Q()
    same |= Q(source__url=reference.url) if reference.url else Q()
    if not same:
        return None
    figures, milestones = figures_for_user(user).filter(same), milestones_for_user(user).filter(same)
    rests = Q(pk__in=figures.values("country")) | Q(pk__in=milestones.order_by().values("country"))
    return countries_for_user(user).filter(rests)


def titles_of_country(country: Country, user: Any) -> tuple[str, dict[str, Any]] | None:
    """The newest checked titles; one more is fetched to know whether there are others."""
    found = list(queries.references_for_user(user).filter(country=country.iso2)[: SHOWN_TITLES + 1])
    if not found:
        return None
    context = {"country": country, "references": found[:SHOWN_TITLES], "has_more": len(found) > SHOWN_TITLES}
    return "library/titles_of_country.html", context
