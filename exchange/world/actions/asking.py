"""What is old is asked for: the members of a country read once that it is time to say whether it still holds."""

from collections.abc import Sequence

from django.db import transaction

from accounts.models import Member
from exchange.world import ageing, notices
from exchange.world.models import Country
from portal import clock


def keep_up(iso2: str) -> None:
    """Note which rows of a country are still due, where its members were asked."""
    country = Country.objects.select_for_update().filter(iso2=iso2, asked_on__isnull=False).first()
    if country is not None:
        country.asked_rows = ageing.kept(ageing.due_of(country))
        country.save(update_fields=["asked_rows"])


def ask_countries() -> int:
    """Ask the members of each country of which something is due: once, and again a year later. Returns how many countries.

    All rows are read at once; a country is locked only where something is to be written.
    """
    inhabited = set(Member.objects.filter(state=Member.State.ACTIVE).values_list("country", flat=True))
    countries = Country.objects.filter(iso2__in=inhabited)
    due = ageing.due_by_country()
    return sum(_ask(c.pk) for c in countries if _is_time(c, due.get(c.pk, [])) or _has_moved(c, due.get(c.pk, [])))


def _is_time(country: Country, rows: Sequence[ageing.Due]) -> bool:
    before = clock.today() - ageing.ASK_AGAIN_AFTER
    return bool(rows) and (country.asked_on is None or country.asked_on <= before)


def _has_moved(country: Country, rows: Sequence[ageing.Due]) -> bool:
    return country.asked_on is not None and ageing.kept(rows) != country.asked_rows


@transaction.atomic
def _ask(pk: int) -> int:
    """Note what is due; who said yes within the year is not asked again: what grew old since stands on their page."""
    country = Country.objects.select_for_update().get(pk=pk)
    rows = ageing.due_of(country)
    asks = _is_time(country, rows)
    country.asked_on, country.asked_rows = (clock.today() if asks else country.asked_on), ageing.kept(rows)
    country.save(update_fields=["asked_on", "asked_rows"])
    if asks:
        notices.tell_members(country)
    return int(asks)
