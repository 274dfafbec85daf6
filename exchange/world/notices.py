"""Who is told, and what? Coordinators of what waits for them, whoever suggested something of the answer, and the members of a country of what has grown old."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Member
from accounts.permissions import is_coordinator, member_of
from accounts.queries import coordinator_users_for
from exchange.world import fields, queries
from exchange.world.models import Country, Suggestion
from portal import clock
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader
from portal.workdays import add_working_days

WAITS, STILL_RIGHT = "world.suggestion_waits", "world.still_right"
ACCEPTED, DECLINED = "world.suggestion_accepted", "world.suggestion_declined"
KINDS = (ACCEPTED, DECLINED)
ASKS = (WAITS, STILL_RIGHT)
DAYS_TO_DECIDE = 5


def tell_coordinators(suggestion: Suggestion) -> None:
    """Whoever coordinates the country, but for whoever suggested it; of an import once a day, however much it brings."""
    people = [user for user in coordinator_users_for(suggestion.iso2) if user.pk != suggestion.suggested_by_id]
    is_import = suggestion.origin == Suggestion.Origin.IMPORT
    what = f"import:{suggestion.iso2}:{clock.today().isoformat()}" if is_import else str(suggestion.pk)
    until = add_working_days(clock.now(), DAYS_TO_DECIDE)
    outbox.notify(WAITS, f"{WAITS}:{what}", people, {"suggestion": suggestion.pk}, answer_by=until)


def tell_suggester(suggestion: Suggestion) -> None:
    """Of a decision that somebody else took."""
    if suggestion.suggested_by_id in (None, suggestion.decided_by_id):
        return
    kind = ACCEPTED if suggestion.state == Suggestion.State.ACCEPTED else DECLINED
    outbox.notify(kind, f"{kind}:{suggestion.pk}", [suggestion.suggested_by], {"suggestion": suggestion.pk})


def tell_members(country: Country) -> None:
    """One notice for each member of the country, however many rows have grown old."""
    members = Member.objects.filter(country=country.iso2, state=Member.State.ACTIVE).select_related("user")
    event = f"{STILL_RIGHT}:{country.pk}:{clock.today().isoformat()}"
    outbox.notify(STILL_RIGHT, event, [member.user for member in members], {"country": country.pk})


def texts(found: Sequence[Notice]) -> Mapping[int, NoticeText]:
    """Put notices into words, as long as their reader may open what they are about and there is something to do."""
    words: dict[int, NoticeText] = {}
    for reader, group in by_reader(found):
        suggestions = {row.pk: row for row in _suggestions(reader, group)}
        countries = {row.pk: row for row in _countries(reader, group)}
        for notice in group:
            if suggestion := suggestions.get(notice.object_ids.get("suggestion", 0)):
                if text := _of_suggestion(notice.kind, suggestion, reader):
                    words[notice.pk] = text
            elif country := countries.get(notice.object_ids.get("country", 0)):
                words[notice.pk] = _of_country(country)
    return words


def _suggestions(reader: Any, group: Sequence[Notice]) -> QuerySet[Suggestion]:
    ids = [pk for notice in group if (pk := notice.object_ids.get("suggestion"))]
    rows = queries.suggestions_for_user(reader)
    return rows.filter(pk__in=ids) if ids else rows.none()


def _countries(reader: Any, group: Sequence[Notice]) -> QuerySet[Country]:
    ids = [pk for notice in group if (pk := notice.object_ids.get("country"))]
    member = member_of(reader) if ids else None
    if member is None:
        return Country.objects.none()
    return Country.objects.filter(pk__in=ids, iso2=member.country).exclude(asked_rows=[])


def _of_suggestion(kind: str, suggestion: Suggestion, reader: Any) -> NoticeText | None:
    title = {"title": fields.title(suggestion.kind, suggestion.label)}
    if kind == WAITS:
        if suggestion.state != Suggestion.State.SUGGESTED or not is_coordinator(reader):
            return None
        body = _("“%(title)s”. Look at what stands there and what is wanted, side by side.") % title
        url = reverse("world:desk_suggestion", args=[suggestion.pk])
        return NoticeText(_("A change of the world’s record waits for you"), body, url, _("Look and decide"))
    url = reverse("world:suggestion_page", args=[suggestion.pk])
    if kind == ACCEPTED and suggestion.asked:
        body = _("“%(title)s”. A coordinator changed something first; you see both. Thank you.") % title
        return NoticeText(_("Your change is in the record"), body, url)
    if kind == ACCEPTED:
        return NoticeText(_("Your change is in the record"), _("“%(title)s”. Thank you.") % title, url)
    body = _("“%(title)s” stays as it is. The reason: %(reason)s") % {**title, "reason": suggestion.reason}
    return NoticeText(_("Your change was not taken over"), body, url)


def _of_country(country: Country) -> NoticeText:
    body = _("%(country)s: some lines were last checked two years ago. One button says that they still hold.")
    url = reverse("world:country_edit", args=[country.iso2.lower()])
    return NoticeText(_("Is it still right?"), body % {"country": country.name}, url, _("Look and say"))
