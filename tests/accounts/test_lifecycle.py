"""Do applications and memberships change in the drawn order only? Every state, every move, every role."""

from itertools import product

import pytest

from accounts.lifecycle import APPLICATION_MOVES, MEMBER_MOVES
from accounts.models import Member, MembershipApplication
from portal.moves import MoveRefused, find_move, possible

S = MembershipApplication.State
# The drawing, written down a second time by hand: (state, move) -> (next state, roles).
DRAWN = {
    ("started", "save"): ("started", {"applicant"}),
    ("started", "submit"): ("submitted", {"applicant"}),
    ("started", "withdraw"): ("withdrawn", {"applicant"}),
    ("submitted", "take"): ("in-review", {"coordinator", "command"}),
    ("submitted", "withdraw"): ("withdrawn", {"applicant"}),
    ("in-review", "ask"): ("information-requested", {"coordinator"}),
    ("in-review", "reply"): ("in-review", {"coordinator"}),
    ("information-requested", "reply"): ("information-requested", {"coordinator"}),
    ("in-review", "ask_vouch"): ("in-review", {"coordinator"}),
    ("in-review", "vouch"): ("in-review", {"voucher"}),
    ("in-review", "say_yes"): ("in-review", {"coordinator"}),
    ("in-review", "accept"): ("accepted", {"coordinator", "voucher", "command"}),
    ("in-review", "decline"): ("declined", {"coordinator"}),
    ("in-review", "withdraw"): ("withdrawn", {"applicant"}),
    ("information-requested", "answer"): ("in-review", {"applicant"}),
    ("information-requested", "vouch"): ("information-requested", {"voucher"}),
    ("information-requested", "expire"): ("expired", {"clock"}),
    ("information-requested", "withdraw"): ("withdrawn", {"applicant"}),
}
ROLES = ["applicant", "coordinator", "voucher", "clock", "command", "stranger"]
MOVES = sorted({move for _state, move in DRAWN} | {"nonsense"})


def check(table, drawn, state, move, role):
    expected = drawn.get((state, move))
    if expected and role in expected[1]:
        assert find_move(table, state, move, {role}).to == expected[0]
        assert move in possible(table, state, {role})
    else:
        with pytest.raises(MoveRefused):
            find_move(table, state, move, {role})


@pytest.mark.parametrize(("state", "move", "role"), list(product(S.values, MOVES, ROLES)))
def test_applications(state, move, role):
    check(APPLICATION_MOVES, DRAWN, state, move, role)


DRAWN_MEMBERS = {
    ("active", "suspend"): ("suspended", {"coordinator"}),
    ("suspended", "reinstate"): ("active", {"coordinator"}),
    ("active", "leave"): ("left", {"self"}),
}


@pytest.mark.parametrize(
    ("state", "move", "role"),
    list(product(Member.State.values, ["suspend", "reinstate", "leave"], ["self", "coordinator", "stranger"])),
)
def test_members(state, move, role):
    check(MEMBER_MOVES, DRAWN_MEMBERS, state, move, role)
