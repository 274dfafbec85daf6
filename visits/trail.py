"""What has happened to a request, in words? The audit rows of the request and of those who were asked, for the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.audit.models import AuditEvent
from visits.models import VisitRequest

MOST = 25
OFFERS = ("visits.call_volunteer", "visits.call_take_back")
WORDS: dict[str, Any] = {
    "visits.request_start": gettext_lazy("Draft begun"),
    "visits.request_copy": gettext_lazy("Copied from an earlier request"),
    "visits.apart_keep": gettext_lazy("Said, in private, who should not be asked"),
    "visits.request_mark": gettext_lazy("Said how the request reads"),
    "visits.request_split": gettext_lazy("Split: the other half is a draft of its own"),
    "visits.deputy_name": gettext_lazy("A deputy was named"),
    "visits.deputy_leave": gettext_lazy("The deputy cannot do it"),
    "visits.request_submit": gettext_lazy("Sent"),
    "visits.waiver_ask": gettext_lazy("Asked to be let through"),
    "visits.waiver_grant": gettext_lazy("Let through although a rule held it back"),
    "visits.waiver_refuse": gettext_lazy("Not let through"),
    "visits.request_return": gettext_lazy("Sent back with a question"),
    "visits.request_approve": gettext_lazy("List approved"),
    "visits.list_changed": gettext_lazy("List changed"),
    "visits.list_by_itself": gettext_lazy("List made by itself: the switch AUTO_INVITE_REMOTE is on"),
    "visits.asking_stopped": gettext_lazy("Asking stopped: all questions taken back"),
    "visits.call_ask": gettext_lazy("Open call: the requester was asked"),
    "visits.call_publish": gettext_lazy("Open call published"),
    "visits.call_agree": gettext_lazy("Open call: the requester said yes"),
    "visits.call_decline": gettext_lazy("Open call: the requester would rather not"),
    "visits.call_lapse": gettext_lazy("Open call: the requester was silent"),
    "visits.call_close": gettext_lazy("Open call closed"),
    "visits.call_volunteer": gettext_lazy("Offered to help"),
    "visits.call_take_back": gettext_lazy("Took the offer back"),
    "visits.call_thank": gettext_lazy("Thanked for the offer"),
    "visits.invitation_volunteer": gettext_lazy("Offered to help once more"),
    "visits.invitation_take_back": gettext_lazy("No longer offers to help"),
    "visits.request_refuse": gettext_lazy("Not taken up"),
    "visits.request_withdraw": gettext_lazy("Withdrawn by the requester"),
    "visits.request_expire": gettext_lazy("Ended: no answer for 30 days"),
    "visits.request_enough": gettext_lazy("Enough people said yes"),
    "visits.request_stand_down": gettext_lazy("Ended: nobody found"),
    "visits.request_confirm": gettext_lazy("Confirmed"),
    "visits.request_lose_expert": gettext_lazy("An expert stepped back"),
    "visits.request_cancel": gettext_lazy("Cancelled"),
    "visits.request_postpone": gettext_lazy("Postponed"),
    "visits.request_hold": gettext_lazy("It took place"),
    "visits.request_miss": gettext_lazy("It did not take place"),
    "visits.request_close": gettext_lazy("Closed"),
    "visits.request_close_without_report": gettext_lazy("Closed without a report"),
    "visits.request_escalate": gettext_lazy("Passed on: nobody had read it"),
    "visits.request_hand_over": gettext_lazy("Handed over to another coordinator"),
    "visits.request_stuck": gettext_lazy("Passed on: somebody was silent"),
    "visits.request_edit_on_behalf": gettext_lazy("Changed on the requester’s behalf"),
    "visits.facility_pick": gettext_lazy("House picked"),
    "visits.other_days_ask": gettext_lazy("Days put aside: no house could then"),
    "visits.participants_save": gettext_lazy("Said who comes"),
    "visits.note_keep": gettext_lazy("Private note changed"),
    "visits.code_accept": gettext_lazy("Visitor code accepted"),
    "visits.incident_tell": gettext_lazy("Told what went wrong"),
    "visits.incident_note": gettext_lazy("The house read what went wrong"),
    "visits.incident_acknowledge": gettext_lazy("Read what went wrong"),
    "visits.incident_close": gettext_lazy("Closed what went wrong, with a note"),
    "visits.incident_forget": gettext_lazy("What went wrong is not kept any longer"),
    "visits.incident_pass_on": gettext_lazy("Passed on: nobody had read what went wrong"),
    "visits.still_fine": gettext_lazy("Said that everything still holds"),
    "visits.costs_save": gettext_lazy("Costs changed"),
    "visits.fee_refuse": gettext_lazy("The peer worker wants no fee"),
    "visits.conflict_let_stand": gettext_lazy("Looked at what keeps them apart: it may stand"),
    "visits.agenda_save": gettext_lazy("Agenda changed"),
    "visits.tick": gettext_lazy("Checklist changed"),
    "visits.code_paper": gettext_lazy("Signature on paper noted"),
    "visits.names_forget": gettext_lazy("Names of those who came wiped"),
    "visits.rules_accept": gettext_lazy("The house’s own rules accepted"),
    "visits.held_said": gettext_lazy("Said whether it took place"),
    "visits.invitation_invite": gettext_lazy("Asked"),
    "visits.invitation_accept": gettext_lazy("Said yes"),
    "visits.invitation_think": gettext_lazy("Said: probably"),
    "visits.invitation_propose": gettext_lazy("Proposed other dates"),
    "visits.invitation_agree": gettext_lazy("Their dates were agreed to"),
    "visits.invitation_decline": gettext_lazy("Said: not this time"),
    "visits.invitation_lapse": gettext_lazy("Did not answer in time"),
    "visits.invitation_supersede": gettext_lazy("No longer needed"),
    "visits.invitation_withdraw": gettext_lazy("Question taken back"),
    "visits.invitation_release": gettext_lazy("Released"),
    "visits.proposed_dates_refused": gettext_lazy("Their dates did not fit"),
    "visits.dates_hand_on": gettext_lazy("Requester silent about their dates"),
}


@dataclass(frozen=True)
class Happening:
    at: datetime
    who: str
    what: str
    whom: str


def trail(asked: VisitRequest, reader: Any) -> list[Happening]:
    """Return what happened, newest first, with one query; reads the invitations the page has loaded."""
    names = {row.pk: row.expert.name for row in asked.invitations.all()}
    about = Q(subject_type="visits.visitrequest", subject_id=asked.pk)
    if calls := [row.pk for row in asked.calls.all()]:
        about |= Q(subject_type="visits.opencall", subject_id__in=calls)
    if names:
        about |= Q(subject_type="visits.invitation", subject_id__in=list(names))
    rows = AuditEvent.objects.filter(about).order_by("-id")[:MOST]
    return [
        Happening(row.at, _actor(row, asked, reader), str(WORDS.get(row.action, row.action)), _whom(row, names))
        for row in rows
    ]


def _whom(row: AuditEvent, names: Mapping[int, str]) -> str:
    return names.get(row.subject_id, "") if row.subject_type == "visits.invitation" else ""


def _actor(row: AuditEvent, asked: VisitRequest, reader: Any) -> str:
    if row.actor_id is None:
        return _("the clock")
    if row.actor_id == reader.pk:
        return _("you")
    if row.actor_id == asked.requester_id:
        return _("the requester")
    if row.actor_id == asked.deputy_id:
        return _("the deputy")
    if row.action in OFFERS and any(one.member.user_id == row.actor_id for one in asked.volunteers.all()):
        return _("somebody who offers to help")
    if any(one.expert.user_id == row.actor_id for one in asked.invitations.all()):
        return _("the expert")
    return _("a coordinator or the house")
