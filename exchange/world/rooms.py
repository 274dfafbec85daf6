"""What is said of a room, and of what do we say that nobody has told it yet?"""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.world.models import Facility


def places(room: Facility) -> list[str]:
    """Return its places by way of use, as far as they are known; no place is something too."""
    said = (
        (room.places_injecting, _("injecting: %(n)s")),
        (room.places_smoking, _("smoking: %(n)s")),
        (room.places_mixed, _("for both: %(n)s")),
    )
    return [words % {"n": number} for number, words in said if number is not None]


UNTOLD: dict[str, str | Promise] = {
    "routes": gettext_lazy("ways of use"),
    "target_groups": gettext_lazy("whom it is made for"),
    "services": gettext_lazy("what else it offers"),
    "opening_hours": gettext_lazy("opening hours"),
    "legal_basis": gettext_lazy("legal basis"),
}


def unknown(room: Facility) -> list[str]:
    """Return what stands nowhere yet, in the order of the page."""
    found = [str(label) for name, label in UNTOLD.items() if not getattr(room, name)]
    return found if room.has_places else [*found, _("number of places")]
