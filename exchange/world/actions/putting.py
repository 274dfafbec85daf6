"""A suggestion becomes a row, or changes one; everything that hangs on the row follows."""

import calendar
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.countries import is_country
from exchange.world import fields
from exchange.world.importing import deriving
from exchange.world.models import Country, Facility, Figure, Milestone, Source, StatusPeriod, Suggestion
from portal import clock
from portal.moves import MoveRefused


def locked_target(suggestion: Suggestion) -> Any:
    """Return the row a suggestion is about, locked; None where it asks for a new one."""
    if suggestion.target is None:
        return None
    rows: Any = fields.MODELS[suggestion.kind]._default_manager.select_for_update(of=("self",))
    related = list(fields.FACTS_OF_SOURCE) if suggestion.kind == "country" else ["country", "source"]
    rows = rows.select_related(*related)
    found = rows.filter(pk=suggestion.target).first()
    if found is None:
        raise MoveRefused(_("The row was taken out meanwhile. Please decline the suggestion and say so."))
    return found


def put_in(suggestion: Suggestion, row: Any, user: Any, role: str) -> Any:
    """Save the wanted values with their source; return the row. Refuses what the record may not hold."""
    source = source_of(suggestion)
    since = suggestion.was.get(fields.STATUS_SINCE)
    if row is None:
        row = _new_row(suggestion)
    values = dict(suggestion.values)
    if is_from_a_person := suggestion.origin == Suggestion.Origin.MEMBER:
        values.pop("confidence", None)
    fields.put(row, values)
    _put_source(row, source, suggestion)
    if isinstance(row, Facility):
        _complete(row, says_more=is_from_a_person)
    _mark(row, user, role)
    _check(row)
    row.save()
    if isinstance(row, Facility) and source:
        _keep_since(row, suggestion.values, since, source)
    return row


def source_of(suggestion: Suggestion) -> Source | None:
    """Return the source that was chosen, or make the row of a new one; the same text is not kept twice."""
    if suggestion.source_id or not suggestion.new_source:
        return suggestion.source
    new = suggestion.new_source
    same = Source.objects.filter(url=new["url"]) if new["url"] else Source.objects.none()
    found = same.first() or Source.objects.filter(title__iexact=new["title"], year=new["year"]).first()
    suggestion.source = found or Source.objects.create(
        slug=_free_slug(new["title"]), is_inventory=deriving.is_inventory(new["publisher"]), **new
    )
    return suggestion.source


def _free_slug(title: str) -> str:
    base = slugify(title)[:60].strip("-") or "source"
    taken = set(Source.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return base if base not in taken else next(f"{base}-{n}" for n in range(2, 9999) if f"{base}-{n}" not in taken)


def _new_row(suggestion: Suggestion) -> Any:
    if suggestion.kind == "country":
        if not is_country(suggestion.iso2) or Country.objects.filter(iso2=suggestion.iso2).exists():
            raise MoveRefused(_("This country is in the record already, or its code does not exist."))
        return Country(iso2=suggestion.iso2)
    country = Country.objects.filter(iso2=suggestion.iso2).first()
    if country is None:
        raise MoveRefused(_("This country has no page in the record any more."))
    made: dict[str, type[Figure] | type[Milestone] | type[Facility]] = {
        "figure": Figure, "milestone": Milestone, "facility": Facility,
    }  # fmt: skip
    return made[suggestion.kind](country=country)


def _put_source(row: Any, source: Source | None, suggestion: Suggestion) -> None:
    if source is None:
        return
    if not isinstance(row, Country):
        row.source = source
        return
    for name, facts in fields.FACTS_OF_SOURCE.items():
        if not {name, *facts}.isdisjoint(suggestion.values):
            setattr(row, name, source)


def _complete(room: Facility, *, says_more: bool) -> None:
    """Add what follows from the rest: a slug, the city's place on the map, its zone."""
    if not room.slug:
        base = slugify(f"{room.name} {room.city}")[:100] or "room"
        taken = set(Facility.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        room.slug = (
            base if base not in taken else next(f"{base}-{n}" for n in range(2, 9999) if f"{base}-{n}" not in taken)
        )
    if room.latitude is None or room.longitude is None:
        beside = Facility.objects.filter(country=room.country, city=room.city, latitude__isnull=False).first()
        room.latitude, room.longitude = (beside.latitude, beside.longitude) if beside else (None, None)
    room.time_zone = room.time_zone or deriving.time_zone(room.country.iso2, room.city)
    if says_more:
        # A text names this very room now, and a coordinator has read the suggestion.
        room.confidence = "high"


def _mark(row: Any, user: Any, role: str) -> None:
    """Somebody changed the row and stands for it today: the import leaves it alone from now on."""
    row.edited_on = clock.today()
    if isinstance(row, Country):
        row.checked_on = clock.today()
    else:
        row.confirmed_by, row.confirmed_on, row.confirmed_as = user, clock.today(), role


def _check(row: Any) -> None:
    try:
        row.clean()
    except ValidationError as error:
        raise MoveRefused("; ".join(error.messages)) from error
    try:
        row.validate_constraints()
    except ValidationError as error:
        raise MoveRefused(_("The record holds this already. Please look at its row, and correct that one.")) from error


def _keep_since(room: Facility, values: dict[str, Any], was: str | None, source: Source) -> None:
    """Write the history of its states; a date that was corrected takes the place of the wrong one."""
    since = values.get(fields.STATUS_SINCE)
    if not since:
        return
    year, month = parse_since(since)
    if was and "status" not in values:
        old_year, old_month = parse_since(was)
        StatusPeriod.objects.filter(facility=room, status=room.status, year=old_year, month=old_month).delete()
    StatusPeriod.objects.get_or_create(facility=room, status=room.status, year=year, month=month, source=source)


def parse_since(text: str) -> tuple[int, int | None]:
    """Return year and month of "2021" or "2021-03"; ValueError for anything else."""
    year, _dash, month = text.partition("-")
    if not (len(year) == 4 and year.isascii() and year.isdigit()) or (_dash and not month.isascii()):
        raise ValueError(text)
    number = int(month) if _dash else None
    if number is not None and number not in range(1, len(calendar.month_name)):
        raise ValueError(text)
    return int(year), number
