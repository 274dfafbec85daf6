"""Do the eight tables allow what the design draws, and nothing else? Every state, move and role."""

import itertools

import pytest

from portal.moves import MoveRefused, find_move, possible
from visits.lifecycle import (
    CALL_MOVES,
    CONSENT_MOVES,
    ENDS,
    FOLLOW_UP_MOVES,
    INCIDENT_MOVES,
    INVITATION_MOVES,
    REPORT_MOVES,
    REQUEST_MOVES,
    THANKS_MOVES,
)
from visits.models import FollowUp, HostConsent, Incident, Invitation, OpenCall, Report, Thanks, VisitRequest

TABLES = {
    "request": (REQUEST_MOVES, VisitRequest.State),
    "invitation": (INVITATION_MOVES, Invitation.State),
    "consent": (CONSENT_MOVES, HostConsent.State),
    "report": (REPORT_MOVES, Report.State),
    "follow-up": (FOLLOW_UP_MOVES, FollowUp.State),
    "thanks": (THANKS_MOVES, Thanks.State),
    "incident": (INCIDENT_MOVES, Incident.State),
    "call": (CALL_MOVES, OpenCall.State),
}
ROLES = [
    "requester",
    "expert",
    "invited",
    "host",
    "coordinator",
    "administrator",
    "clock",
    "learner",
    "signs_off",
    "receiver",
    "volunteer",
    "switch",
]

# state -> where it may lead, as design.md section 4 draws it
DRAWN = {
    "request": {
        "draft": {"submitted", "withdrawn"},
        "submitted": {"returned", "inviting", "not-approved", "withdrawn"},
        "returned": {"submitted", "withdrawn", "expired"},
        "inviting": {"planning", "stood-down", "withdrawn"},
        "planning": {"confirmed", "inviting", "cancelled"},
        "confirmed": {"planning", "inviting", "held", "not-held", "cancelled"},
        "held": {"closed"},
    },
    "invitation": {
        "suggested": {"invited", "withdrawn"},
        "invited": {
            "accepted", "tentative", "dates-proposed", "declined", "lapsed", "superseded", "withdrawn",
        },
        "tentative": {"accepted", "declined", "lapsed", "superseded", "withdrawn"},
        "dates-proposed": {"accepted", "dates-proposed", "declined", "lapsed", "superseded", "withdrawn"},
        "accepted": {"released"},
        # Somebody who took an offer back, and offers again.
        "withdrawn": {"suggested"},
    },
    "call": {"asked": {"running", "declined", "lapsed", "closed"}, "running": {"closed"}},
    "consent": {"asked": {"agreed", "declined", "lapsed", "dropped"}, "agreed": {"dropped"}},
    "incident": {"told": {"told", "read"}, "read": {"read", "closed"}},
    "report": {
        "due": {"draft", "submitted"},
        "draft": {"draft", "submitted"},
        "submitted": {"returned", "accepted"},
        "returned": {"returned", "submitted"},
    },
    "follow-up": {"asked": {"answered", "lapsed"}, "lapsed": {"answered"}},
    "thanks": {"kept": {"shown", "hidden"}, "shown": {"kept", "hidden"}, "hidden": {"kept"}},
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_table_leads_where_the_design_draws_it(name):
    moves, states = TABLES[name]
    led: dict[str, set[str]] = {}
    for (state, _move), row in moves.items():
        led.setdefault(str(state), set()).add(str(row.to))
    assert led == DRAWN[name]
    assert {state for state, _move in moves} | {row.to for row in moves.values()} == set(states)


CASES = [
    (name, state, move, role)
    for name, (moves, states) in TABLES.items()
    for state, move, role in itertools.product(states, sorted({key[1] for key in moves}), ROLES)
]


@pytest.mark.parametrize("name", TABLES)
def test_every_state_move_and_role(name):
    """A move is made by a role in its row and refused to everybody else, in words."""
    moves, _states = TABLES[name]
    for _name, state, move, role in (case for case in CASES if case[0] == name):
        row = moves.get((state, move))
        if row and role in row.who:
            assert find_move(moves, state, move, {role}) is row
            assert move in possible(moves, state, {role})
        else:
            with pytest.raises(MoveRefused, match=r"\w{3}"):
                find_move(moves, state, move, {role})


def test_nothing_leaves_an_end():
    assert not [key for key in REQUEST_MOVES if key[0] in ENDS]
    assert set(DRAWN["request"]) | {str(state) for state in ENDS} == {str(state) for state in VisitRequest.State}
