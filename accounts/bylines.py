"""How is a person described without being pointed out? Never so that fewer than five people fit."""

import time
from collections import Counter
from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from accounts import countries, regions
from accounts.models import Member
from portal.vocabularies.queries import label

FEWEST = 5
KEEP_SECONDS = 60.0
# Whoever stands here is described by role and region at the most, never by role and country.
REGION_AT_MOST = frozenset({"peer-worker"})
# role, country, and whether the country is for coordinators only
Person = tuple[str, str, bool]
_kept: "tuple[float, Crowd] | None" = None


class Crowd:
    """How many there are of whom, so that everybody can be described together with four others at least.

    Two things are asked of a description. It fits five people. And if it was not chosen but is what is left for those
    who cannot be described closer, five people are left: one nurse from Belgium among five from the Netherlands is
    not "Nurse, western Europe", since everybody can see that the five are "Nurse, Netherlands".
    """

    def __init__(self, people: Iterable[Person]) -> None:
        self._fit: Counter[tuple[str, str]] = Counter()
        self._left: Counter[tuple[str, str]] = Counter()
        people = list(people)
        self._roles = {role for role, _country, _hides in people}
        self._countries = {country for _role, country, _hides in people}
        for role, country, hides in people:
            self._fit[role, ""] += 1
            if not hides:
                self._fit[role, country] += 1
                self._fit[role, regions.region_of(country)] += bool(regions.region_of(country))
        for role, country, hides in people:
            if hides:
                self._left[role, ""] += 1
            elif not self._tells_country(role, country):
                self._left[role, regions.region_of(country)] += bool(regions.region_of(country))

    def _tells_country(self, role: str, country: str) -> bool:
        return role not in REGION_AT_MOST and self._fit[role, country] >= FEWEST

    def tells_place(self, roles: Collection[str], country: str, *, far: bool) -> str:
        """Return how near a place may be told beside these roles (none: any): "country", "region" or "".

        `far`: the region was chosen. Else it is what is left over for countries too small to be told.
        """
        near = {place: self._of(roles, place) for place in self._countries}
        if not far and near.get(country, 0) >= FEWEST:
            return "country"
        region = regions.region_of(country)
        left = (count for place, count in near.items() if regions.region_of(place) == region)
        return "region" if region and sum(count for count in left if far or count < FEWEST) >= FEWEST else ""

    def countries_told(self) -> set[str]:
        """Return the countries that any description could tell."""
        return {country for country in self._countries if country and self._of((), country) >= FEWEST}

    def _of(self, roles: Collection[str], country: str) -> int:
        return sum(self._fit[role, country] for role in roles or self._roles)

    def tells(self, person: Person, show_as: str) -> str:
        """Return what may be told: "country" or "region" (each with the role), "role", or "" for nothing."""
        role, country, hides = person
        region = regions.region_of(country)
        if show_as == "role":
            return "role" if self._fit[role, ""] >= FEWEST else ""
        if hides:
            return "role" if self._left[role, ""] >= FEWEST else ""
        if show_as == "role-region":
            return "region" if region and self._fit[role, region] >= FEWEST else ""
        if self._tells_country(role, country):
            return "country"
        return "region" if region and self._left[role, region] >= FEWEST else ""


def forget_counts() -> None:
    """Drop what is kept; called when somebody hides, and between tests."""
    global _kept
    _kept = None


def _crowd() -> Crowd:
    """Return all active, unprotected members as a crowd; counted once a minute, with one query."""
    global _kept
    if _kept and _kept[0] > time.monotonic():
        return _kept[1]
    rows = Member.objects.filter(state=Member.State.ACTIVE, user__protected=False).values_list(
        "category", "country", "visibility"
    )
    crowd = Crowd((role, country, _hides(visibility)) for role, country, visibility in rows)
    _kept = (time.monotonic() + KEEP_SECONDS, crowd)
    return crowd


def _hides(visibility: dict[str, str]) -> bool:
    return visibility.get("country") == "coordinators"


def byline(member: Member | None, show_as: str = "role-country") -> str:
    """Return how members read of this person, in the active language.

    `show_as` is "name", "role-country", "role-region", "role" or "anonymous". Role and country fall back to role
    and region, then to "A member", whenever fewer than five would be described so. A protected member is always
    "A member". Needs `member.user` joined (`select_related("user")`), so that a list stays flat.
    """
    if member is None or member.state == Member.State.LEFT:
        return _("A former member")
    if show_as == "anonymous" or member.user.protected or member.state != Member.State.ACTIVE:
        return _("A member")
    if show_as == "name":
        return member.name
    told = _crowd().tells((member.category, member.country, _hides(member.visibility)), show_as)
    if not told:
        return _("A member")
    role = label("job-role", member.category)
    if told == "role":
        return role
    place = (
        countries.country_name(member.country)
        if told == "country"
        else regions.region_label(regions.region_of(member.country))
    )
    return _("%(role)s, %(place)s") % {"role": role, "place": place}


def tells_role(member: Member) -> bool:
    """May everybody know what this person works as, because five at least are described so?"""
    is_open = member.state == Member.State.ACTIVE and not member.user.protected
    person = (member.category, member.country, _hides(member.visibility))
    return is_open and bool(_crowd().tells(person, "role-country"))


def place(categories: Collection[str], country: str, *, region_at_most: bool = False) -> str:
    """Return the country's name, or its region's, or "": the nearest in which at least five people of these roles fit.

    `categories` empty = any role, for a text that says nothing of its author's role.
    """
    told = _crowd().tells_place(categories, country, far=region_at_most)
    if told == "country":
        return countries.country_name(country)
    return regions.region_label(regions.region_of(country)) if told else ""


def countries_told() -> set[str]:
    """Return the countries in which at least five members are: no place outside of them is ever told."""
    return _crowd().countries_told()


def few(count: int) -> str:
    """Return a count as it may be shown: "<5" under five, so that nobody is found by counting."""
    return f"<{FEWEST}" if 0 < count < FEWEST else str(count)


def few_or_more(count: int | None) -> str:
    """Return a count for everybody's eyes: "<5" under five, none included, so that not even one can be told from none."""
    return str(count) if count and count >= FEWEST else f"<{FEWEST}"
