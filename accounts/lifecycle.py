"""In which order may an application and a membership change? Two tables; actions are their only callers."""

from accounts.models import Member, MembershipApplication
from portal.moves import Move, Moves, move

_A = MembershipApplication.State

# Roles: applicant, coordinator (in reach of it, never of one's own), voucher (a member who was asked), clock
# (the schedule), command (the audited server command).
APPLICATION_MOVES: Moves = {
    (_A.STARTED, "save"): move(_A.STARTED, "applicant"),
    (_A.STARTED, "submit"): move(_A.SUBMITTED, "applicant", needs=("complete", "adult", "accepts rules")),
    (_A.SUBMITTED, "take"): move(_A.IN_REVIEW, "coordinator", "command"),
    # What they asked first is answered without asking anything back.
    **{
        (state, "reply"): move(state, "coordinator", needs=("a first question",))
        for state in (_A.IN_REVIEW, _A.INFORMATION_REQUESTED)
    },
    (_A.IN_REVIEW, "ask"): move(_A.INFORMATION_REQUESTED, "coordinator", needs=("question",)),
    (_A.INFORMATION_REQUESTED, "answer"): move(_A.IN_REVIEW, "applicant", needs=("answer",)),
    (_A.INFORMATION_REQUESTED, "expire"): move(_A.EXPIRED, "clock", needs=("30 days of silence",)),
    (_A.IN_REVIEW, "ask_vouch"): move(_A.IN_REVIEW, "coordinator", needs=("another member",)),
    (_A.IN_REVIEW, "vouch"): move(_A.IN_REVIEW, "voucher"),
    (_A.INFORMATION_REQUESTED, "vouch"): move(_A.INFORMATION_REQUESTED, "voucher"),
    (_A.IN_REVIEW, "say_yes"): move(_A.IN_REVIEW, "coordinator", needs=("reason",)),
    (_A.IN_REVIEW, "accept"): move(_A.ACCEPTED, "coordinator", "voucher", "command", needs=("two different people",)),
    (_A.IN_REVIEW, "decline"): move(_A.DECLINED, "coordinator", needs=("reason",)),
    **{
        (state, "withdraw"): move(_A.WITHDRAWN, "applicant")
        for state in (_A.STARTED, _A.SUBMITTED, _A.IN_REVIEW, _A.INFORMATION_REQUESTED)
    },
}
OPEN_STATES = (_A.STARTED, _A.SUBMITTED, _A.IN_REVIEW, _A.INFORMATION_REQUESTED)

_M = Member.State

# Roles: self, coordinator.
MEMBER_MOVES: dict[tuple[str, str], Move] = {
    (_M.ACTIVE, "suspend"): move(_M.SUSPENDED, "coordinator", needs=("reason",)),
    (_M.SUSPENDED, "reinstate"): move(_M.ACTIVE, "coordinator", needs=("reason",)),
    (_M.ACTIVE, "leave"): move(_M.LEFT, "self"),
}
