"""What do we keep of what we do together? Requests, invitations, visits, and what was said and learned."""

from visits.models.asking import Edit, FirstQuestion, Waiver
from visits.models.calls import OpenCall, Volunteer
from visits.models.incidents import Incident
from visits.models.invitations import DateProposal, Invitation
from visits.models.later import FollowUp, Thanks
from visits.models.matching import MatchPlan, PlanSeat, PlanWish, WeightChange, WeightSet
from visits.models.preparing import AgendaLine, Cost, VisitPaper
from visits.models.requests import DateWindow, Match, Participant, Turn, VisitRequest
from visits.models.telling import Feedback, Message, MessageFile, PracticeOrigin, Report
from visits.models.visiting import (
    CalendarFeed,
    CodeAcceptance,
    HostConsent,
    HostOffer,
    Reconfirmation,
    Session,
    Visit,
    VisitingHours,
)

__all__ = [
    "AgendaLine",
    "CalendarFeed",
    "CodeAcceptance",
    "Cost",
    "DateProposal",
    "DateWindow",
    "Edit",
    "Feedback",
    "FirstQuestion",
    "FollowUp",
    "HostConsent",
    "HostOffer",
    "Incident",
    "Invitation",
    "Match",
    "MatchPlan",
    "Message",
    "MessageFile",
    "OpenCall",
    "Participant",
    "PlanSeat",
    "PlanWish",
    "PracticeOrigin",
    "Reconfirmation",
    "Report",
    "Session",
    "Thanks",
    "Turn",
    "Visit",
    "VisitPaper",
    "VisitRequest",
    "VisitingHours",
    "Volunteer",
    "Waiver",
    "WeightChange",
    "WeightSet",
]
