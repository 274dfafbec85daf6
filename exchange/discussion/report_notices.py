"""Who is told when readers warn of an answer, and what? Coordinators, its author, and whoever warned."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.queries import administrators, all_coordinators, coordinator_users_for
from exchange.discussion import moderation, permissions, subjects
from exchange.discussion.models import SUBJECT_NAMES, Comment, CommentReport
from portal import clock
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader
from portal.moderation.rules import asked_when_late

REPORTED, LATE = "discussion.answer_reported", "discussion.answer_report_late"
DECIDED = "discussion.answer_decided"
COVERED, GIVEN_BACK, HIDDEN = (
    "discussion.answer_covered",
    "discussion.answer_given_back",
    "discussion.answer_hidden",
)
FOR_MODERATORS = (REPORTED, LATE)
FOR_AUTHORS = (COVERED, GIVEN_BACK, HIDDEN)
KINDS = (DECIDED, *FOR_AUTHORS)


def tell_moderators(report: CommentReport) -> None:
    """Those of all countries: where an answer comes from, a notice must not tell."""
    people = _apart(report, coordinator_users_for("")) or _apart(report, all_coordinators())
    _ask(REPORTED, report, people or administrators())


def hand_on(report: CommentReport) -> int:
    """The day is over: ask every coordinator, and a day later the administrators too; each once."""
    people = asked_when_late(report.decide_by, _apart(report, all_coordinators()), administrators)
    return _ask(LATE, report, people)


def _ask(kind: str, report: CommentReport, people: Sequence[Any]) -> int:
    event = f"{kind}:{report.pk}"
    return len(outbox.notify(kind, event, people, {"answer_report": report.pk}, answer_by=report.decide_by))


def _apart(report: CommentReport, people: Sequence[Any]) -> list[Any]:
    """Leave out who wrote it and who warned of it: they do not decide."""
    author = author_of(report.comment)
    said = {row.reporter_id for row in moderation.open_reports_of(report.comment)} | {author.pk if author else None}
    return [user for user in people if user.pk not in said]


def author_of(comment: Comment) -> Any:
    """Return the user to tell, also behind an anonymous text; None when the account is gone."""
    if comment.author_id is not None or not comment.by_author:
        return comment.author
    subject, obj = subjects.under(comment)
    return subject.author(obj)


def tell_author(comment: Comment, kind: str) -> None:
    event = f"{kind}:{comment.pk}:{clock.now().isoformat()}"
    outbox.notify(kind, event, [author_of(comment)], {"comment": comment.pk})


def tell_reporters(reports: Sequence[CommentReport]) -> None:
    for report in reports:
        outbox.notify(DECIDED, f"{DECIDED}:{report.pk}", [report.reporter], {"answer_report": report.pk})


def texts(found: Sequence[Notice]) -> Mapping[int, NoticeText]:
    """Put notices into words. None repeats the answer: it may be what is wrong."""
    words: dict[int, NoticeText] = {}
    for reader, group in by_reader(found):
        has = {notice.kind for notice in group}
        reports = [notice.object_ids.get("answer_report", 0) for notice in group]
        waiting, said, own = {}, {}, {}
        if has & set(FOR_MODERATORS):
            waiting = {row.pk: row for row in moderation.open_for(reader).filter(pk__in=reports)}
        if DECIDED in has:
            decided = CommentReport.objects.filter(pk__in=reports, reporter_id=reader.pk, decided_at__isnull=False)
            said = {row.pk: row for row in decided}
        if has & set(FOR_AUTHORS):
            own = _own(reader, [notice.object_ids.get("comment", 0) for notice in group])
        for notice in group:
            report, comment = notice.object_ids.get("answer_report", 0), notice.object_ids.get("comment", 0)
            if notice.kind in FOR_MODERATORS and report in waiting:
                words[notice.pk] = _for_moderator(notice.kind, waiting[report])
            elif notice.kind == DECIDED and report in said:
                words[notice.pk] = _for_reporter(said[report])
            elif notice.kind in FOR_AUTHORS and comment in own and (text := _for_author(notice.kind, own[comment])):
                words[notice.pk] = text
    return words


def _own(reader: Any, ids: Sequence[int]) -> dict[int, Comment]:
    found = Comment.objects.filter(pk__in=ids).select_related("question__hidden_asker", *SUBJECT_NAMES)
    found = found.prefetch_related("reports")
    return {comment.pk: comment for comment in found if permissions.is_author(reader, comment)}


def _for_moderator(kind: str, report: CommentReport) -> NoticeText:
    heading = _("A reported answer still waits for a decision") if kind == LATE else _("An answer has been reported")
    url = f"{reverse('practices:desk_moderation')}#answer-{report.comment_id}"
    return NoticeText(heading, _("Please look at it and decide within the day."), url, _("Look and decide"))


def _for_reporter(report: CommentReport) -> NoticeText:
    if report.decision == CommentReport.Decision.HIDDEN:
        body = _("It is hidden. Thank you for watching out.")
    else:
        body = _("A coordinator has read it and left it as it is. Thank you for watching out.")
    return NoticeText(_("What you reported has been decided"), body, reverse("discussion:question_list"))


def _for_author(kind: str, comment: Comment) -> NoticeText | None:
    subject, obj = subjects.under(comment)
    title = {"title": subject.title(obj)}
    reports = list(comment.reports.all())
    if kind == COVERED and comment.is_hidden and any(report.decided_at is None for report in reports):
        heading = _("Your answer is hidden until a coordinator has looked")
        body = _("Two readers think that somebody can be recognised in it. It stood under “%(title)s”.") % title
        return NoticeText(heading, body, subject.url(obj))
    if kind == GIVEN_BACK and not comment.is_hidden:
        body = _("A coordinator has read what you wrote under “%(title)s” and found nothing wrong.") % title
        return NoticeText(_("Your answer is back"), body, subjects.url_of(comment))
    if kind == HIDDEN and comment.is_hidden:
        why = next((report.why for report in reports if report.why), "")
        body = _("It stood under “%(title)s”. The reason: %(reason)s") % {**title, "reason": why}
        return NoticeText(_("A coordinator has hidden your answer"), body, subject.url(obj))
    return None
