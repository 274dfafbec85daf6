"""How is a reason said, of somebody and to somebody? The fixed grammar in which experts are explained."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from portal import clock
from portal.vocabularies.queries import label, labels

Params = Mapping[str, Any]


def sentence(key: str, params: Params, person: str = "they") -> str:
    """Return one sentence without its full stop; a key of an older grammar gives an empty one."""
    say = GRAMMAR.get(key)
    return say(params, person == "you") if say else ""


def _said(params: Params, to_you: bool) -> str:
    if to_you:
        return _("You said: %(said)s") % {"said": params["said"]}
    return str(params["said"])


def _done(params: Params, to_you: bool) -> str:
    said = _("You did it yourself: %(topics)s") if to_you else _("Did it themselves: %(topics)s")
    return said % {"topics": _inside(labels("topic", params["topics"]))}


def _knows(params: Params, to_you: bool) -> str:
    said = _("You know about: %(topics)s") if to_you else _("Knows about: %(topics)s")
    return said % {"topics": _inside(labels("topic", params["topics"]))}


def _opened(params: Params, to_you: bool) -> str:
    year = params["year"]
    they, you = _opened_where(params["basis"])
    said = you if to_you else they
    return _("%(sentence)s, %(year)s") % {"sentence": said, "year": year} if year else said


def _opened_where(basis: str) -> tuple[str, str]:
    where = {
        "law": (_("Opened a room under a law of its own"), _("You opened a room under a law of its own")),
        "guideline": (
            _("Opened a room that is tolerated under guidelines"),
            _("You opened a room that is tolerated under guidelines"),
        ),
        "local": (
            _("Opened a room in a city without a national law"),
            _("You opened a room in a city without a national law"),
        ),
        "none": (_("Opened a room without a legal framework"), _("You opened a room without a legal framework")),
        "trial": (_("Opened a room as a time-limited pilot"), _("You opened a room as a time-limited pilot")),
    }
    return where.get(basis, (_("Opened a room"), _("You opened a room")))


def _speaks(params: Params, to_you: bool) -> str:
    spoken = [_at_level(one["code"], one["level"]) for one in params["languages"]]
    said = _("You speak %(languages)s") if to_you else _("Speaks %(languages)s")
    return said % {"languages": ", ".join(spoken)}


def _at_level(code: str, level: str) -> str:
    said = _("%(language)s fluently") if level == "fluent" else _("%(language)s at working level")
    return said % {"language": label("language", code)}


def _interpreter(params: Params, to_you: bool) -> str:
    return _("No language in common: an interpreter comes")


def _same_basis(params: Params, to_you: bool) -> str:
    said = _("You know their legal situation: %(basis)s") if to_you else _("Knows their legal situation: %(basis)s")
    return said % {"basis": _inside([label("legal-basis", params["basis"])])}


def _similar_basis(params: Params, to_you: bool) -> str:
    said = (
        _("You know a legal situation like theirs (%(basis)s)")
        if to_you
        else _("Knows a legal situation like theirs (%(basis)s)")
    )
    return said % {"basis": _inside([label("legal-basis", params["basis"])])}


def _law(params: Params, to_you: bool) -> str:
    return _("You know the law of their country") if to_you else _("Knows the law of their country")


def _preferred_country(params: Params, to_you: bool) -> str:
    return _("You work in a country they asked for") if to_you else _("Works in a country they asked for")


def _model(params: Params, to_you: bool) -> str:
    said = (
        _("You worked in the kind of room they plan: %(model)s")
        if to_you
        else _("Worked in the kind of room they plan: %(model)s")
    )
    return said % {"model": _inside([label("facility-model", params["model"])])}


def _routes(params: Params, to_you: bool) -> str:
    said = _("You worked in rooms for: %(routes)s") if to_you else _("Worked in rooms for: %(routes)s")
    return said % {"routes": _inside(labels("route", params["routes"]))}


def _free(params: Params, to_you: bool) -> str:
    spells = [_spell(date.fromisoformat(start), date.fromisoformat(end)) for start, end in params["spells"]]
    days = _(" and ").join(spells)
    said = _("You have nothing blocked %(days)s") if to_you else _("Free %(days)s")
    return said % {"days": days}


def _spell(start: date, end: date) -> str:
    if start == end:
        return _day(start)
    first = str(start.day) if (start.year, start.month) == (end.year, end.month) else _day(start)
    return _("%(start)s to %(end)s") % {"start": first, "end": _day(end)}


def _day(day: date) -> str:
    this_year = day.year == clock.today().year
    shape = pgettext("day and month, as Django writes it", "j F") if this_year else pgettext("day", "j F Y")
    return date_format(day, shape)


def _last_visit(params: Params, to_you: bool) -> str:
    months = int(params["months"])
    if not months:
        return _("Your last visit was in the last month") if to_you else _("Last visit in the last month")
    said = (
        ngettext("Your last visit was %(months)d month ago", "Your last visit was %(months)d months ago", months)
        if to_you
        else ngettext("Last visit %(months)d month ago", "Last visit %(months)d months ago", months)
    )
    return said % {"months": months}


def _no_visit_yet(params: Params, to_you: bool) -> str:
    return _("You have not been on a visit here yet") if to_you else _("Has not been on a visit here yet")


def _places_left(params: Params, to_you: bool) -> str:
    left = int(params["left"])
    said = (
        ngettext("You have %(left)d visit left this year", "You have %(left)d visits left this year", left)
        if to_you
        else ngettext("Has %(left)d visit left this year", "Has %(left)d visits left this year", left)
    )
    return said % {"left": left}


def _wrote(params: Params, to_you: bool) -> str:
    said = _("You wrote about: %(words)s") if to_you else _("Wrote about: %(words)s")
    return said % {"words": ", ".join(params["words"])}


def _helped(params: Params, to_you: bool) -> str:
    said = _("A visit with you was about: %(words)s") if to_you else _("A visit with them was about: %(words)s")
    return said % {"words": ", ".join(params["words"])}


def _named(params: Params, to_you: bool) -> str:
    said = (
        _("You wrote about the same things in %(languages)s: %(things)s")
        if to_you
        else _("Wrote about the same things in %(languages)s: %(things)s")
    )
    return said % {
        "languages": ", ".join(labels("language", params["languages"])),
        "things": ", ".join(params["things"]),
    }


def _size(params: Params, to_you: bool) -> str:
    said = _("You worked in a town of that size: %(size)s") if to_you else _("Worked in a town of that size: %(size)s")
    return said % {"size": _inside([label("city-size", params["size"])])}


def _perspective(params: Params, to_you: bool) -> str:
    said = _("You can speak %(view)s") if to_you else _("Can speak %(view)s")
    return said % {"view": _inside(labels("perspective", params["perspectives"]))}


def _house(params: Params, to_you: bool) -> str:
    said = (
        _("Your house receives up to %(largest)d people")
        if to_you
        else _("Their house receives up to %(largest)d people")
    )
    return said % {"largest": int(params["largest"])}


def _kind(params: Params, to_you: bool) -> str:
    said = _("You offer: %(kind)s") if to_you else _("Offers: %(kind)s")
    return said % {"kind": _inside([label("request-kind", params["kind"])])}


def _group(params: Params, to_you: bool) -> str:
    said = _("You take groups of up to %(most)d") if to_you else _("Takes groups of up to %(most)d")
    return said % {"most": int(params["most"])}


def _travels(params: Params, to_you: bool) -> str:
    return _("You are willing to travel") if to_you else _("Is willing to travel")


def _led_to_changes(params: Params, to_you: bool) -> str:
    said = (
        _("A visit with you led to changes at home, %(year)s")
        if to_you
        else _("A visit with them led to changes at home, %(year)s")
    )
    return said % {"year": int(params["year"])}


def _inside(names: Iterable[str]) -> str:
    """Join labels for use inside a sentence: small first letters where the language writes nouns small."""
    if (get_language() or "en").startswith("de"):
        return "; ".join(names)
    return "; ".join(name[0].lower() + name[1:] if name[1:2].islower() else name for name in names)


GRAMMAR: dict[str, Callable[[Params, bool], str]] = {
    "said": _said,
    "done": _done,
    "knows": _knows,
    "opened": _opened,
    "speaks": _speaks,
    "interpreter": _interpreter,
    "same-basis": _same_basis,
    "similar-basis": _similar_basis,
    "law": _law,
    "preferred-country": _preferred_country,
    "model": _model,
    "routes": _routes,
    "free": _free,
    "led-to-changes": _led_to_changes,
    "last-visit": _last_visit,
    "no-visit-yet": _no_visit_yet,
    "places-left": _places_left,
    "wrote": _wrote,
    "helped": _helped,
    "named": _named,
    "size": _size,
    "perspective": _perspective,
    "house": _house,
    "kind": _kind,
    "group": _group,
    "travels": _travels,
}
