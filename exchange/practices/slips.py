"""How does a teller without an account get to their text? A random code on paper, of which only the hash is kept."""

import hashlib
import secrets
from typing import Any

from django.http import HttpRequest

from exchange.practices.models import TellerSlip
from portal import clock, limits

# Without I, L, O and U, which are misread on paper: 32 letters, five bits each.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, IN_A_GROUP = 7, 4  # 140 bits
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
SECONDS_OPEN = 30 * 60
KEY = "slip"
# Wrong or right, each code counts.
TRIES_OF_AN_ADDRESS, TRIES_OF_ALL = 10, 300


def new_code() -> str:
    groups = ("".join(secrets.choice(LETTERS) for _letter in range(IN_A_GROUP)) for _group in range(GROUPS))
    return "-".join(groups)


def hash_of(code: str) -> str:
    """Return what is kept of a code: typed with or without strokes, in small letters, with O for 0."""
    plain = "".join(letter for letter in code.upper().translate(_MISREAD) if letter in LETTERS)
    return hashlib.sha256(plain.encode()).hexdigest()


def find(code: str) -> TellerSlip | None:
    """Return the slip that the code opens; a wrong one and one whose text was taken back open nothing alike."""
    return TellerSlip.objects.filter(code_hash=hash_of(code), withdrawn_at__isnull=True).first()


def is_too_often(request: HttpRequest) -> bool:
    """Count this try, for its address and for all of them together."""
    tries = [("slip", limits.address(request), TRIES_OF_AN_ADDRESS), ("slip", "all", TRIES_OF_ALL)]
    # An address that is refused already costs the others nothing.
    return any(limits.count(what, who, limits.AN_HOUR) > most for what, who, most in tries)


def open_in(request: HttpRequest, slip: TellerSlip) -> None:
    """Let this browser read the text for half an hour, under a new session key."""
    request.session.cycle_key()
    request.session[KEY] = [slip.pk, int(clock.now().timestamp()) + SECONDS_OPEN]


def close_in(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def opened_in(request: HttpRequest) -> TellerSlip | None:
    """Return the slip that is open in this browser, or None when it never was, is over, or its text is gone."""
    kept: Any = request.session.get(KEY)
    if not kept or kept[1] < clock.now().timestamp():
        return None
    found = TellerSlip.objects.select_related("practice", "voice__practice").filter(pk=kept[0])
    return found.filter(withdrawn_at__isnull=True).first()
