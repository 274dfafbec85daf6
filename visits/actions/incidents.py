"""What happens when something went wrong? Told the same hour, read by the house and a coordinator, closed with a note."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from portal import clock
from portal.audit import actions as audit
from portal.moves import MoveRefused, find_move
from visits import notices
from visits.actions.requests import lock
from visits.actions.settling import settle
from visits.lifecycle import INCIDENT_MOVES
from visits.models import Incident, Visit, VisitRequest
from visits.permissions import incident_roles, may_tell_incident

READ_WITHIN = timedelta(hours=4)
LEAST_WORD = 10


@transaction.atomic
def tell_incident(
    user: Any, request: VisitRequest, *, what: str, happened_at: datetime, who: str = "", is_urgent: bool = False
) -> Incident:
    """Write it down; the house's sign-off person and the coordinator hear it at once. An urgent one goes to all
    coordinators of the country."""
    request = lock(request)
    visit = Visit.objects.filter(request=request).first()
    if visit is None or not may_tell_incident(user, request):
        raise MoveRefused(_("This can be written by those who take part, once the visit is confirmed."))
    if len(what.strip()) < LEAST_WORD or happened_at > clock.now():
        raise MoveRefused(_("Please say in a sentence what happened, and when; it cannot lie ahead."))
    now = clock.now()
    incident = Incident.objects.create(
        visit=visit, by=user, what=what.strip()[:3000], happened_at=happened_at, who=who.strip()[:300],
        is_urgent=is_urgent, told_at=now, read_by=now + READ_WITHIN,
    )  # fmt: skip
    # Whoever writes it has read it.
    acting = incident_roles(user, request)
    if acting & {"coordinator", "administrator"}:
        incident.state, incident.desk_read_at = Incident.State.READ, now
    if "host" in acting:
        incident.host_read_at = now
    incident.save(update_fields=["state", "desk_read_at", "host_read_at"])
    audit.record(user, "visits.incident_tell", request, incident=incident.pk, urgent=is_urgent)
    settle(request)
    _tell(incident, request, user)
    return incident


def _tell(incident: Incident, request: VisitRequest, user: Any = None) -> None:
    kind = "visits.incident_urgent" if incident.is_urgent else "visits.incident"
    ids = set(request.turns.filter(act="read-incident").values_list("user", flat=True))
    told = list(User.objects.filter(pk__in=ids - {getattr(user, "pk", None)}))
    notices.tell(kind, f"{incident.pk}:{incident.escalation}", told, request, answer_by=incident.read_by)


def _locked(user: Any, incident: Incident, name: str) -> tuple[VisitRequest, Incident]:
    request = lock(incident.visit.request)
    incident = Incident.objects.select_for_update(of=("self",)).select_related("visit").get(pk=incident.pk)
    row = find_move(INCIDENT_MOVES, incident.state, name, incident_roles(user, request))
    audit.record(
        user, f"visits.incident_{name}", request, from_state=incident.state, to_state=row.to, incident=incident.pk
    )
    incident.state = row.to
    return request, incident


@transaction.atomic
def read_incident(user: Any, incident: Incident) -> Incident:
    """A coordinator, or the house, says that they have read it. The clock stops for a coordinator only: it may be
    about the house."""
    acting = incident_roles(user, incident.visit.request)
    name = "acknowledge" if acting & {"coordinator", "administrator"} else "note"
    request, incident = _locked(user, incident, name)
    if name == "acknowledge":
        incident.desk_read_at = incident.desk_read_at or clock.now()
    if "host" in acting:
        incident.host_read_at = incident.host_read_at or clock.now()
    incident.save()
    settle(request)
    return incident


@transaction.atomic
def close_incident(user: Any, incident: Incident, note: str) -> Incident:
    """Say what was done about it; from then on it rests with its note, for the same few readers."""
    if len(note.strip()) < LEAST_WORD:
        raise MoveRefused(_("Please write a sentence about what was done."))
    request, incident = _locked(user, incident, "close")
    incident.note, incident.closed_at = note.strip()[:2000], clock.now()
    incident.save()
    settle(request)
    return incident


def pass_on_unread(incident: Incident) -> bool:
    """Four hours unread: the deputy (or another coordinator) and the administrators have it, too. For the clock."""
    request = lock(incident.visit.request)
    incident = Incident.objects.select_for_update(of=("self",)).select_related("visit").get(pk=incident.pk)
    if incident.state != Incident.State.TOLD or incident.read_by > clock.now() or incident.escalation >= 2:
        return False
    incident.escalation += 1
    incident.read_by = clock.now() + READ_WITHIN
    incident.save(update_fields=["escalation", "read_by"])
    audit.record(None, "visits.incident_pass_on", request, incident=incident.pk, step=incident.escalation)
    settle(request)
    _tell(incident, request)
    return True
