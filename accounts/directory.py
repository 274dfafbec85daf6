"""Who has done it? The list of experts with its filters; counts under five are never told."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, Q, Subquery
from django.utils.translation import gettext as _

from accounts import queries, regions
from accounts.bylines import FEWEST, few
from accounts.models import Member
from portal import clock
from portal.search.queries import search
from portal.vocabularies.queries import label

PAGE = 16
MOST_FOUND = 500


@dataclass(frozen=True)
class Choice:
    """One tick of a filter: its value, its words, how many fit (in words), and whether it is ticked."""

    value: str
    label: str
    count: str
    is_chosen: bool


@dataclass(frozen=True)
class Filter:
    name: str
    title: str
    choices: list[Choice]


@dataclass(frozen=True)
class Found:
    """A page of people, how many fit in words, the filters, and whether there are more."""

    people: list[Member]
    total: int
    filters: list[Filter]
    has_more: bool


def experts_in(country: Any) -> Subquery:
    """Return how many experts of a country can be asked, to annotate with; `country` is a code or an expression.

    The protected and those who hide their country are in no count. To be shown by `bylines.few_or_more` alone.
    """
    today = clock.today()
    there = Member.objects.filter(
        Q(expert_profile__paused_until__isnull=True) | Q(expert_profile__paused_until__lt=today),
        # Said nowhere is said to members; a bare exclude would leave those out as well.
        Q(visibility__country__isnull=True) | ~Q(visibility__country="coordinators"),
        country=country,
        state=Member.State.ACTIVE,
        expert_profile__is_listed=True,
        user__protected=False,
    )
    counted = there.order_by().values("country").annotate(number=Count("pk")).values("number")
    return Subquery(counted, output_field=IntegerField())


def _topics(member: Member) -> set[str]:
    return {row.topic.slug for row in member.expert_profile.expert_topics.all()}


def _depths(member: Member) -> set[str]:
    return {row.depth for row in member.expert_profile.expert_topics.all()}


def _languages(member: Member) -> set[str]:
    return {row["code"] for row in member.languages}


def _kinds(member: Member) -> set[str]:
    return set(member.expert_profile.kinds)


def _region(member: Member) -> set[str]:
    """Somebody who hides the country, or is protected, is found under no region."""
    if member.user.protected or member.visibility.get("country") == "coordinators":
        return set()
    return {regions.region_of(member.country)} - {""}


FILTERS: dict[str, tuple[Callable[[Member], set[str]], Callable[[str], str]]] = {
    "topic": (_topics, lambda slug: label("topic", slug)),
    "depth": (_depths, lambda slug: _("Have done it") if slug == "done" else _("Know it")),
    "language": (_languages, lambda slug: label("language", slug)),
    "kind": (_kinds, lambda slug: label("request-kind", slug)),
    "region": (_region, regions.region_label),
}


def titles() -> dict[str, str]:
    return {
        "topic": _("Topic"),
        "depth": _("How they know it"),
        "language": _("We can talk in"),
        "kind": _("They offer"),
        "region": _("Where they work"),
    }


def find_people(user: Any, words: str, chosen: Mapping[str, Sequence[str]], page: int) -> Found:
    """Return the experts this user may list who fit all filters (any tick within one filter) and the words."""
    everybody = list(
        queries.experts_for_user(user)
        .prefetch_related("expert_profile__expert_topics__topic")
        .order_by("expert_profile__confirmed_on", "id")
    )
    if words.strip():
        hits = search(user, words, kind="person", limit=MOST_FOUND).results
        order = {hit.object_id: place for place, hit in enumerate(hits)}
        everybody = sorted((m for m in everybody if m.pk in order), key=lambda m: order[m.pk])
    # A region in which fewer than five experts work is not offered: it would point them out.
    crowded = {region for region, count in Counter(r for m in everybody for r in _region(m)).items() if count >= FEWEST}
    wanted = {name: set(values) for name, values in chosen.items() if values}
    if "region" in wanted:
        wanted["region"] &= crowded
    fitting = [member for member in everybody if _fits(member, wanted)]
    start = (page - 1) * PAGE
    filters = [_filter(name, everybody, wanted, crowded) for name in FILTERS]
    return Found(
        fitting[start : start + PAGE],
        len(fitting),
        [one for one in filters if one.choices],
        has_more=len(fitting) > start + PAGE,
    )


def _fits(member: Member, wanted: dict[str, set[str]]) -> bool:
    if not all(FILTERS[name][0](member) & values for name, values in wanted.items()):
        return False
    if "topic" in wanted and "depth" in wanted:
        rows = member.expert_profile.expert_topics.all()
        return any(row.topic.slug in wanted["topic"] and row.depth in wanted["depth"] for row in rows)
    return True


def _filter(name: str, everybody: list[Member], wanted: dict[str, set[str]], crowded: set[str]) -> Filter:
    """Count with the other filters kept, so that a tick says what it would add."""
    values_of, words = FILTERS[name]
    others = {other: values for other, values in wanted.items() if other != name}
    counts: Counter[str] = Counter(
        value for member in everybody if _fits(member, others) for value in values_of(member)
    )
    if name == "region":
        counts = Counter({value: count for value, count in counts.items() if value in crowded})
    ticked = wanted.get(name, set())
    choices = [Choice(value, words(value), few(counts[value]), value in ticked) for value in {*counts, *ticked}]
    return Filter(name, titles()[name], sorted(choices, key=lambda choice: (not choice.is_chosen, choice.label)))
