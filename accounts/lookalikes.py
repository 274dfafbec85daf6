"""Does somebody with a similar name or house exist already? A warning for coordinators, never a wall."""

import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

from accounts.models import Member, MembershipApplication, Organisation

NEAR = 0.86
# Letters and signs that look alike (digits, Cyrillic, Greek); the rest is done by taking accents off.
_LIKE = str.maketrans("0135|", "olesl") | str.maketrans(
    "\u0456\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u043a\u043c\u0442\u0432\u043d\u03bf\u03b1\u03bd\u03b9",
    "iaeopcxykmtbhoavi",
)


@dataclass(frozen=True)
class Lookalikes:
    """Members and organisations whose names come close, at most five of each."""

    members: list[Member]
    organisations: list[Organisation]

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


def lookalikes(application: MembershipApplication) -> Lookalikes:
    """Return who or what this application might be taken for; an organisation of exactly that name is no warning."""
    name, house = skeleton(application.name), skeleton(application.organisation_name)
    members = [
        member
        for member in Member.objects.exclude(user_id=application.user_id).only("id", "name", "country", "state")
        if is_near(name, skeleton(member.name))
    ]
    exact = " ".join(application.organisation_name.split()).casefold()
    organisations = [
        organisation
        for organisation in Organisation.objects.only("id", "name", "country")
        if organisation.name.casefold() != exact and is_near(house, skeleton(organisation.name))
    ]
    return Lookalikes(members[:5], organisations[:5])
