"""What can coordinators do for the network? Suspend and take back, appoint delegates."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts import bylines, permissions
from accounts.lifecycle import MEMBER_MOVES
from accounts.models import Coordinator, Member, Organisation, OrganisationDelegate, User
from portal.audit import actions as audit
from portal.delivery import outbox
from portal.moves import MoveRefused, find_move
from portal.search import index


def _locked(member: Member) -> Member:
    return Member.objects.select_for_update(of=("self",)).select_related("user").get(pk=member.pk)


@transaction.atomic
def suspend_member(user: User, member: Member, reason: str) -> Member:
    """Close the door for a member; their sessions end, a coordinator's role rests."""
    member = _locked(member)
    row = find_move(MEMBER_MOVES, member.state, "suspend", permissions.member_roles(user, member))
    if member.user.is_superuser:
        raise MoveRefused(_("An administrator cannot be suspended here."))
    before, member.state, member.state_note = member.state, row.to, reason
    member.save(update_fields=["state", "state_note"])
    Coordinator.objects.filter(user=member.user).update(is_active=False)
    User.objects.filter(pk=member.user_id).update(sessions_round=F("sessions_round") + 1)
    bylines.forget_counts()
    index.put(member)
    event = audit.record(user, "member.suspend", member, from_state=before, to_state=member.state)
    outbox.notify(
        "accounts.member_suspended", f"member:{member.pk}:suspended:{event.pk}", [member.user], {"member": member.pk}
    )
    return member


@transaction.atomic
def reinstate_member(user: User, member: Member, reason: str) -> Member:
    """Open the door again. A coordinator's role has to be given anew."""
    member = _locked(member)
    row = find_move(MEMBER_MOVES, member.state, "reinstate", permissions.member_roles(user, member))
    before, member.state, member.state_note = member.state, row.to, reason
    member.save(update_fields=["state", "state_note"])
    bylines.forget_counts()
    index.put(member)
    event = audit.record(user, "member.reinstate", member, from_state=before, to_state=member.state)
    outbox.notify(
        "accounts.member_reinstated", f"member:{member.pk}:reinstated:{event.pk}", [member.user], {"member": member.pk}
    )
    return member


@transaction.atomic
def appoint_delegate(user: User, organisation: Organisation, member: Member) -> OrganisationDelegate:
    """Let a member speak for an organisation; appointing twice changes nothing."""
    if not permissions.is_coordinator(user):
        raise MoveRefused(_("Somebody else has to do this step."))
    if member.state != Member.State.ACTIVE:
        raise MoveRefused(_("Only an active member can speak for an organisation."))
    delegate, is_new = OrganisationDelegate.objects.get_or_create(organisation=organisation, member=member)
    if is_new:
        audit.record(user, "organisation.appoint_delegate", organisation, member=member.pk)
    return delegate


@transaction.atomic
def dismiss_delegate(user: User, delegate: OrganisationDelegate) -> None:
    """Take the role back."""
    if not permissions.is_coordinator(user):
        raise MoveRefused(_("Somebody else has to do this step."))
    audit.record(user, "organisation.dismiss_delegate", delegate.organisation, member=delegate.member_id)
    delegate.delete()
