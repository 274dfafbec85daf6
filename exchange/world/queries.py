"""What can this user list? What comes from memory alone stays with the editors until somebody confirmed it."""

from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from accounts.directory import experts_in
from accounts.permissions import is_vetted
from exchange.world.importing.deriving import RECALLED
from exchange.world.models import Change, Country, Facility, Figure, Milestone, Source, StatusPeriod, Suggestion
from exchange.world.permissions import coordinated, is_editor
from portal.rows import fetch_together

CHECKED = Q(confirmed_on__isnull=False)


def countries_for_user(user: Any) -> QuerySet[Country]:
    """All of them, for everybody; whether the first room is shown, `shows_first_room` says."""
    return Country.objects.select_related("first_opened_source", "legal_source")


def country_with_all(user: Any, iso2: str) -> Any:
    """Return a country with `expert_count`, and with what this user may see of its rooms, figures and milestones."""
    found = countries_for_user(user).annotate(expert_count=experts_in(OuterRef("iso2")))
    country = found.filter(iso2=iso2.upper()).first()
    if country is None:
        raise Http404
    fetch_together(
        [country],
        Prefetch("facilities", facilities_for_user(user)),
        Prefetch("figures", figures_for_user(user)),
        Prefetch("milestones", milestones_for_user(user)),
    )
    return country


def facilities_for_user(user: Any) -> QuerySet[Facility]:
    facilities = Facility.objects.select_related("country", "source")
    return facilities if is_editor(user) else facilities.filter(visible_facilities())


def visible_facilities() -> Q:
    """Return the rooms that everybody may see; search asks the same question."""
    return CHECKED | ~Q(confidence=RECALLED)


def is_hidden(room: Facility) -> bool:
    """Do only editors see it? The same rule as `visible_facilities`, for a row already fetched."""
    return room.confidence == RECALLED and room.confirmed_on is None


def statuses_of(room: Facility) -> QuerySet[StatusPeriod]:
    """Return the history of a room's states, newest first, each with who says so."""
    return room.statuses.select_related("source")


def is_hidden_row(row: Figure | Milestone) -> bool:
    """Do only editors see this figure or milestone, whose source is fetched already?"""
    return row.source.slug == RECALLED and row.confirmed_on is None


def milestones_for_user(user: Any) -> QuerySet[Milestone]:
    milestones = Milestone.objects.select_related("source")
    return milestones if is_editor(user) else milestones.filter(CHECKED | ~Q(source__slug=RECALLED))


def figures_for_user(user: Any) -> QuerySet[Figure]:
    """Figures of countries and (country None) of the world."""
    figures = Figure.objects.select_related("source")
    return figures if is_editor(user) else figures.filter(CHECKED | ~Q(source__slug=RECALLED))


def shows_first_room(country: Country, user: Any) -> bool:
    """A first year known from memory only is not shown, unless a coordinator checked the country's row."""
    if country.first_opened_year is None or country.first_opened_source is None:
        return False
    return country.first_opened_source.slug != RECALLED or country.checked_on is not None or is_editor(user)


def legal_source(country: Country, user: Any) -> Source | None:
    """Return who says so of the legal status; memory alone is no source until a coordinator checked the country's row."""
    found = country.legal_source
    if found is None or found.slug != RECALLED or country.checked_on is not None or is_editor(user):
        return found
    return None


def sources_of(iso2: str) -> QuerySet[Source]:
    """Return the texts that the rows of a country rest on, for a list to choose from."""
    used = (model.objects.filter(country__iso2=iso2).values("source") for model in (Figure, Milestone, Facility))
    where = Q()
    for rows in used:
        where |= Q(pk__in=rows)
    for name in ("legal_source", "first_opened_source"):
        where |= Q(pk__in=Country.objects.filter(iso2=iso2).values(name))
    return Source.objects.filter(where).exclude(slug=RECALLED).order_by("publisher", "-year", "pk")


def suggestions_for_user(user: Any) -> QuerySet[Suggestion]:
    """One's own, and for a coordinator those of their countries."""
    suggestions = Suggestion.objects.select_related("source", "suggested_by__member__user")
    return suggestions.filter(Q(suggested_by=user.pk) | coordinated(user)) if is_vetted(user) else suggestions.none()


def waiting_for_user(user: Any) -> QuerySet[Suggestion]:
    """What waits for this coordinator, oldest first."""
    return Suggestion.objects.filter(coordinated(user), state=Suggestion.State.SUGGESTED)


def changes_for_user(user: Any) -> QuerySet[Change]:
    """For members; of rows that only editors see, editors see the history too."""
    changes = Change.objects.select_related("source")
    if not is_vetted(user):
        return changes.none()
    return changes if is_editor(user) else changes.filter(is_for_editors=False)
