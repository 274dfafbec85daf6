"""Does somebody with a similar name or house exist already? A warning for coordinators, never a wall."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import BigIntegerField, CharField, Value
from django.db.models.functions import Coalesce

from accounts.models import Member, MembershipApplication, Organisation

NEAR = 0.86
# Letters and signs that look alike (digits, Cyrillic, Greek); the rest is done by taking accents off.
_LIKE = str.maketrans("0135|", "olesl") | str.maketrans(
    "\u0456\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u043a\u043c\u0442\u0432\u043d\u03bf\u03b1\u03bd\u03b9",
    "iaeopcxykmtbhoavi",
)


@dataclass(frozen=True)
class Named:
    """A member or an organisation in short; of an organisation role, state, user and house are empty."""

    kind: str
    pk: int
    name: str
    country: str
    category: str
    state: str
    user_id: int
    house: str


@dataclass(frozen=True)
class Lookalikes:
    """Members and organisations whose names come close, at most five of each."""

    members: list[Named]
    organisations: list[Named]

    def __bool__(self) -> bool:
        return bool(self.members or self.organisations)


def skeleton(name: str) -> str:
    """Return a name without what the eye overlooks: accents, case, spaces, signs, look-alike letters."""
    plain = unicodedata.normalize("NFKD", name).casefold().translate(_LIKE)
    return "".join(letter for letter in plain if letter.isalnum())


def is_near(one: str, other: str) -> bool:
    if not one or not other:
        return False
    if one == other:
        return True
    if abs(len(one) - len(other)) > 4:
        return False
    matcher = SequenceMatcher(None, one, other)
    return matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR


def everybody_by_name() -> list[Named]:
    """Return all members and organisations, by name, in one query; for coordinators only."""
    no_text, no_one = Value("", output_field=CharField()), Value(0, output_field=BigIntegerField())
    member, organisation = Value("member", output_field=CharField()), Value("organisation", output_field=CharField())
    people = Member.objects.order_by().values_list(
        member, "pk", "name", "country", "category", "state", "user_id", Coalesce("organisation__name", no_text)
    )
    houses = Organisation.objects.order_by().values_list(
        organisation, "pk", "name", "country", no_text, no_text, no_one, no_text
    )
    return sorted((Named(*row) for row in people.union(houses, all=True)), key=lambda row: row.name.lower())


def lookalikes(application: MembershipApplication, named: Iterable[Named]) -> Lookalikes:
    """Return who or what this application might be taken for; an organisation of exactly that name is no warning."""
    name, house = skeleton(application.name), skeleton(application.organisation_name)
    exact = " ".join(application.organisation_name.split()).casefold()
    members, organisations = [], []
    for row in named:
        if row.kind == "member" and row.user_id != application.user_id and is_near(name, skeleton(row.name)):
            members.append(row)
        if row.kind == "organisation" and row.name.casefold() != exact and is_near(house, skeleton(row.name)):
            organisations.append(row)
    return Lookalikes(members[:5], organisations[:5])
