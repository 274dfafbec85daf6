"""What can happen to the visitor code? It is accepted, with its version, the house's own rules, and the day."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused
from visits.actions.settling import settle
from visits.models import CodeAcceptance, HostOffer, Visit, VisitRequest
from visits.visitor_code import VERSION, accepted_rules, visitors

R = VisitRequest.State


def accept_code(user: Any, request: VisitRequest) -> None:
    """Note that somebody accepted the code as it stands today; the same version is noted once."""
    _row, made = CodeAcceptance.objects.get_or_create(
        request=request, user=user, version=VERSION, rules_of=None, defaults={"at": clock.now()}
    )
    if made:
        audit.record(user, "visits.code_accept", request, version=VERSION)


def note_rules(visit: Visit) -> None:
    """Keep the house's own rules as they are when everybody has said yes: agreed visits keep the old terms."""
    offer = HostOffer.objects.filter(facility=visit.facility_id).first() if visit.facility_id else None
    visit.house_rules = offer.own_rules.strip() if offer else ""
    visit.rules_of = (offer.rules_changed_at or offer.changed_at) if offer and visit.house_rules else None
    visit.save(update_fields=["house_rules", "rules_of"])


@transaction.atomic
def accept_rules(user: Any, request: VisitRequest) -> None:
    """Whoever comes has read the code and the rules of the very house. A second time is harmless."""
    request = VisitRequest.objects.select_for_update().get(pk=request.pk)
    visit = Visit.objects.filter(request=request).first()
    if request.state != R.CONFIRMED or visit is None or not visit.house_rules:
        raise MoveRefused(_("The house’s own rules can be accepted once it has said yes, before the visit."))
    if user.pk not in visitors(request):
        raise MoveRefused(_("Somebody else has to do this step."))
    if user.pk not in accepted_rules(visit):
        CodeAcceptance.objects.create(
            request=request, user=user, version=VERSION, rules_of=visit.rules_of, at=clock.now()
        )
        audit.record(user, "visits.rules_accept", request, version=VERSION)
    settle(request)
