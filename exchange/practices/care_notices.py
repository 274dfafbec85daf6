"""Who is told when a text is reported, and what? Coordinators, the author, and whoever reported it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.queries import administrators, all_coordinators, coordinator_users_for
from exchange.practices import moderation, notices, queries, voice_notices
from exchange.practices.models import Practice, TextReport
from portal import clock
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader
from portal.moderation.rules import asked_when_late

FOR_MODERATORS = ("practices.reported", "practices.report_late")
FOR_REPORTERS = ("practices.report_decided",)
FOR_AUTHORS = ("practices.covered", "practices.given_back", "practices.looked_at", "practices.stays_hidden")
KINDS = (*FOR_REPORTERS, *FOR_AUTHORS)


def tell_moderators(report: TextReport) -> None:
    people = _apart(report, coordinators_near(report.practice)) or _apart(report, all_coordinators())
    _ask("practices.reported", f"practices.reported:{report.pk}", report, people or administrators())


def coordinators_near(practice: Practice) -> list[Any]:
    """Those of the country, as far as readers know it: a notice must not tell where an unplaced text comes from."""
    return coordinator_users_for(practice.country if queries.shows_its_country(practice) else "")


def hand_on(report: TextReport) -> int:
    """The day is over: ask every coordinator, and a day later the administrators too; each once."""
    event = f"practices.report_late:{report.pk}"
    people = asked_when_late(report.decide_by, _apart(report, all_coordinators()), administrators)
    return _ask("practices.report_late", event, report, people)


def _ask(kind: str, event: str, report: TextReport, people: Sequence[Any]) -> int:
    return len(outbox.notify(kind, event, people, {"report": report.pk}, answer_by=report.decide_by))


def _apart(report: TextReport, people: Sequence[Any]) -> list[Any]:
    """Leave out who wrote it, or what it stands beside, and whoever reported either: they do not decide."""
    wrote = [notices.author_of(report.practice), voice_notices.writer_of(report.voice) if report.voice else None]
    apart = {user.pk for user in wrote if user}
    apart |= {*TextReport.objects.filter(practice=report.practice_id).values_list("reporter_id", flat=True)}
    return [user for user in people if user.pk not in apart]


def tell_author(practice: Practice, kind: str) -> None:
    event = f"{kind}:{practice.pk}:{clock.now().isoformat()}"
    outbox.notify(kind, event, [notices.author_of(practice)], {"practice": practice.pk})


def tell_reporters(reports: Sequence[TextReport]) -> None:
    for report in reports:
        event = f"practices.report_decided:{report.pk}"
        outbox.notify("practices.report_decided", event, [report.reporter], {"report": report.pk})


def texts(found: Sequence[Notice]) -> Mapping[int, NoticeText]:
    """Put notices into words. Whoever decides and whoever reported reads no title here: it may be what is wrong."""
    words: dict[int, NoticeText] = {}
    for reader, group in by_reader(found):
        ids = [notice.object_ids.get("report", 0) for notice in group]
        has = {notice.kind for notice in group}
        waiting = {r.pk: r for r in _waiting(reader, ids)} if has & set(FOR_MODERATORS) else {}
        said = {r.pk: r for r in _said(reader, ids)} if has & set(FOR_REPORTERS) else {}
        own = {p.pk: p for p in _own(reader, group)} if has & set(FOR_AUTHORS) else {}
        for notice in group:
            report, practice = notice.object_ids.get("report", 0), notice.object_ids.get("practice", 0)
            if notice.kind in FOR_MODERATORS and report in waiting:
                words[notice.pk] = _for_moderator(notice.kind, waiting[report])
            elif notice.kind in FOR_REPORTERS and report in said:
                words[notice.pk] = _for_reporter(said[report])
            elif notice.kind in FOR_AUTHORS and practice in own:
                words[notice.pk] = _for_author(notice.kind, own[practice])
    return words


def _waiting(reader: Any, ids: Sequence[int]) -> Sequence[TextReport]:
    found = moderation.reports_for(reader).filter(pk__in=ids, decided_at__isnull=True)
    return list(found.select_related("practice", "voice"))


def _said(reader: Any, ids: Sequence[int]) -> Sequence[TextReport]:
    return list(TextReport.objects.filter(pk__in=ids, reporter_id=reader.pk, decided_at__isnull=False))


def _own(reader: Any, group: Sequence[Notice]) -> Sequence[Practice]:
    return list(queries.mine(reader).filter(pk__in=[notice.object_ids.get("practice", 0) for notice in group]))


def _for_moderator(kind: str, report: TextReport) -> NoticeText:
    is_late = kind == "practices.report_late"
    heading = _("A reported text still waits for a decision") if is_late else _("A text has been reported")
    if report.text.state == "hidden":
        body = _("It is hidden until somebody has looked. Please decide within the day.")
    else:
        body = _("It is still shown. Please look at it and decide within the day.")
    return NoticeText(heading, body, reverse("practices:desk_report", args=[report.pk]), _("Look and decide"))


def _for_reporter(report: TextReport) -> NoticeText:
    if report.decision == TextReport.Decision.HIDDEN:
        body = _("It is hidden until its author has changed it. Thank you for watching out.")
    elif report.decision == TextReport.Decision.TAKEN_BACK:
        body = _("Whoever told it has taken it back: it is gone. Thank you for watching out.")
    else:
        body = _("A coordinator has read it and left it as it is. Thank you for watching out.")
    return NoticeText(_("What you reported has been decided"), body, reverse("practices:practice_list"))


def _for_author(kind: str, practice: Practice) -> NoticeText:
    url = reverse("practices:practice_page", args=[practice.pk])
    title = {"title": practice.title, "reason": practice.hidden_reason}
    if kind == "practices.covered":
        heading = _("Your text is hidden until a coordinator has looked")
        body = _("Two readers think that somebody can be recognised in “%(title)s”. You hear within a day.") % title
    elif kind == "practices.looked_at":
        heading = _("A coordinator looked who wrote your text")
        body = _("“%(title)s” was reported. When somebody looked, its page says; a reason is kept.") % title
    elif kind == "practices.given_back":
        heading = _("Your text is back")
        body = _("A coordinator has read “%(title)s” and found nothing wrong. All is as it was.") % title
    else:
        heading = _("Your text stays hidden")
        body = _("“%(title)s”. The reason: %(reason)s You can change it, and tell a coordinator.") % title
    return NoticeText(heading, body, url)
