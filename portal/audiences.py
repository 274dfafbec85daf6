"""Who shall read a text? The five audiences, the token that opens each, and which of two is the wider one."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    PUBLIC = "public", _("everybody, also without log-in")
    MEMBERS = "members", _("all members")
    DCR_AND_PEERS = "dcr-and-peers", _("rooms and peers, no police or officials")
    PEERS_ONLY = "peers-only", _("peers only")
    COORDINATORS = "coordinators", _("coordinators")


# audience -> the reader token that opens it, on pages and in search alike
TOKEN = {
    Audience.PUBLIC: "public",
    Audience.MEMBERS: "members",
    Audience.DCR_AND_PEERS: "dcr-and-peers",
    Audience.PEERS_ONLY: "peers",
    Audience.COORDINATORS: "coordinators",
}

# From the fewest readers to the most.
WIDTH = ("coordinators", "peers-only", "dcr-and-peers", "members", "public")


def is_wider(audience: str, than: str) -> bool:
    return WIDTH.index(audience) > WIDTH.index(than)
