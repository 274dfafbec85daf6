"""What is old is asked for: the members of a country read once that it is time to say whether it still holds."""

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
    """Ask the members of each country of which something is due: once, and again a year later. Returns how many countries."""
    inhabited = set(Member.objects.filter(state=Member.State.ACTIVE).values_list("country", flat=True))
    return sum(_ask(pk) for pk in Country.objects.filter(iso2__in=inhabited).values_list("pk", flat=True))


@transaction.atomic
def _ask(pk: int) -> int:
    country = Country.objects.select_for_update().get(pk=pk)
    rows = ageing.kept(ageing.due_of(country))
    today = clock.today()
    is_time = country.asked_on is None or country.asked_on <= today - ageing.ASK_AGAIN_AFTER
    # Whoever was asked and said yes is not asked again for what grows old within the year: it stands on their page.
    asks = bool(rows) and is_time
    if not asks and (country.asked_on is None or rows == country.asked_rows):
        return 0
    country.asked_on, country.asked_rows = (today if asks else country.asked_on), rows
    country.save(update_fields=["asked_on", "asked_rows"])
    if asks:
        notices.tell_members(country)
    return int(asks)
