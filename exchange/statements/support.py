"""How is support told? Names of those who said yes to it; all others only in numbers that give nobody away."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from accounts.bylines import FEWEST, few
from accounts.models import Member
from accounts.queries import byline
from exchange.statements.models import Endorsement


@dataclass(frozen=True)
class Named:
    """Organisations by name; members as role and place, and how many share the words."""

    organisations: list[str] = field(default_factory=list)
    members: list[tuple[str, int]] = field(default_factory=list)


def total(count: int) -> str:
    """Return "<5", also for nobody, and above it fives that are full: no single yes or no can be read off it."""
    return few(1) if count < FEWEST else _("%(number)s or more") % {"number": count - count % FEWEST}


def told_as(member: Member) -> str:
    """Return how a member would be named, "" where no description fits five people: then there is nothing to name."""
    described = byline(member)
    return "" if described in (_("A member"), _("A former member")) else described


def names_of(rows: Iterable[Endorsement]) -> Named:
    """Put support into names; needs the rows of `queries.named`."""
    organisations, members = [], Counter[str]()
    for row in rows:
        if row.organisation is not None:
            organisations.append(row.organisation.name)
        elif row.member is not None and (described := told_as(row.member)):
            members[described] += 1
    return Named(organisations, sorted(members.items()))
