"""Which days does a visit stand on, and which entries in people's calendars are over?"""

from visits.models import Session, Visit


def set_days(visit: Visit, days: list[Session]) -> None:
    """Replace the visit's sessions; the caller counts the sequence on and saves the visit.

    A calendar keeps what it was given until the same name comes with a higher sequence. So what falls away of a
    visit that was confirmed once, and may stand in calendars, is kept: the file takes it out again.
    """
    if visit.first_confirmed_at:
        given = {row[0]: row for row in visit.fallen_away}
        for number, session in enumerate(visit.sessions.order_by("start", "pk"), start=1):
            given[number] = [number, session.start.isoformat(), session.end.isoformat()]
        visit.fallen_away = [given[number] for number in sorted(given) if number > len(days)]
    visit.sessions.all().delete()
    Session.objects.bulk_create(days)


def let_days_go(visit: Visit) -> None:
    """The days hold no longer: postponed, refused by the house, or an expert lost."""
    visit.sequence += 1
    visit.reconfirmations.all().delete()
    set_days(visit, [])
    visit.save(update_fields=["sequence", "fallen_away"])
