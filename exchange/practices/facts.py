"""What of a practice is chosen or counted, and how is it said in a few words? For the page's side column and the PDF."""

from collections.abc import Iterator

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts import bylines
from exchange.practices.models import Outcome, Practice
from exchange.practices.place import shown_place
from portal.vocabularies.queries import label, labels


def facts(practice: Practice) -> list[tuple[str, str]]:
    """Return (name, value) pairs that have a value; needs topics prefetched and `author__member` joined.

    A translation holds words only: what is chosen and counted is its original's.
    """
    told = practice.source
    pairs = [
        (_("Told"), label("perspective", told.perspective)),
        (_("Where"), _where(told)),
        (_("Routes"), ", ".join(labels("route", told.routes))),
        (_("For whom"), ", ".join(labels("target-group", told.target_groups))),
        (_("It took"), cost(told)),
        (_("Paid by"), label("funder", told.funder) if told.funder else ""),
        (_("Service users"), involvement(told)),
        (_("How sure"), label("evidence-level", told.evidence_level) if told.evidence_level else ""),
        (_("Still going"), capfirst(told.get_still_going_display()) if told.still_going else ""),
        (_("Language"), language_of(practice)),
    ]
    return [(name, value) for name, value in pairs if value]


def language_of(practice: Practice) -> str:
    """Return the language of the words; of a translation with that of the original."""
    said = label("language", practice.language)
    if practice.translation_of is None:
        return said
    original = label("language", practice.translation_of.language)
    return _("%(language)s, translated from %(original)s") % {"language": said, "original": original}


def _where(practice: Practice) -> str:
    parts = [
        shown_place(practice),
        label("city-size", practice.city_size) if practice.city_size else "",
        label("facility-model", practice.room_model) if practice.room_model else "",
        _("open since %(year)s") % {"year": practice.opened_since} if practice.opened_since else "",
    ]
    return "; ".join(part for part in parts if part)


def cost(practice: Practice) -> str:
    """Return "12 000 EUR once, 3 000 EUR a year (2024)"; without currency and year an amount says nothing."""
    if not practice.cost_currency or not practice.cost_year:
        return ""
    parts = list(_amounts(practice))
    return f"{', '.join(parts)} ({practice.cost_year})" if parts else ""


def _amounts(practice: Practice) -> Iterator[str]:
    if practice.cost_once is not None:
        yield _("%(amount)s %(currency)s once") % _amount(practice.cost_once, practice)
    if practice.cost_yearly is not None:
        yield _("%(amount)s %(currency)s a year") % _amount(practice.cost_yearly, practice)


def _amount(value: int, practice: Practice) -> dict[str, str]:
    return {"amount": number_format(value, force_grouping=True), "currency": practice.cost_currency}


def involvement(practice: Practice) -> str:
    """Return how service users took part, and whether they were paid for it."""
    if not practice.involvement:
        return ""
    said = label("involvement", practice.involvement)
    if practice.were_paid is None:
        return said
    return _("%(how)s; paid for it") % {"how": said} if practice.were_paid else _("%(how)s; not paid") % {"how": said}


def few(value: str) -> str:
    """Return a counted value as it may be shown: a number from one to four is "<5", so that nobody is found by it."""
    value = value.strip()
    return bylines.few(int(value)) if value.isdecimal() and int(value) < bylines.FEWEST else value


def outcomes(practice: Practice) -> list[dict[str, str]]:
    """Return the counted outcomes as a table's rows, small counts covered; needs the `outcomes` of its source."""
    return [_outcome(row) for row in practice.source.outcomes.all()]


def _outcome(row: Outcome) -> dict[str, str]:
    return {
        "indicator": row.indicator,
        "before": few(row.before),
        "after": few(row.after),
        "period": row.period,
        "how": "; ".join(part for part in (row.how_counted, row.source) if part),
    }
