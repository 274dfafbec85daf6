"""What can a coordinator do with an application? Take it up, ask back, ask a member to vouch, say yes or no."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import permissions, queries
from accounts.actions.admission import admit
from accounts.actions.applying import locked, read_by
from accounts.lifecycle import APPLICATION_MOVES
from accounts.models import ApplicationDecision, ApplicationMessage, Member, MembershipApplication, User, Vouch
from portal import clock
from portal.audit import actions as audit
from portal.delivery import outbox
from portal.moves import Move, MoveRefused, find_move

ANSWER_WITHIN = timedelta(days=30)


def _found(user: User, application: MembershipApplication, name: str) -> Move:
    return find_move(APPLICATION_MOVES, application.state, name, permissions.application_roles(user, application))


@transaction.atomic
def take_application(user: User, application: MembershipApplication) -> MembershipApplication:
    """Take it into review; from now on this coordinator is told about it."""
    application = locked(application)
    row = _found(user, application, "take")
    before, application.state = application.state, row.to
    application.coordinator, application.due_at = permissions.coordinator_of(user), read_by()
    application.save(update_fields=["state", "coordinator", "due_at"])
    audit.record(user, "application.take", application, from_state=before, to_state=application.state)
    return application


@transaction.atomic
def ask_applicant(user: User, application: MembershipApplication, question: str) -> ApplicationMessage:
    """Ask a question back; the applicant has 30 days."""
    application = locked(application)
    row = _found(user, application, "ask")
    message = ApplicationMessage.objects.create(application=application, author=user, body=question, at=clock.now())
    before, application.state = application.state, row.to
    application.due_at = clock.now() + ANSWER_WITHIN
    application.save(update_fields=["state", "due_at"])
    audit.record(user, "application.ask", application, from_state=before, to_state=application.state)
    outbox.notify(
        "accounts.information_requested",
        f"application:{application.pk}:asked:{message.pk}",
        [application.user],
        {"application": application.pk},
        answer_by=application.due_at,
    )
    return message


@transaction.atomic
def reply_to_applicant(user: User, application: MembershipApplication, words: str) -> ApplicationMessage:
    """Answer their first question; the application stays where it is, and so does whose turn it is."""
    application = locked(application)
    _found(user, application, "reply")
    if not application.first_question:
        raise MoveRefused(_("They have asked nothing. You can ask them a question instead."))
    message = ApplicationMessage.objects.create(application=application, author=user, body=words, at=clock.now())
    audit.record(user, "application.reply", application, to_state=application.state)
    outbox.notify(
        "accounts.application_replied",
        f"application:{application.pk}:replied:{message.pk}",
        [application.user],
        {"application": application.pk},
    )
    return message


@transaction.atomic
def ask_vouch(user: User, application: MembershipApplication, member: Member) -> Vouch:
    """Ask a member whether they know this person; they see name, role, organisation and motivation, no more."""
    application = locked(application)
    _found(user, application, "ask_vouch")
    if member.state != Member.State.ACTIVE or member.user_id == application.user_id:
        raise MoveRefused(_("This member cannot vouch. Please choose somebody else."))
    if member.user_id == user.pk:
        raise MoveRefused(_("You read this application yourself, so somebody else has to vouch."))
    if application.decisions.filter(by=member.user_id).exists():
        raise MoveRefused(_("This person has already decided as a coordinator and cannot vouch as well."))
    vouch, is_new = Vouch.objects.get_or_create(
        application=application, member=member, defaults={"asked_at": clock.now()}
    )
    if not is_new:
        raise MoveRefused(_("This member was asked already."))
    audit.record(user, "application.ask_vouch", application, to_state=application.state, member=member.pk)
    outbox.notify(
        "accounts.vouch_asked", f"vouch:{vouch.pk}:asked", [member.user], {"vouch": vouch.pk}, answer_by=read_by()
    )
    return vouch


@transaction.atomic
def answer_vouch(user: User, vouch: Vouch, *, vouches: bool, words: str) -> Vouch:
    """A member says whether they know this person. With a coordinator's yes before it, a vouch lets them in."""
    application = locked(vouch.application)
    vouch = Vouch.objects.select_for_update().select_related("member__user").get(pk=vouch.pk)
    if vouch.member.user_id != user.pk:
        raise MoveRefused(_("Somebody else has to do this step."))
    if vouch.answered_at:
        raise MoveRefused(_("You have answered already. Thank you."))
    find_move(APPLICATION_MOVES, application.state, "vouch", {"voucher"})
    vouch.vouches, vouch.words, vouch.answered_at = vouches, words, clock.now()
    vouch.save(update_fields=["vouches", "words", "answered_at"])
    audit.record(user, "application.vouch", application, to_state=application.state, vouch=vouch.pk, yes=vouches)
    first = application.decisions.filter(accepts=True).exclude(by=user).first()
    if vouches and first and application.state == MembershipApplication.State.IN_REVIEW:
        admit(user, application, role="voucher")
        return vouch
    outbox.notify(
        "accounts.vouch_given",
        f"vouch:{vouch.pk}:given",
        queries.readers_of(application),
        {"application": application.pk},
    )
    return vouch


@transaction.atomic
def say_yes(user: User, application: MembershipApplication, reason: str) -> MembershipApplication:
    """One of the two yeses. The second one, of another person, lets the applicant in."""
    application = locked(application)
    _found(user, application, "say_yes")
    if application.vouches.filter(member__user=user, answered_at__isnull=False).exists():
        raise MoveRefused(_("You answered as a voucher, so somebody else has to decide."))
    others = application.decisions.filter(accepts=True).exclude(by=user)
    vouched = application.vouches.filter(vouches=True).exclude(member__user=user)
    has_second = others.exists() or vouched.exists()
    _decision, is_first = ApplicationDecision.objects.get_or_create(
        application=application, by=user, defaults={"accepts": True, "reason": reason, "at": clock.now()}
    )
    if not is_first and not has_second:
        raise MoveRefused(_("You have said yes already. A second person has to say yes now."))
    audit.record(user, "application.say_yes", application, to_state=application.state)
    if has_second:
        admit(user, application, role="coordinator")
        return application
    application.due_at = read_by()
    application.save(update_fields=["due_at"])
    outbox.notify(
        "accounts.second_yes_asked",
        f"application:{application.pk}:second",
        queries.second_persons_for(application, user),
        {"application": application.pk},
        answer_by=application.due_at,
    )
    return application


@transaction.atomic
def decline_application(user: User, application: MembershipApplication, reason: str) -> MembershipApplication:
    """Say no; the applicant reads the reason."""
    application = locked(application)
    row = _found(user, application, "decline")
    if application.vouches.filter(member__user=user, answered_at__isnull=False).exists():
        raise MoveRefused(_("You answered as a voucher, so somebody else has to decide."))
    ApplicationDecision.objects.update_or_create(
        application=application, by=user, defaults={"accepts": False, "reason": reason, "at": clock.now()}
    )
    before, application.state = application.state, row.to
    application.due_at, application.decided_at = None, clock.now()
    application.save(update_fields=["state", "due_at", "decided_at"])
    audit.record(user, "application.decline", application, from_state=before, to_state=application.state)
    outbox.notify(
        "accounts.application_declined",
        f"application:{application.pk}:declined",
        [application.user],
        {"application": application.pk},
    )
    return application


@transaction.atomic
def expire_application(application: MembershipApplication) -> bool:
    """End an application whose question was not answered in time; False when it is not due (any more)."""
    application = locked(application)
    if application.state != MembershipApplication.State.INFORMATION_REQUESTED:
        return False
    if application.due_at is None or application.due_at > clock.now():
        return False
    row = find_move(APPLICATION_MOVES, application.state, "expire", {"clock"})
    before, application.state = application.state, row.to
    application.due_at, application.decided_at = None, clock.now()
    application.save(update_fields=["state", "due_at", "decided_at"])
    audit.record(None, "application.expire", application, from_state=before, to_state=application.state)
    outbox.notify(
        "accounts.application_expired",
        f"application:{application.pk}:expired",
        [application.user],
        {"application": application.pk},
    )
    return True
