"""How much of its place does a practice show? Never so much that, with who tells it, fewer than five people fit."""

from accounts import bylines
from exchange.practices.models import Practice

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
    facility by its author, says where it is by itself.
    """
    if practice.place_shown == Practice.PlaceShown.NOWHERE or not practice.country:
        return ""
    categories = set(ROLES_OF.get(practice.perspective, ()))
    member = getattr(practice.author, "member", None)
    if member and practice.show_author_as in {Practice.ShowAs.ROLE, Practice.ShowAs.ROLE_AND_COUNTRY}:
        categories = {member.category}
    far = practice.place_shown == Practice.PlaceShown.REGION or practice.perspective in REGION_AT_MOST
    return bylines.place(categories, practice.country, region_at_most=far)
