"""Under which of five headings does a country stand on the map? Laws rarely fit one; the country page tells more."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exchange.world.models import Country


@dataclass(frozen=True)
class LegalGroup:
    """`slug` is the CSS class of the colour and of its second sign."""

    slug: str
    label: str | Promise


LAW = LegalGroup("law", _("Own law or exemption"))
TOLERATED = LegalGroup("tolerated", _("Tolerated"))
PILOT = LegalGroup("pilot", _("Pilot or trial"))
DEBATED = LegalGroup("debated", _("Debated, none open"))
UNKNOWN = LegalGroup("unknown", _("Status not known"))
GROUPS = [LAW, TOLERATED, PILOT, DEBATED, UNKNOWN]
BY_BASIS = {"law": LAW, "guideline": TOLERATED, "local": TOLERATED, "trial": PILOT}


def group_of(country: Country) -> LegalGroup:
    """Where no room is open the debate counts, whatever the law says."""
    if country.discussion != "operating":
        return DEBATED
    return BY_BASIS.get(country.legal_basis, UNKNOWN)
