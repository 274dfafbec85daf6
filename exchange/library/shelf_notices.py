"""Who is told, and what, of lists, documents and gaps? Authors, and those who need something too."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from exchange.library import shelf
from exchange.library.models import EvidenceGap, GapOffer, OnShelf
from portal import clock
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader

FOR_AUTHORS = (
    "library.covered",
    "library.given_back",
    "library.hidden",
    "library.opened",
    "library.shown_again",
    "library.stays_hidden",
    "library.offer_withdrawn",
)

# kind -> heading and body
WORDS = {
    "library.covered": (
        _("Your text is hidden until a coordinator has looked"),
        _("Two readers think that somebody can be recognised in “%(title)s”. You hear within a day."),
    ),
    "library.given_back": (
        _("Your text is back"),
        _("A coordinator has read “%(title)s” and found nothing wrong. All is as it was."),
    ),
    "library.hidden": (_("A coordinator has hidden your text"), _("“%(title)s”. The reason: %(reason)s")),
    "library.stays_hidden": (
        _("Your text stays hidden"),
        _("“%(title)s”. The reason: %(reason)s You can change it, and tell a coordinator."),
    ),
    "library.shown_again": (_("Your text is shown again"), _("“%(title)s”. Its readers can read it again.")),
    "library.opened": (_("Your text can now be read by everybody"), _("“%(title)s”, as you had offered.")),
    "library.offer_made": (
        _("Somebody offers to work on what you asked for"),
        _("“%(title)s”. Read the offer, and answer it."),
    ),
    "library.offer_replied": (_("Your offer has been answered"), _("“%(title)s”.")),
    "library.offer_withdrawn": (_("An offer was taken back"), _("“%(title)s”.")),
    "library.gap_answered": (
        _("There is an answer now"),
        _("“%(title)s”: a title in the library answers it."),
    ),
    "library.gap_closed": (_("Nobody looks for it any more"), _("“%(title)s”. The reason: %(reason)s")),
}


def tell_author(thing: OnShelf, kind: str) -> None:
    name = shelf.name_of(thing)
    event = f"{kind}:{name}:{thing.pk}:{clock.now().isoformat()}"
    outbox.notify(kind, event, [thing.author], {name: thing.pk})


def tell_offered(offer: GapOffer) -> None:
    event = f"library.offer_made:{offer.pk}:{offer.at.isoformat()}"
    outbox.notify("library.offer_made", event, [offer.gap.author], {"gap": offer.gap_id, "offer": offer.pk})


def tell_replied(offer: GapOffer) -> None:
    event = f"library.offer_replied:{offer.pk}:{clock.now().isoformat()}"
    outbox.notify("library.offer_replied", event, [offer.user], {"gap": offer.gap_id, "offer": offer.pk})


def tell_those_who_need(gap: EvidenceGap, kind: str, *, apart: Any) -> None:
    """Whoever asked, needs it too, or works on it; not who has just done it."""
    people = [gap.author, *(need.user for need in gap.needs.select_related("user"))]
    people += [offer.user for offer in gap.offers.filter(withdrawn_at=None).select_related("user")]
    event = f"{kind}:{gap.pk}:{clock.now().isoformat()}"
    outbox.notify(kind, event, [one for one in people if one and one.pk != apart.pk], {"gap": gap.pk})


def texts(notices: Sequence[Notice]) -> Mapping[int, NoticeText]:
    """Put notices into words; one whose thing its reader may no longer open is left out."""
    found: dict[int, NoticeText] = {}
    for reader, group in by_reader(notices):
        things = {name: _things(reader, name, group) for name in ("collection", "document", "gap")}
        for notice in group:
            if words := _words(notice, things):
                found[notice.pk] = words
    return found


def _things(reader: Any, name: str, group: Sequence[Notice]) -> dict[int, Any]:
    ids = {notice.object_ids[name] for notice in group if name in notice.object_ids}
    model: Any = next(model for model, called in shelf.NAMES.items() if called == name)
    return {thing.pk: thing for thing in shelf.for_user(model, reader).filter(pk__in=ids)} if ids else {}


def _words(notice: Notice, things: Mapping[str, dict[int, Any]]) -> NoticeText | None:
    for name, rows in things.items():
        thing = rows.get(notice.object_ids.get(name, 0))
        if thing is None or (notice.kind in FOR_AUTHORS and thing.author_id != notice.recipient_id):
            continue
        heading, body = _of_thing(notice.kind, thing)
        return NoticeText(heading, body, shelf.url_of(thing))
    return None


def _of_thing(kind: str, thing: Any) -> tuple[str, str]:
    said = {"title": thing.title, "reason": thing.hidden_reason or getattr(thing, "closed_reason", "")}
    heading, body = WORDS[kind]
    return str(heading), str(body) % said
