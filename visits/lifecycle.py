"""In which order may requests, invitations, consents, reports, follow-ups, thanks, incidents and open calls change? Eight tables; actions are their only readers."""

from portal.moves import Moves, move
from visits.models import FollowUp, HostConsent, Incident, Invitation, OpenCall, Report, Thanks, VisitRequest

R = VisitRequest.State
I = Invitation.State  # noqa: E741  # the tables read best with one letter each
H = HostConsent.State
P = Report.State
F = FollowUp.State
T = Thanks.State
N = Incident.State
C = OpenCall.State

DESK = ("coordinator", "administrator")
SIDES = ("requester", "expert", "host", *DESK)

REQUEST_MOVES: Moves = {
    (R.DRAFT, "submit"): move(R.SUBMITTED, "requester", *DESK, needs=("complete",)),
    (R.DRAFT, "withdraw"): move(R.WITHDRAWN, "requester", *DESK),
    (R.SUBMITTED, "return"): move(R.RETURNED, *DESK, needs=("word",)),
    # "switch": complete, quiet calls for advice, where AUTO_INVITE_REMOTE is on (actions/automatic.py).
    (R.SUBMITTED, "approve"): move(R.INVITING, "switch", *DESK, needs=("list",)),
    (R.SUBMITTED, "refuse"): move(R.NOT_APPROVED, *DESK, needs=("reason",)),
    (R.SUBMITTED, "withdraw"): move(R.WITHDRAWN, "requester", *DESK, needs=("reason",)),
    (R.RETURNED, "submit"): move(R.SUBMITTED, "requester", *DESK, needs=("complete",)),
    (R.RETURNED, "withdraw"): move(R.WITHDRAWN, "requester", *DESK, needs=("reason",)),
    (R.RETURNED, "expire"): move(R.EXPIRED, "clock"),
    (R.INVITING, "enough"): move(R.PLANNING, "invited", "requester", *DESK, needs=("experts",)),
    (R.INVITING, "stand_down"): move(R.STOOD_DOWN, *DESK, needs=("word",)),
    (R.INVITING, "withdraw"): move(R.WITHDRAWN, "requester", *DESK, needs=("reason",)),
    (R.PLANNING, "confirm"): move(R.CONFIRMED, *SIDES, needs=("dates", "house")),
    (R.PLANNING, "lose_expert"): move(R.INVITING, "expert", *DESK),
    (R.PLANNING, "cancel"): move(R.CANCELLED, "requester", *DESK, needs=("reason",)),
    # The house's yes stays while somebody else is looked for, as long as the days do.
    (R.CONFIRMED, "lose_expert"): move(R.INVITING, "expert", *DESK),
    (R.CONFIRMED, "postpone"): move(R.PLANNING, *SIDES, needs=("word",)),
    (R.CONFIRMED, "hold"): move(R.HELD, "requester", "expert", *DESK, needs=("over",)),
    (R.CONFIRMED, "miss"): move(R.NOT_HELD, "requester", "expert", *DESK, needs=("over",)),
    (R.CONFIRMED, "cancel"): move(R.CANCELLED, *SIDES, needs=("reason",)),
    (R.HELD, "close"): move(R.CLOSED, *SIDES, needs=("report",)),
    (R.HELD, "close_without_report"): move(R.CLOSED, *DESK, needs=("reason",)),
}

ENDS = frozenset({R.CLOSED, R.NOT_APPROVED, R.WITHDRAWN, R.EXPIRED, R.STOOD_DOWN, R.CANCELLED, R.NOT_HELD})

INVITATION_MOVES: Moves = {
    (I.SUGGESTED, "invite"): move(I.INVITED, "clock", *DESK),
    (I.SUGGESTED, "withdraw"): move(I.WITHDRAWN, "clock", *DESK),
    # Somebody offered to help and thinks better of it, or offers again; who was asked answers like everybody else.
    (I.SUGGESTED, "take_back"): move(I.WITHDRAWN, "volunteer"),
    (I.WITHDRAWN, "volunteer"): move(I.SUGGESTED, "volunteer", needs=("never asked",)),
    (I.INVITED, "accept"): move(I.ACCEPTED, "invited"),
    (I.INVITED, "think"): move(I.TENTATIVE, "invited"),
    (I.INVITED, "propose"): move(I.DATES_PROPOSED, "invited"),
    (I.INVITED, "decline"): move(I.DECLINED, "invited"),
    (I.INVITED, "lapse"): move(I.LAPSED, "clock"),
    (I.TENTATIVE, "accept"): move(I.ACCEPTED, "invited"),
    (I.TENTATIVE, "decline"): move(I.DECLINED, "invited"),
    (I.TENTATIVE, "lapse"): move(I.LAPSED, "clock"),
    (I.DATES_PROPOSED, "agree"): move(I.ACCEPTED, "requester", *DESK),
    (I.DATES_PROPOSED, "propose"): move(I.DATES_PROPOSED, "invited", needs=("round left",)),
    (I.DATES_PROPOSED, "decline"): move(I.DECLINED, "invited", "requester", *DESK),
    (I.DATES_PROPOSED, "lapse"): move(I.LAPSED, "clock"),
    (I.ACCEPTED, "release"): move(I.RELEASED, "expert", *DESK),
    **{
        (state, name): row
        for state in Invitation.OPEN
        for name, row in (
            ("supersede", move(I.SUPERSEDED, "clock")),
            ("withdraw", move(I.WITHDRAWN, "clock", *DESK)),
        )
    },
}

CONSENT_MOVES: Moves = {
    (H.ASKED, "agree"): move(H.AGREED, "host"),
    (H.ASKED, "decline"): move(H.DECLINED, "host"),
    (H.ASKED, "lapse"): move(H.LAPSED, "clock"),
    # The days changed: what the house said, or was asked, holds for those days only.
    (H.ASKED, "drop"): move(H.DROPPED, "clock"),
    (H.AGREED, "drop"): move(H.DROPPED, "clock"),
}

REPORT_MOVES: Moves = {
    (P.DUE, "save"): move(P.DRAFT, "learner"),
    (P.DRAFT, "save"): move(P.DRAFT, "learner"),
    (P.RETURNED, "save"): move(P.RETURNED, "learner"),
    (P.DUE, "submit"): move(P.SUBMITTED, "learner", needs=("words",)),
    (P.DRAFT, "submit"): move(P.SUBMITTED, "learner", needs=("words",)),
    (P.RETURNED, "submit"): move(P.SUBMITTED, "learner", needs=("words",)),
    (P.SUBMITTED, "return"): move(P.RETURNED, "signs_off", needs=("word",)),
    (P.SUBMITTED, "accept"): move(P.ACCEPTED, "signs_off"),
}

FOLLOW_UP_MOVES: Moves = {
    (F.ASKED, "answer"): move(F.ANSWERED, "learner", needs=("each plan",)),
    (F.ASKED, "lapse"): move(F.LAPSED, "clock"),
    # Nobody is pressed, and nobody is too late.
    (F.LAPSED, "answer"): move(F.ANSWERED, "learner", needs=("each plan",)),
}

THANKS_MOVES: Moves = {
    (T.KEPT, "show"): move(T.SHOWN, "receiver"),
    (T.KEPT, "hide"): move(T.HIDDEN, "receiver"),
    (T.SHOWN, "keep"): move(T.KEPT, "receiver"),
    (T.SHOWN, "hide"): move(T.HIDDEN, "receiver"),
    (T.HIDDEN, "keep"): move(T.KEPT, "receiver"),
}

INCIDENT_MOVES: Moves = {
    # The clock stops for a coordinator only: it may be about the house.
    (N.TOLD, "note"): move(N.TOLD, "host"),
    (N.READ, "note"): move(N.READ, "host"),
    (N.TOLD, "acknowledge"): move(N.READ, *DESK),
    (N.READ, "acknowledge"): move(N.READ, *DESK),
    (N.READ, "close"): move(N.CLOSED, "host", *DESK, needs=("note",)),
}

CALL_MOVES: Moves = {
    (C.ASKED, "agree"): move(C.RUNNING, "requester"),
    (C.ASKED, "decline"): move(C.DECLINED, "requester"),
    (C.ASKED, "lapse"): move(C.LAPSED, "clock"),
    (C.ASKED, "close"): move(C.CLOSED, "requester", "clock", *DESK),
    (C.RUNNING, "close"): move(C.CLOSED, "requester", "clock", *DESK),
}
