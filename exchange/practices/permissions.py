"""Who may? Who wrote a practice, and which audiences a reader belongs to."""

from typing import Any

from accounts.permissions import audiences, is_coordinator
from exchange.practices.models import HiddenAuthor, Practice
from portal.audiences import TOKEN, Audience

# A reader of each kind, with the tokens that they hold: for the author's look through other eyes. A test compares
# them with what real people of each kind may read.
STAND_INS = {
    "visitor": frozenset({"public"}),
    "member": frozenset({"public", "members", "dcr-and-peers"}),
    "official": frozenset({"public", "members"}),
    "peer": frozenset({"public", "members", "dcr-and-peers", "peers"}),
    "coordinator": frozenset({"public", "members", "dcr-and-peers", "coordinators"}),
    # Whoever vouched for the author reads as any member does, and learns no more of who wrote it.
    "organisation": frozenset({"public", "members", "dcr-and-peers"}),
}


def stand_in_reads(reader: str, audience: str) -> bool:
    """Would a reader of this kind (a key of STAND_INS) read a posted text of this audience?"""
    return TOKEN[Audience(audience)] in STAND_INS[reader]


def audiences_of(user: Any) -> set[str]:
    """Return the audiences whose texts this user may read; asked once, kept on the user.

    "Peers only" means what it says: coordinators read along only where they are peers themselves.
    """
    if not hasattr(user, "_practice_audiences"):
        held = audiences(user)
        user._practice_audiences = {str(audience) for audience, token in TOKEN.items() if token in held}
    found: set[str] = user._practice_audiences
    return found


def is_within(audience: str, of: str) -> bool:
    """Does everybody who reads the one read the other? Coordinators read along with all but peers."""
    reads = [tokens for tokens in STAND_INS.values() if TOKEN[Audience(audience)] in tokens]
    return all(TOKEN[Audience(of)] in tokens for tokens in reads)


def is_author(user: Any, practice: Practice) -> bool:
    """Wrote it, under whatever byline."""
    if not getattr(user, "is_authenticated", False):
        return False
    if practice.author_id is not None:
        return bool(practice.author_id == user.pk)
    return HiddenAuthor.objects.filter(practice_id=practice.pk, user_id=user.pk).exists()


def roles(user: Any, practice: Practice) -> set[str]:
    found = set()
    if is_author(user, practice):
        found.add("author")
    if is_coordinator(user):
        found.add("coordinator")
    if found == {"coordinator"}:
        found.add("publisher")  # what everybody may read has been read by somebody else
    return found
