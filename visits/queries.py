"""What can this user list? Requests, invitations, consents, offers and reports, each through one door."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts import permissions as people
from visits.models import (
    HostConsent,
    HostOffer,
    Invitation,
    OpenCall,
    Report,
    Thanks,
    Turn,
    Visit,
    VisitRequest,
    Volunteer,
    Waiver,
)

R = VisitRequest.State


def requests_for_user(user: Any) -> QuerySet[VisitRequest]:
    """Requests on whose page the user may stand: own, accepted, hosted, or coordinated (drafts are the requester's).

    A house that is asked, or said no, reads its own question (`consents_for_user`) and nothing of the conversation.
    """
    if not people.is_vetted(user):
        return VisitRequest.objects.none()
    mine = (
        asked_by(user)
        | Q(invitations__expert__user=user.pk, invitations__state=Invitation.State.ACCEPTED)
        | Q(visit__consents__person=user.pk, visit__consents__state=HostConsent.State.AGREED)
    )
    return VisitRequest.objects.filter(mine | _coordinated(user)).distinct()


def asked_by(user: Any) -> Q:
    """Requests of the user's own, and those in which they stand in for the requester."""
    return Q(requester=user.pk) | Q(deputy=user.pk)


def own_requests_for_user(user: Any) -> QuerySet[VisitRequest]:
    """Requests that the user writes, sends and answers for."""
    if not people.is_vetted(user):
        return VisitRequest.objects.none()
    return VisitRequest.objects.filter(asked_by(user))


def _coordinated(user: Any) -> Q:
    role = people.coordinator_of(user)
    if not people.is_coordinator(user):
        return Q(pk__in=[])
    handed_in = ~Q(state=R.DRAFT)
    if people.is_administrator(user) or role is None or not role.countries:
        return handed_in
    return handed_in & (~Q(confidentiality="sensitive") | Q(country__in=role.countries))


def desk_requests_for_user(user: Any) -> QuerySet[VisitRequest]:
    """Requests that a coordinator works on: handed in, and not their own."""
    return VisitRequest.objects.filter(_coordinated(user)).exclude(asked_by(user))


def counted_requests_for_user(user: Any) -> QuerySet[VisitRequest]:
    """Requests that are counted in the network's health: handed in, and read by this coordinator, their own as well."""
    return VisitRequest.objects.filter(_coordinated(user))


def waivers_for_user(user: Any) -> QuerySet[Waiver]:
    """Drafts whose requester asks to be let through: of a draft a coordinator sees no more than that."""
    if not people.is_coordinator(user):
        return Waiver.objects.none()
    role = people.coordinator_of(user)
    rows = Waiver.objects.exclude(Q(request__requester=user.pk) | Q(request__deputy=user.pk))
    if people.is_administrator(user) or role is None or not role.countries:
        return rows
    return rows.filter(~Q(request__confidentiality="sensitive") | Q(request__country__in=role.countries))


def with_rows(requests: QuerySet[VisitRequest]) -> QuerySet[VisitRequest]:
    """Add what a request's page and its roles need, in a fixed number of queries."""
    return requests.select_related(
        "requester", "organisation", "coordinator__user", "visit__facility", "visit__report", "picked_facility"
    ).prefetch_related("invitations__expert", "proposals", "visit__consents", "turns")


def invitations_for_user(user: Any) -> QuerySet[Invitation]:
    """Invitations that were sent to this user; the list behind them is never theirs to see."""
    if not people.is_vetted(user):
        return Invitation.objects.none()
    hidden = (Invitation.State.SUGGESTED, Invitation.State.WITHDRAWN)
    return Invitation.objects.filter(expert__user=user.pk, invited_at__isnull=False).exclude(state__in=hidden)


def consents_for_user(user: Any) -> QuerySet[HostConsent]:
    if not people.is_vetted(user):
        return HostConsent.objects.none()
    return HostConsent.objects.filter(person=user.pk)


def visitor_requests_for_user(user: Any) -> QuerySet[VisitRequest]:
    """Requests whose group the user belongs to, beside whoever asked: they sign the code, and read when and where."""
    if not people.is_vetted(user):
        return VisitRequest.objects.none()
    mine = VisitRequest.objects.filter(participants__member__user=user.pk).exclude(requester=user.pk)
    return mine.filter(state__in=(R.PLANNING, R.CONFIRMED, R.HELD)).distinct()


def came_along_for_user(user: Any) -> QuerySet[VisitRequest]:
    """Confirmed or past visits whose group the user belonged to: they may say what went wrong, and read no more."""
    if not people.is_vetted(user):
        return VisitRequest.objects.none()
    return VisitRequest.objects.filter(participants__member__user=user.pk, visit__first_confirmed_at__isnull=False)


def let_go_visits_for_user(user: Any) -> QuerySet[Visit]:
    """Visits a house said yes to that stand on no days now: it may still take the old ones out of its calendar."""
    gone = consents_for_user(user).filter(state=HostConsent.State.DROPPED)
    return Visit.objects.filter(
        consents__in=gone, first_confirmed_at__isnull=False, sessions__isnull=True
    ).select_related("request")


def offers_for_user(user: Any) -> QuerySet[HostOffer]:
    """Host offers the user may edit: as sign-off person, or as coordinator."""
    if people.is_coordinator(user):
        return HostOffer.objects.all()
    if not people.is_vetted(user):
        return HostOffer.objects.none()
    return HostOffer.objects.filter(facility__signoff_person=user.pk)


def reports_for_user(user: Any) -> QuerySet[Report]:
    """Reports of visits the user took part in; before the sign-off nobody else reads them."""
    return Report.objects.filter(visit__request__in=requests_for_user(user))


def turns_for_user(user: Any) -> QuerySet[Turn]:
    if not people.is_vetted(user):
        return Turn.objects.none()
    return Turn.objects.filter(user=user.pk)


def turns_around_user(user: Any) -> QuerySet[Turn]:
    """What waits for this user, and whoever else has to act in the requests this user sent."""
    if not people.is_vetted(user):
        return Turn.objects.none()
    return Turn.objects.filter(Q(user=user.pk) | Q(request__requester=user.pk) | Q(request__deputy=user.pk))


def thanks_for_user(user: Any) -> QuerySet[Thanks]:
    """Thanks that were said to this user; whoever gave them reads them on the page of the visit."""
    if not people.is_vetted(user):
        return Thanks.objects.none()
    return Thanks.objects.filter(to__user=user.pk)


def thanks_shown(member: Any) -> QuerySet[Thanks]:
    """Thanks that this member shows to the network; nobody who is protected shows any."""
    shown = Thanks.objects.filter(to=member, state=Thanks.State.SHOWN, to__user__protected=False)
    return shown.select_related("by__member__user")


def running_calls_for_user(user: Any) -> QuerySet[OpenCall]:
    """Open calls that run now, for those to whom they are told."""
    if not people.is_vetted(user):
        return OpenCall.objects.none()
    return OpenCall.objects.filter(state=OpenCall.State.RUNNING, audience__in=people.audiences(user))


def calls_for_user(user: Any) -> QuerySet[OpenCall]:
    """Those, and the ones which the user answered: they read there what became of it."""
    if not people.is_vetted(user):
        return OpenCall.objects.none()
    told = Q(state=OpenCall.State.RUNNING, audience__in=people.audiences(user))
    answered = Q(pk__in=Volunteer.objects.filter(member__user=user.pk).values("call"))
    return OpenCall.objects.filter(told | answered)


def asked_calls_for_user(user: Any) -> QuerySet[OpenCall]:
    """Calls about the user's own requests: they say yes to the words, and may end it."""
    return OpenCall.objects.filter(request__in=own_requests_for_user(user))


def desk_calls_for_user(user: Any) -> QuerySet[OpenCall]:
    return OpenCall.objects.filter(request__in=desk_requests_for_user(user))


def volunteers_for_user(user: Any) -> QuerySet[Volunteer]:
    """Who offered to help, for the desk alone."""
    return Volunteer.objects.filter(request__in=desk_requests_for_user(user))
