"""How do concrete days come up? Checked once, here, for every side."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from portal import clock
from portal.moves import MoveRefused
from visits import visiting_hours
from visits.hours import offers_of
from visits.kinds import KINDS
from visits.models import DateProposal, Invitation, VisitRequest
from visits.permissions import accepted_experts


def open_proposal(
    user: Any,
    request: VisitRequest,
    days: Sequence[date],
    from_hour: time,
    to_hour: time,
    *,
    invitation: Invitation | None = None,
    experts: Sequence[int] = (),
) -> DateProposal:
    """Write days and hours that one side offers; an earlier open offer of the same person is replaced.

    `experts`: who says yes with it, beside those who have; their houses' terms bind, too.
    """
    chosen = sorted(set(days))
    check_days(request, chosen, from_hour, to_hour)
    _check_houses(request, chosen, from_hour, to_hour, experts)
    days_iso = [day.isoformat() for day in chosen]
    open_ones = DateProposal.objects.filter(request=request, state=DateProposal.State.OPEN)
    same = open_ones.filter(invitation=None, from_hour=from_hour, to_hour=to_hour).exclude(by=user)
    if invitation is None and (known := next((row for row in same if row.days == days_iso), None)):
        # Somebody offered exactly these days: this is a yes to them, not a second offer.
        known.agreed_by = sorted({*known.agreed_by, request.speaks_for(user)})
        known.save(update_fields=["agreed_by"])
        return known
    open_ones.filter(by=user).update(state=DateProposal.State.REPLACED)
    return DateProposal.objects.create(
        request=request,
        invitation=invitation,
        by=user,
        days=days_iso,
        from_hour=from_hour,
        to_hour=to_hour,
        agreed_by=[request.speaks_for(user)],
        at=clock.now(),
    )


def check_days(request: VisitRequest, days: Sequence[date], from_hour: time, to_hour: time) -> None:
    """Raise MoveRefused for days in the past, too many of them, or hours that end before they begin."""
    kind = KINDS[request.kind]
    if not days:
        raise MoveRefused(_("Please choose at least one day."))
    if days[0] <= clock.today():
        raise MoveRefused(_("%(day)s has passed or is today. Please choose a later day.") % {"day": days[0]})
    if len(days) > kind.days:
        raise MoveRefused(_("This kind takes at most %(n)s days.") % {"n": kind.days})
    if to_hour <= from_hour:
        raise MoveRefused(_("The end must be later than the start."))


def _check_houses(
    request: VisitRequest, days: Sequence[date], from_hour: time, to_hour: time, experts: Sequence[int]
) -> None:
    """Raise MoveRefused when a house could receive them on other days or at other hours, and none on these."""
    coming = [row.expert_id for row in accepted_experts(request)]
    terms = visiting_hours.terms_of(request, offers_of(request, [*coming, *experts]))
    if why := visiting_hours.no_to(terms, request, days, from_hour, to_hour)[1]:
        raise MoveRefused(why)


def moments(day: date, from_hour: time, to_hour: time, zone: str) -> tuple[datetime, datetime]:
    """Return start and end as aware moments in the zone.

    Raises MoveRefused for an hour that does not exist because clocks are put forward in that night.
    """
    found = []
    for hour in (from_hour, to_hour):
        wall = datetime.combine(day, hour, tzinfo=ZoneInfo(zone))
        if wall.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall.replace(tzinfo=None):
            raise MoveRefused(
                _("On %(day)s there is no %(hour)s: clocks are put forward. Please choose another hour.")
                % {"day": day, "hour": hour.strftime("%H:%M")}
            )
        found.append(wall)
    return found[0], found[1]
