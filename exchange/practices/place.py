"""How much of its place does a practice show? Never so much that, with who tells it, fewer than five people fit."""

from django.db.models import Q

from accounts import bylines
from accounts.countries import country_name
from exchange.practices.models import Practice
from portal.vocabularies.queries import terms

# Which roles a perspective tells of; a text without a role of its own is counted among all.
ROLES_OF = {
    "police": {"police"},
    "policy-maker": {"public-official"},
    "researcher": {"researcher-lawyer-other"},
}
# Never nearer than the part of the world, however many there are.
REGION_AT_MOST = frozenset({"service-user", "peer-worker"})


def shown_place(practice: Practice) -> str:
    """Return the country, the part of the world, or "", in the active language; needs `author__member` joined.

    The author's role stands in the byline, so it counts here too; an author shown by name, or a practice tied to a
    facility by its author, says where it is by itself. A translation shows what its original shows.
    """
    practice = practice.source
    if practice.place_shown == Practice.PlaceShown.NOWHERE or not practice.country:
        return ""
    categories = set(ROLES_OF.get(practice.perspective, ()))
    member = getattr(practice.author, "member", None)
    if member and practice.show_author_as in {Practice.ShowAs.ROLE, Practice.ShowAs.ROLE_AND_COUNTRY}:
        categories = {member.category}
    far = practice.place_shown == Practice.PlaceShown.REGION or practice.perspective in REGION_AT_MOST
    return bylines.place(categories, practice.country, region_at_most=far)


def shown_in(country: str) -> Q:
    """Return which texts show this country: the rule of `shown_place`, for the database. A test compares the two."""

    def shows(roles: set[str]) -> bool:
        return bylines.place(roles, country) == country_name(country)

    roles = {term.slug for term in terms("job-role", with_inactive=True)}
    sides = {term.slug for term in terms("perspective", with_inactive=True)} - REGION_AT_MOST
    told_by_role = Q(
        show_author_as__in=[Practice.ShowAs.ROLE, Practice.ShowAs.ROLE_AND_COUNTRY], author__member__isnull=False
    )
    by_role = told_by_role & Q(author__member__category__in=[role for role in roles if shows({role})])
    by_side = ~told_by_role & Q(perspective__in=[side for side in sides if shows(set(ROLES_OF.get(side, ())))])
    near = Q(country=country, place_shown=Practice.PlaceShown.COUNTRY) & ~Q(perspective__in=REGION_AT_MOST)
    return near & (by_role | by_side)
