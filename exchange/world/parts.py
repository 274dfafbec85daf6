"""In which of three parts of the world does a country lie, for the chips above the table?"""

from django.utils.translation import gettext_lazy as _

from accounts.regions import region_of

LABELS = {"europe": _("Europe"), "americas": _("Americas"), "elsewhere": _("Elsewhere")}
AMERICAS = {"northern-america", "central-america", "south-america", "caribbean"}


def part_of(iso2: str) -> str:
    region = region_of(iso2)
    if region.endswith("-europe"):
        return "europe"
    return "americas" if region in AMERICAS else "elsewhere"
