"""How is a person described without being pointed out? Never so that fewer than five people fit."""

import time
from collections import Counter
from collections.abc import Collection

from django.utils.translation import gettext as _

from accounts import countries, regions
from accounts.models import Member
from portal.vocabularies.queries import label

FEWEST = 5
KEEP_SECONDS = 60.0
# Whoever stands here is described by role and region at the most, never by role and country.
REGION_AT_MOST = frozenset({"peer-worker"})
_kept: tuple[float, Counter[tuple[str, str]]] | None = None


def forget_counts() -> None:
    """Drop what is kept; called when somebody hides, and between tests."""
    global _kept
    _kept = None


def _counts() -> Counter[tuple[str, str]]:
    """Return how many active, unprotected members fit (role, country), (role, region), (role, "")."""
    global _kept
    if _kept and _kept[0] > time.monotonic():
        return _kept[1]
    counts: Counter[tuple[str, str]] = Counter()
    rows = Member.objects.filter(state=Member.State.ACTIVE, user__protected=False).values_list(
        "category", "country", "visibility"
    )
    for category, country, visibility in rows:
        counts[category, ""] += 1
        if visibility.get("country") != "coordinators":
            counts[category, country] += 1
            counts[category, regions.region_of(country)] += 1
    _kept = (time.monotonic() + KEEP_SECONDS, counts)
    return counts


def byline(member: Member | None, show_as: str = "role-country") -> str:
    """Return how members read of this person, in the active language.

    `show_as` is "name", "role-country", "role-region", "role" or "anonymous". Role and country fall back to role
    and region, then to "A member", whenever fewer than five members fit. A protected member is always "A member".
    Needs `member.user` joined (`select_related("user")`), so that a list stays flat.
    """
    if member is None or member.state == Member.State.LEFT:
        return _("A former member")
    if show_as == "anonymous" or member.user.protected or member.state != Member.State.ACTIVE:
        return _("A member")
    if show_as == "name":
        return member.name
    role, counts = label("job-role", member.category), _counts()
    hides_country = member.visibility.get("country") == "coordinators"
    if show_as == "role" or hides_country:
        return role if counts[member.category, ""] >= FEWEST else _("A member")
    if (
        show_as == "role-country"
        and member.category not in REGION_AT_MOST
        and counts[member.category, member.country] >= FEWEST
    ):
        return _("%(role)s, %(place)s") % {"role": role, "place": countries.country_name(member.country)}
    region = regions.region_of(member.country)
    if region and counts[member.category, region] >= FEWEST:
        return _("%(role)s, %(place)s") % {"role": role, "place": regions.region_label(region)}
    return _("A member")


def place(categories: Collection[str], country: str, *, region_at_most: bool = False) -> str:
    """Return the country's name, or its region's, or "": the nearest in which at least five people of these roles fit.

    `categories` empty = any role, for a text that says nothing of its author's role.
    """
    counts = _counts()
    region = regions.region_of(country)
    if not region_at_most and _fit(counts, categories, country) >= FEWEST:
        return countries.country_name(country)
    return regions.region_label(region) if _fit(counts, categories, region) >= FEWEST else ""


def _fit(counts: Counter[tuple[str, str]], categories: Collection[str], where: str) -> int:
    if not where:
        return 0
    return sum(n for (role, there), n in counts.items() if there == where and (not categories or role in categories))


def few(count: int) -> str:
    """Return a count as it may be shown: "<5" under five, so that nobody is found by counting."""
    return f"<{FEWEST}" if 0 < count < FEWEST else str(count)
