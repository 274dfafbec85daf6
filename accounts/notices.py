"""Who is told, and what? The words of this floor's notices, for those who may still read them."""

from collections.abc import Mapping, Sequence

from django.db.models import OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.lifecycle import OPEN_STATES
from accounts.models import Member, MembershipApplication, Vouch
from accounts.permissions import is_coordinator
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader
from portal.rows import RowsOf

_A = MembershipApplication.State
FOR_APPLICANTS = (
    "accounts.information_requested",
    "accounts.information_reminder",
    "accounts.application_replied",
    "accounts.application_accepted",
    "accounts.application_declined",
    "accounts.application_expired",
)
FOR_COORDINATORS = (
    "accounts.application_submitted",
    "accounts.application_answered",
    "accounts.second_yes_asked",
    "accounts.application_overdue",
    "accounts.vouch_given",
    "accounts.application_withdrawn",
)
FOR_VOUCHERS = ("accounts.vouch_asked", "accounts.vouch_reminder")
FOR_MEMBERS = ("accounts.member_suspended", "accounts.member_reinstated")
KINDS = FOR_APPLICANTS + FOR_COORDINATORS + FOR_VOUCHERS + FOR_MEMBERS
ASKS = (
    "accounts.information_requested",
    "accounts.information_reminder",
    "accounts.application_submitted",
    "accounts.application_answered",
    "accounts.second_yes_asked",
    "accounts.application_overdue",
    *FOR_VOUCHERS,
)
MUST_DELIVER = (
    "accounts.application_accepted",
    "accounts.application_declined",
    "accounts.application_expired",
    *FOR_MEMBERS,
)
# Somebody is asked only as long as it is still their turn.
ONLY_WHILE = {
    "accounts.information_requested": {_A.INFORMATION_REQUESTED},
    "accounts.information_reminder": {_A.INFORMATION_REQUESTED},
    "accounts.application_submitted": {_A.SUBMITTED},
    "accounts.application_answered": {_A.IN_REVIEW},
    "accounts.second_yes_asked": {_A.IN_REVIEW},
    "accounts.application_overdue": {_A.SUBMITTED, _A.IN_REVIEW},
}


def texts(notices: Sequence[Notice]) -> Mapping[int, NoticeText]:
    """Return the words by notice id, in the active language; one query, and who the reader is, however many notices."""
    wanted = [notice for _reader, group in by_reader(notices) for notice in group if notice.kind in KINDS]
    applications, vouches = _asked_about(_ids(wanted, "application"), _ids(wanted, "vouch"))
    found = {}
    for notice in wanted:
        text = _text(notice, applications, vouches)
        if text is not None:
            found[notice.pk] = text
    return found


def _ids(notices: Sequence[Notice], name: str) -> set[int]:
    return {notice.object_ids[name] for notice in notices if name in notice.object_ids}


def _asked_about(
    applications: set[int], vouches: set[int]
) -> tuple[dict[int, MembershipApplication], dict[int, Vouch]]:
    """Return both by their ids, every vouch with its application and its member."""
    of_vouches = Vouch.objects.filter(pk__in=vouches)
    asked = RowsOf(of_vouches.filter(application=OuterRef("pk")).select_related("member"))
    wanted = Q(pk__in=applications) | Q(pk__in=of_vouches.values("application"))
    by_id: dict[int, MembershipApplication] = {}
    found: dict[int, Vouch] = {}
    for application in MembershipApplication.objects.filter(wanted).annotate(asked=asked):
        by_id[application.pk] = application
        for vouch in application.asked:
            vouch.application = application
            found[vouch.pk] = vouch
    return by_id, found


def _text(
    notice: Notice,
    applications: Mapping[int, MembershipApplication],
    vouches: Mapping[int, Vouch],
) -> NoticeText | None:
    if notice.kind in FOR_MEMBERS:
        return _member_text(notice.kind)
    if notice.kind in FOR_VOUCHERS:
        return _voucher_text(notice, vouches.get(notice.object_ids["vouch"]))
    application = applications.get(notice.object_ids["application"])
    if application is None or application.state not in ONLY_WHILE.get(notice.kind, {application.state}):
        return None
    if notice.kind in FOR_APPLICANTS:
        return _applicant_text(notice.kind) if application.user_id == notice.recipient_id else None
    return _coordinator_text(notice.kind, application) if is_coordinator(notice.recipient) else None


def _applicant_text(kind: str) -> NoticeText:
    url = reverse("accounts:application_status")
    if kind == "accounts.application_accepted":
        return NoticeText(
            _("Welcome: you are a member now"),
            _("Two people have said yes. You may look around, find people and ask."),
            reverse("site:dashboard"),
            _("Come in"),
        )
    if kind == "accounts.application_declined":
        return NoticeText(
            _("Your application was not accepted"),
            _("The coordinators have written down why. You may ask again when something has changed."),
            url,
        )
    if kind == "accounts.application_expired":
        return NoticeText(
            _("Your application has ended"),
            _("We asked you something and heard nothing for 30 days. You are welcome to ask again."),
            url,
        )
    if kind == "accounts.application_replied":
        return NoticeText(
            _("A coordinator has answered your first question"),
            _("You find the answer with your application. You need to do nothing."),
            url,
        )
    if kind == "accounts.information_reminder":
        return NoticeText(
            _("A question is still waiting for your answer"),
            _("Without an answer your application ends by itself; nothing else happens."),
            url,
            _("Answer"),
        )
    return NoticeText(
        _("A coordinator has a question for you"),
        _("They read your application and would like to know one more thing."),
        url,
        _("Answer"),
    )


def _coordinator_text(kind: str, application: MembershipApplication) -> NoticeText:
    url = reverse("accounts:desk_application", args=[application.pk])
    headings = {
        "accounts.application_submitted": _("An application waits to be read"),
        "accounts.application_answered": _("An applicant has answered your question"),
        "accounts.second_yes_asked": _("An application waits for a second yes"),
        "accounts.application_overdue": _("An application is past its time"),
        "accounts.vouch_given": _("A member has answered whether they vouch"),
        "accounts.application_withdrawn": _("An applicant has withdrawn"),
    }
    bodies = {
        "accounts.second_yes_asked": _("One coordinator has said yes. A second person has to agree, or not."),
        "accounts.application_overdue": _("Nobody has acted within five working days. Please see to it."),
    }
    act = _("Read") if application.state in OPEN_STATES else ""
    return NoticeText(headings[kind], bodies.get(kind, _("You find it at the desk.")), url, act)


def _voucher_text(notice: Notice, vouch: Vouch | None) -> NoticeText | None:
    if vouch is None or vouch.member.user_id != notice.recipient_id or vouch.answered_at:
        return None
    if vouch.member.state != Member.State.ACTIVE or not is_vouch_open(vouch):
        return None
    return NoticeText(
        _("Do you know this person?"),
        _("Somebody asks to join. A coordinator would like to hear from you, yes or no."),
        reverse("accounts:vouch_page", args=[vouch.pk]),
        _("Answer"),
    )


def is_vouch_open(vouch: Vouch) -> bool:
    """May this vouch still be answered?"""
    return vouch.answered_at is None and vouch.application.state in (_A.IN_REVIEW, _A.INFORMATION_REQUESTED)


def _member_text(kind: str) -> NoticeText:
    url = reverse("accounts:application_status")
    if kind == "accounts.member_suspended":
        return NoticeText(
            _("Your membership rests"), _("A coordinator has suspended it. You may write to them and ask why."), url
        )
    return NoticeText(
        _("Your membership is open again"), _("You may come in as before."), reverse("site:dashboard"), _("Come in")
    )
