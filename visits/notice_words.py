"""In which words is somebody told, where do they lead, and to whom do they still belong? A row for each kind of notice."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from visits.models import VisitRequest


def _always(_request: Any) -> bool:
    return True


@dataclass(frozen=True)
class Words:
    """What a kind of notice says, where it leads, and to whom (roles towards the request) it still belongs."""

    heading: Any
    body: Any
    page: str
    to: frozenset[str]
    act: Any = ""
    # The acts of Turn for which an answer is awaited: once that turn is gone, so is the notice, shown or mailed.
    awaits: frozenset[str] = frozenset()
    still: Callable[[Any], bool] = _always


def _words(heading: Any, body: Any, page: str, to: str, act: Any = "", *, awaits: str = "", still: Any = None) -> Words:
    return Words(heading, body, page, frozenset(to.split()), act, frozenset(awaits.split()), still or _always)


def _in_state(*states: str) -> Callable[[Any], bool]:
    return lambda request: request.state in states


R = VisitRequest.State
ALL = "requester expert host coordinator administrator"
DESK = "coordinator administrator"

# Kinds that await an answer; their mail says until when.
ASKS: dict[str, Words] = {
    "visits.request_submitted": _words(
        _("A request waits to be read"),
        _("Somebody asks for a visit, a training or advice. The list of people who fit is ready or nearly so."),
        "desk",
        DESK,
        _("Read the request"),
        awaits="read-request",
    ),
    "visits.request_urgent": _words(
        _("It is urgent: please read it today"),
        _(
            "Somebody under threat asks for help. All coordinators of the country are told; whoever reads it first goes on."
        ),
        "desk",
        DESK,
        _("Read the request"),
        awaits="read-request",
    ),
    "visits.deputy_turn": _words(
        _("Somebody for whom you stand in has not answered yet"),
        _("You can answer in their place now."),
        "request",
        "requester",
        _("Look at it"),
        awaits="answer-question answer-dates choose-date propose-date say-held write-report sign-report give-feedback "
        "agree-call",
    ),
    "visits.waiver_asked": _words(
        _("Somebody asks you to let a request through"),
        _("A rule holds it back. Please read why it should go on, and say yes or no."),
        "waiver",
        DESK,
        _("Decide"),
        awaits="let-through",
    ),
    "visits.request_escalated": _words(
        _("A request has waited too long"),
        _("Nobody has read it in time, so it comes to you."),
        "desk",
        DESK,
        _("Read the request"),
        awaits="read-request",
    ),
    "visits.stand_in": _words(
        _("A colleague is not here; this waits for you now"),
        _("You stand in at the desk until they are back."),
        "desk",
        DESK,
        _("Look at the request"),
        awaits="read-request find-more read-volunteers pick-house help-along decide-held answer-dates",
    ),
    "visits.request_returned": _words(
        _("Your coordinator asks something back"),
        _("Your request is with you again, with a question. Everything you wrote is kept."),
        "request",
        "requester",
        _("Answer"),
        awaits="answer-question",
    ),
    "visits.invited": _words(
        _("Would you help?"),
        _("Somebody asks for what you know. Every answer is a good answer; only silence costs them days."),
        "invitation",
        "invited",
        _("Read and answer"),
        awaits="answer-invitation",
    ),
    "visits.invitation_reminder": _words(
        _("A question still waits for you"),
        _("A no is fine and needs no reason. It lets us ask the next person."),
        "invitation",
        "invited",
        _("Read and answer"),
        awaits="answer-invitation",
    ),
    "visits.dates_refused": _words(
        _("Those dates did not fit"),
        _("You may propose other dates once more, or say not this time. Nobody is offended."),
        "invitation",
        "invited",
        _("Answer"),
        awaits="answer-invitation",
    ),
    "visits.dates_proposed": _words(
        _("Somebody who fits proposes other dates"),
        _("They would come to an agreement with you on days of their own. Please say whether these fit."),
        "request",
        "requester coordinator administrator",
        _("Look at the dates"),
        awaits="answer-dates",
    ),
    "visits.choose_date": _words(
        _("Please choose a date"),
        _("Days are proposed. Agree to them or propose your own."),
        "request",
        "requester expert",
        _("Look at the dates"),
        awaits="choose-date propose-date",
    ),
    "visits.host_asked": _words(
        _("May visitors come to your house?"),
        _("Group, days and questions are before you. Nothing is fixed before your yes."),
        "consent",
        "host",
        _("Read and answer"),
        awaits="answer-as-host",
    ),
    "visits.host_reminder": _words(
        _("A visit still waits for your house's answer"),
        _("A no is fine. Somebody is keeping these days free."),
        "consent",
        "host",
        _("Read and answer"),
        awaits="answer-as-host",
    ),
    "visits.list_exhausted": _words(
        _("Your list has nobody left to ask"),
        _("Everybody on it was asked, or cannot be asked now. Choose others, or tell the requester kindly."),
        "desk",
        DESK,
        _("Look at the request"),
        awaits="find-more",
    ),
    "visits.call_asked": _words(
        _("May we tell members of your request?"),
        _("Without your name, your house and your place. You read the words first, and can stop it at any time."),
        "request",
        "requester",
        _("Read the words"),
        awaits="agree-call",
    ),
    "visits.volunteered": _words(
        _("Somebody offers to help"),
        _("A member answered the open call. Put them on the list, or thank them."),
        "desk",
        DESK,
        _("Look at the request"),
        awaits="read-request find-more read-volunteers",
    ),
    "visits.house_needed": _words(
        _("A house is needed"),
        _("A date is agreed, but no house has said yes to it."),
        "desk",
        DESK,
        _("Pick a house"),
        awaits="pick-house",
    ),
    "visits.conflict_found": _words(
        _("Please decide whether two sides may meet"),
        _(
            "Somebody who said yes keeps apart, by their own profile, from those who ask. They do not know that it concerns them."
        ),
        "desk",
        DESK,
        _("Look at it"),
        awaits="weigh-conflict",
    ),
    "visits.fee_to_pay": _words(
        _("A peer worker’s fee waits to be paid"),
        _("Tick it as settled once it is paid; the peer worker can tick it, too."),
        "costs",
        "requester",
        _("To the costs"),
        awaits="pay-fee",
    ),
    "visits.fee_unpaid": _words(
        _("Please ask after a peer worker’s fee"),
        _("The visit is over, and nobody has said that the fee was paid."),
        "desk",
        DESK,
        _("Look at the costs"),
        awaits="chase-fee",
    ),
    "visits.stuck": _words(
        _("A request has stood still"),
        _("Somebody has been silent for longer than agreed. Please help it along."),
        "desk",
        DESK,
        _("Look at the request"),
        awaits="help-along decide-held ask-round find-more read-volunteers pick-house",
    ),
    "visits.incident": _words(
        _("Something went wrong on a visit"),
        _("Somebody who took part has written what happened. Please read it today."),
        "incidents",
        "host coordinator administrator",
        _("Read it"),
        awaits="read-incident",
    ),
    "visits.incident_urgent": _words(
        _("Something urgent went wrong on a visit"),
        _("Please read it now; somebody may need help."),
        "incidents",
        "host coordinator administrator",
        _("Read it now"),
        awaits="read-incident",
    ),
    "visits.coming_up": _words(
        _("It comes nearer"),
        _("Please say whether everything still holds; one button."),
        "reconfirm",
        "requester expert host",
        _("Look once more"),
        awaits="reconfirm",
    ),
    "visits.fee_needed": _words(
        _("A peer worker’s fee is to be named"),
        _(
            "Everybody else has said yes. It is confirmed as soon as the fee stands there, or the peer says they want none."
        ),
        "costs",
        "requester",
        _("Name the fee"),
        awaits="name-fee",
    ),
    "visits.code_to_sign": _words(
        _("You come along on a visit"),
        _("Please read the visitor code and sign it; everybody who comes does."),
        "visitor",
        "visitor",
        _("Read and sign"),
        awaits="sign-code",
    ),
    "visits.was_it_held": _words(
        _("Did it take place?"),
        _("One click. Both sides are asked."),
        "request",
        "requester expert",
        _("Say yes or no"),
        awaits="say-held",
    ),
    "visits.feedback_asked": _words(
        _("Three minutes for those who come after you"),
        _("Please say how it was. The other side reads it only when both have written, or after 14 days."),
        "feedback",
        "requester expert host",
        _("Give feedback"),
        awaits="give-feedback",
    ),
    "visits.follow_up": _words(
        _("What changed at home?"),
        _("Two minutes: what became of what you wanted to do? It helps those who come after you."),
        "follow-up",
        "requester expert",
        _("Say what changed"),
        awaits="tell-changes",
    ),
    "visits.report_due": _words(
        _("What did you learn?"),
        _("A short report, already half filled in, within 30 days."),
        "report",
        "requester expert",
        _("Write the report"),
        awaits="write-report",
    ),
    "visits.report_returned": _words(
        _("Your report came back with a question"),
        _("Everything you wrote is kept."),
        "report",
        "requester expert",
        _("Look at it"),
        awaits="write-report",
    ),
    "visits.report_submitted": _words(
        _("A report waits for your sign-off"),
        _("Nobody else reads it before you say yes."),
        "signoff",
        ALL,
        _("Read the report"),
        awaits="sign-report",
    ),
    "visits.draft_waits": _words(
        _("Your draft is still here"),
        _("Nothing was sent yet. Finish it when you have a quarter of an hour, or let it go."),
        "request",
        "requester",
        _("Go on writing"),
        awaits="finish-draft",
    ),
}

NEWS: dict[str, Words] = {
    "visits.first_question": _words(
        _("Your first question waits as a draft"),
        _("What you asked in your application has become the draft of a request. Nobody reads it before you send it."),
        "request",
        "requester",
        still=_in_state(R.DRAFT),
    ),
    "visits.call_opened": _words(
        _("Members can offer to help now"),
        _("Your coordinator told them of it, as you allowed. The page shows the words; you can stop it there."),
        "request",
        "requester",
    ),
    "visits.asking_by_itself": _words(
        _("We are asking people who fit"),
        _("Your request was complete, so the best of the list are asked at once. Your coordinator reads along."),
        "request",
        "requester",
    ),
    "visits.invited_by_itself": _words(
        _("A request has begun to ask by itself"),
        _("It was complete and people fit well. Look at the list: you can change it, or stop it."),
        "desk",
        DESK,
    ),
    "visits.call_agreed": _words(
        _("The open call is published"), _("The requester has read its words and said yes."), "desk", DESK
    ),
    "visits.call_not_published": _words(
        _("The open call is not published"),
        _("The requester would rather not, or did not answer in time."),
        "desk",
        DESK,
    ),
    "visits.call_closed": _words(
        _("An open call has closed"),
        _("Nobody can offer any more. Whoever did waits for your word."),
        "desk",
        DESK,
    ),
    "visits.volunteer_thanked": _words(
        _("Thank you for offering to help"),
        _("This time others can do it, or plans changed. You need to do nothing; we will gladly ask you again."),
        "call",
        "volunteer",
    ),
    "visits.handed_over": _words(
        _("A request was handed over"),
        _("Another coordinator goes on with it; a note stands beside it."),
        "desk",
        DESK,
    ),
    "visits.deputy_named": _words(
        _("You are asked to stand in for somebody"),
        _("When they are silent you can answer in their place. If you cannot do it, say no; that is fine."),
        "request",
        "requester",
    ),
    "visits.deputy_left": _words(
        _("Your deputy cannot do it"),
        _("You can name somebody else on the page of your request."),
        "request",
        "requester",
    ),
    "visits.request_edited": _words(
        _("Your coordinator changed something in your request"),
        _("Its page shows what stood there before and what stands there now."),
        "request",
        "requester",
    ),
    "visits.waiver_decided": _words(
        _("A coordinator has decided about your draft"),
        _("Its page says whether it can be sent now, and why."),
        "request",
        "requester",
    ),
    "visits.request_approved": _words(
        _("We are asking people who fit"),
        _("Your request was read. You need to do nothing now."),
        "request",
        "requester",
    ),
    "visits.request_not_approved": _words(
        _("About your request"),
        _("It was not taken up this time. The reason stands on its page."),
        "request",
        "requester",
    ),
    "visits.invitation_lapsed": _words(
        _("The question has gone to somebody else"),
        _("You did not answer in time; that happens. There is nothing to do."),
        "invitation",
        "lapsed",
    ),
    "visits.no_longer_needed": _words(
        _("Thank you, enough people said yes"),
        _("You need to do nothing. We will gladly ask you again."),
        "invitation",
        "asked",
    ),
    "visits.invitation_withdrawn": _words(
        _("The question was taken back"), _("Plans changed. You need to do nothing."), "list", "asked"
    ),
    "visits.expert_accepted": _words(
        _("Somebody who fits said yes"),
        _("Read what happens next on the page of your request."),
        "request",
        "requester",
    ),
    "visits.released": _words(
        _("You are free again"), _("You are no longer expected on this visit. Thank you."), "list", "asked"
    ),
    "visits.expert_lost": _words(
        _("We are looking for somebody else"),
        _("An expert had to step back. We are asking people who fit."),
        "request",
        "requester",
    ),
    "visits.host_declined": _words(
        _("The house cannot receive you on these days"),
        _("Propose other days, or wait for the coordinator's word."),
        "request",
        "requester expert coordinator administrator",
    ),
    "visits.other_days": _words(
        _("No house is free on the days you agreed to"),
        _("Other days are to be found; whoever asks proposes them."),
        "request",
        "requester expert",
        _("Look at the dates"),
    ),
    "visits.confirmed": _words(
        _("It is agreed"), _("Everybody said yes. The calendar file is on the page."), "request", ALL
    ),
    "visits.agenda_changed": _words(
        _("The agenda has changed"), _("Somebody wrote in the plan of the visit."), "plan", "requester expert host"
    ),
    "visits.alarm": _words(
        _("It changes at short notice"),
        _("Please look at once: somebody may be on the way."),
        "request",
        f"{ALL} let-go",
    ),
    "visits.postponed": _words(
        _("It is postponed"),
        _("New days are to be found. Take the old ones out of your calendar on its page."),
        "request",
        f"{ALL} let-go",
    ),
    "visits.cancelled": _words(
        _("It will not take place"),
        _("The reason stands on its page. If it is in your calendar, take it out there."),
        "request",
        ALL,
    ),
    "visits.not_held": _words(_("It did not take place"), _("Both sides said so. You can ask again."), "request", ALL),
    "visits.stood_down": _words(
        _("We did not find anybody this time"),
        _("We are sorry. The page says what you can do."),
        "request",
        "requester",
    ),
    "visits.expired": _words(
        _("Your request has ended"), _("No answer came for 30 days. You can ask again."), "request", "requester"
    ),
    "visits.thanked": _words(
        _("Somebody says thank you"),
        _("It is for you alone, until you say more."),
        "thanks",
        "requester expert host",
    ),
    "visits.feedback_open": _words(
        _("How it was for the other side"),
        _("You can read now what they meant for you."),
        "feedback",
        "requester expert host",
    ),
    "visits.report_accepted": _words(
        _("The report is signed off"),
        _("One button makes it a field practice for all of us."),
        "report",
        "requester expert",
    ),
    "visits.message": _words(_("A new message"), _("Somebody wrote in the conversation of a request."), "request", ALL),
}

KINDS: dict[str, Words] = {**ASKS, **NEWS}
