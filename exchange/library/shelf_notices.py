"""Who is told, and what, of lists, documents and gaps? Authors, those who need something too, and who decides."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Coordinator
from exchange.library import shelf
from exchange.library.models import EvidenceGap, GapOffer, OnShelf, ShelfReport
from portal import clock
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader

ASKS = ("library.reported",)
KINDS = (
    "library.gap_answered",
    "library.gap_closed",
    "library.hidden",
    "library.offer_made",
    "library.offer_replied",
    "library.offer_withdrawn",
    "library.opened",
    "library.report_decided",
    "library.shown_again",
)
FOR_AUTHORS = ("library.hidden", "library.opened", "library.shown_again", "library.offer_withdrawn")


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


def tell_moderators(report: ShelfReport) -> None:
    rows = Coordinator.objects.filter(is_active=True, user__is_active=True).select_related("user").order_by("id")
    people = [row.user for row in rows if row.user_id not in {report.reporter_id, report.thing.author_id}]
    event = f"library.reported:{report.pk}"
    outbox.notify("library.reported", event, people, {"report": report.pk}, answer_by=report.decide_by)


def tell_reporters(reports: Sequence[ShelfReport]) -> None:
    for report in reports:
        event = f"library.report_decided:{report.pk}"
        outbox.notify("library.report_decided", event, [report.reporter], {"report": report.pk})


def texts(notices: Sequence[Notice]) -> Mapping[int, NoticeText]:
    """Put notices into words; one whose thing its reader may no longer open is left out."""
    found: dict[int, NoticeText] = {}
    for reader, group in by_reader(notices):
        things = {name: _things(reader, name, group) for name in ("collection", "document", "gap")}
        waiting = _ids(shelf.reports_for(reader), group, "report", {"library.reported"})
        decided = ShelfReport.objects.filter(reporter_id=reader.pk, decided_at__isnull=False)
        told = _ids(decided, group, "report", {"library.report_decided"})
        for notice in group:
            if words := _words(notice, things, waiting | told):
                found[notice.pk] = words
    return found


def _things(reader: Any, name: str, group: Sequence[Notice]) -> dict[int, Any]:
    ids = {notice.object_ids[name] for notice in group if name in notice.object_ids}
    model: Any = next(model for model, called in shelf.NAMES.items() if called == name)
    return {thing.pk: thing for thing in shelf.for_user(model, reader).filter(pk__in=ids)} if ids else {}


def _ids(rows: Any, group: Sequence[Notice], name: str, kinds: set[str]) -> set[int]:
    ids = {notice.object_ids.get(name, 0) for notice in group if notice.kind in kinds}
    return set(rows.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()


def _words(notice: Notice, things: Mapping[str, dict[int, Any]], reports: set[int]) -> NoticeText | None:
    if "report" in notice.object_ids:
        return _of_report(notice.kind) if notice.object_ids["report"] in reports else None
    for name, rows in things.items():
        thing = rows.get(notice.object_ids.get(name, 0))
        if thing is None or (notice.kind in FOR_AUTHORS and thing.author_id != notice.recipient_id):
            continue
        heading, body = _of_thing(notice.kind, thing)
        return NoticeText(heading, body, shelf.url_of(thing))
    return None


def _of_report(kind: str) -> NoticeText:
    """Whoever decides and whoever reported reads no title here: it may be what is wrong."""
    if kind == "library.reported":
        body = _("Please look and decide within the day.")
        return NoticeText(_("Something in the library has been reported"), body, reverse("library:desk_library"))
    body = _("A coordinator has looked at what you reported and has decided. Thank you.")
    return NoticeText(_("What you reported has been decided"), body, reverse("library:reference_list"))


def _of_thing(kind: str, thing: Any) -> tuple[str, str]:
    said = {"title": thing.title, "reason": thing.hidden_reason or getattr(thing, "closed_reason", "")}
    if kind == "library.hidden":
        return _("A coordinator has hidden your text"), _("“%(title)s”. The reason: %(reason)s") % said
    if kind == "library.shown_again":
        return _("Your text is shown again"), _("“%(title)s”. Its readers can read it again.") % said
    if kind == "library.opened":
        return _("Your text can now be read by everybody"), _("“%(title)s”, as you had offered.") % said
    if kind == "library.offer_made":
        return _("Somebody offers to work on what you asked for"), _(
            "“%(title)s”. Read the offer, and answer it."
        ) % said
    if kind == "library.offer_replied":
        return _("Your offer has been answered"), _("“%(title)s”.") % said
    if kind == "library.offer_withdrawn":
        return _("An offer was taken back"), _("“%(title)s”.") % said
    if kind == "library.gap_answered":
        return _("There is an answer now"), _("“%(title)s”: a title in the library answers it.") % said
    return _("Nobody looks for it any more"), _("“%(title)s”. The reason: %(reason)s") % said
