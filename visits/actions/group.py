"""Who comes, and have they signed the visitor code? Names are the house's alone, and go 90 days after the visit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused
from visits.actions.requests import lock
from visits.actions.settling import settle
from visits.models import CodeAcceptance, HostConsent, Participant, Visit, VisitRequest
from visits.permissions import roles
from visits.visitor_code import VERSION, visiting_members

R = VisitRequest.State
OPEN = (R.DRAFT, R.SUBMITTED, R.RETURNED, R.INVITING, R.PLANNING, R.CONFIRMED)


@dataclass(frozen=True)
class Person:
    """One who comes, as the form has it; `pk` of the row they stand in, None for a new one."""

    role: str
    name: str = ""
    pk: int | None = None
    organisation_kind: str = ""
    outsider: str = ""
    is_substitute: bool = False
    member_id: int | None = field(default=None)


@transaction.atomic
def save_participants(user: Any, request: VisitRequest, people: Sequence[Person]) -> None:
    """Keep who comes: roles, and names that only the house sees. Never more than the group that was agreed, and one
    who could come instead. Whoever takes somebody's place has not signed what that person signed."""
    request = lock(request)
    _check(user, request, people)
    kept = {row.pk: row for row in request.participants.all()}
    staying = set()
    for person in people:
        row = kept.get(person.pk) if person.pk else None
        if row is None:
            row = Participant(request=request)
        elif (row.name and row.name != person.name) or row.member_id != person.member_id:
            row.signatures.all().delete()
            row.papers.all().delete()
        for name in ("role", "name", "organisation_kind", "outsider", "is_substitute", "member_id"):
            setattr(row, name, getattr(person, name))
        row.save()
        staying.add(row.pk)
    request.participants.exclude(pk__in=staying).delete()
    audit.record(user, "visits.participants_save", request, count=len(people))
    settle(request)


def _check(user: Any, request: VisitRequest, people: Sequence[Person]) -> None:
    if "requester" not in roles(user, request) or request.state not in OPEN:
        raise MoveRefused(_("Who comes is said by the person who asked, before the visit."))
    if sum(not person.is_substitute for person in people) > request.group_size:
        raise MoveRefused(_("You asked for %(n)s people. The house agreed to no more.") % {"n": request.group_size})
    if sum(person.is_substitute for person in people) > 1:
        raise MoveRefused(_("One person can stand in for the others, not more."))
    kinds = {person.outsider for person in people if person.outsider}
    if kinds - set(welcome_outsiders(request)):
        raise MoveRefused(
            _("The house did not agree to these people from outside. Please ask it before you name them.")
        )


def welcome_outsiders(request: VisitRequest) -> list[str]:
    """Return the kinds of people from outside who may be named: those asked for, and of them what the house took."""
    if not request.outsiders:
        return []
    consent = HostConsent.objects.filter(visit__request=request, state=HostConsent.State.AGREED).first()
    asked = [kind for kind in request.outsiders if kind != "journalist"]
    return [kind for kind in asked if consent is None or kind in consent.outsiders]


@transaction.atomic
def note_paper_signature(user: Any, participant: Participant, day: date) -> CodeAcceptance:
    """The requester holds the signed sheet of somebody who has no account. Noted twice it stands once."""
    request = lock(participant.request)
    if "requester" not in roles(user, request) or request.state not in OPEN:
        raise MoveRefused(_("Signatures are noted by the person who asked, before the visit."))
    if day > clock.today():
        raise MoveRefused(_("Please give the day on which it was signed; it cannot lie ahead."))
    rules_of = rules_now(request)
    row, made = CodeAcceptance.objects.get_or_create(
        request=request, participant=participant, version=VERSION, rules_of=rules_of, user=None,
        defaults={"at": clock.now(), "signed_on": day},
    )  # fmt: skip
    if made:
        audit.record(user, "visits.code_paper", request, participant=participant.pk, version=VERSION)
    return row


@transaction.atomic
def sign_code(user: Any, request: VisitRequest) -> None:
    """A member who comes along signs the code, with the rules of the very house once it has said yes."""
    request = lock(request)
    if user.pk not in visiting_members(request) or request.state not in (R.PLANNING, R.CONFIRMED):
        raise MoveRefused(_("The code is signed by those who come, before the visit."))
    _row, made = CodeAcceptance.objects.get_or_create(
        request=request, user=user, version=VERSION, rules_of=rules_now(request), defaults={"at": clock.now()}
    )
    if made:
        audit.record(user, "visits.code_accept", request, version=VERSION)
    settle(request)


def rules_now(request: VisitRequest) -> Any:
    """Return the date of the house's own rules that hold for this visit; None where there are none, or not yet."""
    visit = Visit.objects.filter(request=request).first()
    return visit.rules_of if visit and visit.house_rules else None


def forget_names(request: VisitRequest) -> int:
    """Wipe who came, by name; roles, and that the code was signed, stay. The caller holds the lock."""
    request.papers.all().delete()
    gone = request.participants.exclude(name="", member=None).update(name="", member=None)
    if gone or request.contact_deputy:
        request.contact_deputy = ""
        request.save(update_fields=["contact_deputy"])
        audit.record(None, "visits.names_forget", request, count=gone)
    return gone
