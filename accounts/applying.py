"""What has an applicant to tell, in which part, and what is still missing?"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import MembershipApplication


@dataclass(frozen=True)
class Part:
    """One sheet of the application; `required` fields must be filled before it may be sent."""

    number: int
    title: str | Promise
    lead: str | Promise
    fields: tuple[str, ...]
    required: tuple[str, ...]


PARTS = (
    Part(
        1,
        _("About you"),
        _("What shall we call you, and in which languages can we talk?"),
        ("name", "is_pseudonym", "country", "city", "languages", "wants_protection"),
        ("name", "country", "languages"),
    ),
    Part(
        2,
        _("Your work"),
        _("What you do, and for which house or group. Never whether you use drugs."),
        ("category", "organisation_name", "organisation_kind", "organisation_url"),
        ("category",),
    ),
    Part(
        3,
        _("Why, and who knows you"),
        _("What you hope to learn or to give, and somebody who can vouch for you. Nobody yet? Say so."),
        ("motivation", "brings", "who_knows_you", "first_question", "stage"),
        ("motivation", "who_knows_you"),
    ),
    Part(
        4,
        _("The rules of the house"),
        _("Two ticks, then you send it."),
        ("is_adult", "accepts_rules"),
        ("is_adult", "accepts_rules"),
    ),
)
LAST = len(PARTS)
# Vetted with particular care, and kept out of the readers' circle "rooms and peers".
OFFICIALS = frozenset({"police", "public-official"})


def part(number: int) -> Part:
    return PARTS[number - 1]


def is_done(application: MembershipApplication | None, sheet: Part) -> bool:
    return application is not None and all(getattr(application, field) for field in sheet.required)


def missing_parts(application: MembershipApplication | None) -> list[Part]:
    """Return the parts that still lack something, in their order."""
    return [sheet for sheet in PARTS if not is_done(application, sheet)]


def next_part(application: MembershipApplication | None) -> int:
    """Return the number of the first part that lacks something; the last one when nothing does."""
    return next((sheet.number for sheet in missing_parts(application)), LAST)
