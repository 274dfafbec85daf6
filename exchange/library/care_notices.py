"""Who is told when something on the shelf is reported, or was changed while it was hidden? Who decides; who reported."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.queries import administrators, all_coordinators, coordinator_users_for
from exchange.library import care, shelf
from exchange.library.models import SUBJECTS, OnShelf, ShelfReport
from exchange.library.permissions import audiences_of
from portal import clock
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader
from portal.moderation.rules import asked_when_late, read_again_by

REPORTED, LATE, DECIDED = "library.reported", "library.report_late", "library.report_decided"
CHANGED = "library.hidden_changed"
ASKS = (REPORTED, LATE, CHANGED)
KINDS = (DECIDED,)


def tell_moderators(report: ShelfReport) -> None:
    """Those of all countries: where a text comes from, a notice must not tell."""
    people = _apart(report, coordinator_users_for("")) or _apart(report, all_coordinators())
    _ask(REPORTED, report, people or administrators())


def hand_on(report: ShelfReport) -> int:
    """The day is over: ask every coordinator, and a day later the administrators too; each once."""
    return _ask(LATE, report, asked_when_late(report.decide_by, _apart(report, all_coordinators()), administrators))


def _ask(kind: str, report: ShelfReport, people: Sequence[Any]) -> int:
    event = f"{kind}:{report.pk}"
    return len(outbox.notify(kind, event, people, {"report": report.pk}, answer_by=report.decide_by))


def _apart(report: ShelfReport, people: Sequence[Any]) -> list[Any]:
    """Leave out who made it and who reported it: they do not decide."""
    apart = {report.thing.author_id, *care.reports_on(report.thing).values_list("reporter_id", flat=True)}
    return [user for user in people if user.pk not in apart]


def tell_reporters(reports: Sequence[ShelfReport]) -> None:
    for report in reports:
        outbox.notify(DECIDED, f"{DECIDED}:{report.pk}", [report.reporter], {"report": report.pk})


def tell_changed(thing: OnShelf) -> None:
    """A hidden one was changed: coordinators who may read it and did not make it."""
    name, since = shelf.name_of(thing), thing.waits_since or clock.now()
    people = [u for u in all_coordinators() if u.pk != thing.author_id and thing.audience in audiences_of(u)]
    event = f"{CHANGED}:{name}:{thing.pk}:{since.isoformat()}"
    outbox.notify(CHANGED, event, people, {name: thing.pk}, answer_by=read_again_by(since))


def texts(notices: Sequence[Notice]) -> Mapping[int, NoticeText]:
    """Put notices into words. Whoever decides and whoever reported reads no title here: it may be what is wrong."""
    found: dict[int, NoticeText] = {}
    for reader, group in by_reader(notices):
        ids = [notice.object_ids.get("report", 0) for notice in group]
        waiting = {row.pk: row for row in care.reports_for(reader).filter(pk__in=ids, decided_at=None)}
        decided = ShelfReport.objects.filter(pk__in=ids, reporter_id=reader.pk, decided_at__isnull=False)
        said = {row.pk: row for row in decided.select_related(*SUBJECTS)}
        for notice in group:
            report = notice.object_ids.get("report", 0)
            if notice.kind in (REPORTED, LATE) and report in waiting:
                found[notice.pk] = _for_moderator(notice.kind, waiting[report])
            elif notice.kind == DECIDED and report in said:
                found[notice.pk] = _for_reporter(said[report])
            elif notice.kind == CHANGED and (url := _waits(reader, notice)):
                found[notice.pk] = _to_be_read_again(url)
    return found


def _waits(reader: Any, notice: Notice) -> str:
    """Return the page of what was changed, as long as it waits for this reader."""
    for model, name in shelf.NAMES.items():
        if pk := notice.object_ids.get(name):
            thing = care.changed_while_hidden(model, reader).filter(pk=pk).first()
            return shelf.url_of(thing) if thing else ""
    return ""


def _for_moderator(kind: str, report: ShelfReport) -> NoticeText:
    is_late = kind == LATE
    heading = (
        _("Something reported in the library still waits for a decision")
        if is_late
        else _("Something in the library has been reported")
    )
    body = _("Please look and decide within the day.")
    return NoticeText(heading, body, reverse("library:desk_shelf_report", args=[report.pk]), _("Look and decide"))


def _for_reporter(report: ShelfReport) -> NoticeText:
    if report.decision == ShelfReport.Decision.HIDDEN:
        body = _("It is hidden until its author has changed it. Thank you for watching out.")
    else:
        body = _("A coordinator has read it and left it as it is. Thank you for watching out.")
    return NoticeText(_("What you reported has been decided"), body, reverse("library:reference_list"))


def _to_be_read_again(url: str) -> NoticeText:
    """Without its title, which may be what was wrong."""
    body = _("Whoever made it has changed it. Please read it again: show it, or say what is still wrong.")
    return NoticeText(_("Something hidden in the library was changed"), body, url, _("Read it again"))
