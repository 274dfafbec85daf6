"""What can members do with their own membership? Profile, visibility, protection, consent, leaving."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts import bylines
from accounts.actions.experts import unlist
from accounts.lifecycle import MEMBER_MOVES
from accounts.models import Coordinator, Member, PastEmployer, PeerConsent, User
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move
from portal.search import index

PROFILE_FIELDS = ("name", "category", "country", "organisation", "languages")
PERSONAL_FIELDS = ("language", "time_zone")
HIDDEN = {"name": "coordinators", "organisation": "coordinators", "country": "coordinators"}


def _locked(member: Member) -> Member:
    return Member.objects.select_for_update(of=("self",)).select_related("user").get(pk=member.pk)


@transaction.atomic
def save_profile(user: User, member: Member, fields: Mapping[str, Any]) -> Member:
    """Save what the member says of themselves; it counts as "yes, still right"."""
    member = _locked(member)
    changed = [name for name in PROFILE_FIELDS if name in fields and getattr(member, name) != fields[name]]
    if "organisation" in changed and member.organisation_id:
        PastEmployer.objects.update_or_create(
            member=member, organisation_id=member.organisation_id, defaults={"until": clock.today()}
        )
    for name in changed:
        setattr(member, name, fields[name])
    member.confirmed_on = clock.today()
    member.save()
    User.objects.filter(pk=member.user_id).update(**{name: fields[name] for name in PERSONAL_FIELDS if name in fields})
    bylines.forget_counts()
    index.put(member)
    audit.record(user, "member.save_profile", member, fields=changed)
    return member


@transaction.atomic
def confirm_profile(user: User, member: Member) -> Member:
    """Say: yes, all of it is still right."""
    member = _locked(member)
    member.confirmed_on = clock.today()
    member.save(update_fields=["confirmed_on"])
    audit.record(user, "member.confirm", member)
    return member


@transaction.atomic
def save_visibility(user: User, member: Member, visibility: Mapping[str, str]) -> Member:
    """Save, field by field, who reads it: "members" or "coordinators"."""
    member = _locked(member)
    member.visibility = {**member.visibility, **visibility}
    member.save(update_fields=["visibility"])
    bylines.forget_counts()
    index.put(member)
    audit.record(user, "member.save_visibility", member, **member.visibility)
    return member


@transaction.atomic
def set_protected(user: User, member: Member, *, protected: bool) -> Member:
    """Switch protected mode: name, organisation and country for coordinators only, no list, no count, no mail."""
    member = _locked(member)
    User.objects.filter(pk=member.user_id).update(protected=protected)
    member.user.protected = protected
    bylines.forget_counts()
    index.put(member)
    audit.record(user, "member.protect" if protected else "member.unprotect", member)
    return member


@transaction.atomic
def hide_everything(user: User, member: Member) -> Member:
    """At once: protected, every field for coordinators only, no expert any more. Posts read "A member" from now on."""
    member = set_protected(user, member, protected=True)
    member.visibility = dict(HIDDEN)
    member.save(update_fields=["visibility"])
    unlist(user, member)
    audit.record(user, "member.hide_everything", member)
    return member


@transaction.atomic
def give_peer_consent(user: User, member: Member) -> PeerConsent:
    """Say, privately and with today's date, that one is a peer; saying it twice changes nothing."""
    member = _locked(member)
    consent, is_new = PeerConsent.objects.get_or_create(
        member=member, withdrawn_at=None, defaults={"given_at": clock.now()}
    )
    if is_new:
        audit.record(user, "member.give_peer_consent", member)
    return consent


@transaction.atomic
def withdraw_peer_consent(user: User, member: Member) -> None:
    """Take it back; it ends at once everywhere."""
    member = _locked(member)
    if member.peer_consents.filter(withdrawn_at=None).update(withdrawn_at=clock.now()):
        audit.record(user, "member.withdraw_peer_consent", member)


@transaction.atomic
def leave_network(user: User, member: Member) -> Member:
    """End the membership. Posts stay as "A former member"; roles, consents and the expert profile end."""
    member = _locked(member)
    row = find_move(MEMBER_MOVES, member.state, "leave", {"self"} if member.user_id == user.pk else set())
    if user.is_superuser and not User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk).exists():
        raise MoveRefused(_("You are the only administrator. Please make somebody else one before you leave."))
    before, member.state = member.state, row.to
    member.visibility = dict(HIDDEN)
    member.save(update_fields=["state", "visibility"])
    withdraw_peer_consent(user, member)
    member.delegations.all().delete()
    unlist(user, member)
    Coordinator.objects.filter(user=user).update(is_active=False)
    User.objects.filter(pk=user.pk).update(is_staff=False, is_superuser=False)
    end_sessions(user)
    bylines.forget_counts()
    audit.record(user, "member.leave", member, from_state=before, to_state=member.state)
    return member


@transaction.atomic
def end_sessions(user: User) -> None:
    """Log this person out everywhere, at their next click at the latest."""
    User.objects.filter(pk=user.pk).update(sessions_round=F("sessions_round") + 1)
    audit.record(user, "user.end_sessions", user)
