"""Which coordinators have a request, or what went wrong on a visit, before them now? In charge, deputies, all, administrators."""

from accounts import permissions as people_may
from accounts import queries as people
from accounts.models import Coordinator, User
from portal import clock
from visits.clocks import LAST_STEP, desk_step
from visits.models import Incident, VisitRequest


def desk(request: VisitRequest) -> list[User]:
    """Return the coordinators whose silence counts now: the one in charge, then the deputy, then all, then the
    administrators. A request under threat goes to all of them at once. The requester is never their own coordinator.
    """
    everybody = [role for role in people.coordinators_for(request.country) if not request.asks(role.user)]
    if request.is_sensitive:
        # Without a coordinator of the country others would stand in: what is sensitive goes to administrators instead.
        everybody = [role for role in everybody if not role.countries or request.country in role.countries]
    administrators = [user for user in people.administrators() if not request.asks(user)]
    step = desk_step(request)
    if step >= LAST_STEP or not everybody:
        return administrators or [role.user for role in everybody]
    if step == LAST_STEP - 1 or request.stage == "under-threat":
        return [role.user for role in everybody]
    in_charge = _in_charge(request, everybody)
    if step == 0:
        return [in_charge.user]
    deputy = in_charge.deputy if in_charge.deputy and not request.asks(in_charge.deputy.user) else None
    others = [role for role in everybody if role.pk != in_charge.pk]
    return [(deputy or (others[0] if others else in_charge)).user]


def _in_charge(request: VisitRequest, everybody: list[Coordinator]) -> Coordinator:
    """Return whoever has the request: the coordinator it was given to, from wherever; the deputy while they are away."""
    assigned = request.coordinator
    for role in (assigned, assigned.deputy if assigned else None):
        if role and _is_here(role) and not request.asks(role.user):
            return role
    return everybody[0]


def _is_here(role: Coordinator) -> bool:
    return role.is_active and role.user.is_active and not people_may.is_away(role, clock.today())


def incident_desk(request: VisitRequest, incident: Incident) -> list[User]:
    """Return the coordinators who are to read it now: the one in charge (all, where it is urgent), after four hours
    the deputy and the others, then the administrators, too."""
    everybody = [role.user for role in people.coordinators_for(request.country) if role.user_id != request.requester_id]
    administrators = [user for user in people.administrators() if user.pk != request.requester_id]
    if incident.escalation >= 2 or not everybody:
        return [*everybody, *administrators]
    return everybody if incident.is_urgent or incident.escalation else desk(request)
