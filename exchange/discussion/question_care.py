"""Which reported questions wait for a coordinator, and who is told what of them?"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import is_coordinator
from accounts.queries import administrators, all_coordinators
from exchange.discussion import questions
from exchange.discussion.models import Question, QuestionReport
from exchange.practices.permissions import audiences_of
from portal import clock
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader
from portal.moderation.rules import asked_when_late, read_again_by

REPORTED, LATE = "discussion.question_reported", "discussion.question_report_late"
DECIDED = "discussion.question_report_decided"
COVERED, GIVEN_BACK, SHOWN_AGAIN, LOOKED_AT = (
    "discussion.question_covered",
    "discussion.question_given_back",
    "discussion.question_shown_again",
    "discussion.question_looked_at",
)
CHANGED = "discussion.question_changed"
FOR_MODERATORS = (REPORTED, LATE, CHANGED)
FOR_AUTHORS = (COVERED, GIVEN_BACK, SHOWN_AGAIN, LOOKED_AT)
KINDS = (DECIDED, *FOR_AUTHORS)


def reports_for(user: Any) -> QuerySet[QuestionReport]:
    """Return all reports of questions for a coordinator, but of what they asked or reported themselves."""
    if not is_coordinator(user):
        return QuestionReport.objects.none()
    own = Q(question__author_id=user.pk) | Q(question__hidden_asker__user_id=user.pk)
    theirs = QuestionReport.objects.filter(own, pk=OuterRef("pk"))
    said = QuestionReport.objects.filter(question=OuterRef("question"), reporter_id=user.pk)
    return QuestionReport.objects.filter(~Exists(theirs), ~Exists(said))


def waiting_for(user: Any) -> QuerySet[QuestionReport]:
    """Return the oldest open report of each question, oldest first."""
    earlier = QuestionReport.objects.filter(question=OuterRef("question"), decided_at=None, pk__lt=OuterRef("pk"))
    found = reports_for(user).filter(~Exists(earlier), decided_at=None)
    return found.select_related("question").order_by("at", "pk")


def changed_while_hidden(user: Any) -> QuerySet[Question]:
    """Return the hidden questions that were changed since and wait for this coordinator, the longest waiting first."""
    if not is_coordinator(user):
        return Question.objects.none()
    own = Q(author_id=user.pk) | Q(hidden_asker__user_id=user.pk)
    hidden = questions.for_user(user).filter(state=Question.State.HIDDEN, state_before_hidden="")
    return hidden.filter(~own, waits_since__isnull=False).order_by("waits_since", "pk")


def open_reports_of(question: Question) -> list[QuestionReport]:
    return list(question.reports.filter(decided_at=None).select_related("reporter__member"))


def tell_moderators(report: QuestionReport) -> None:
    """All coordinators but whoever asked it or reported it."""
    _ask(REPORTED, report, _apart(report) or administrators())


def hand_on(report: QuestionReport) -> int:
    """The day is over: remind every coordinator, and a day later tell the administrators too; each once."""
    return _ask(LATE, report, asked_when_late(report.decide_by, _apart(report), administrators))


def _ask(kind: str, report: QuestionReport, people: Sequence[Any]) -> int:
    event = f"{kind}:{report.pk}"
    return len(outbox.notify(kind, event, people, {"question_report": report.pk}, answer_by=report.decide_by))


def _apart(report: QuestionReport) -> list[Any]:
    """Leave out who asked it and who reported it: they do not decide."""
    author = questions.author_of(report.question)
    apart = {*report.question.reports.values_list("reporter_id", flat=True), author.pk if author else None}
    return [user for user in all_coordinators() if user.pk not in apart]


def tell_changed(question: Question) -> None:
    """A hidden one was changed: coordinators who may read it and did not ask it."""
    author, since = questions.author_of(question), question.waits_since or clock.now()
    people = [user for user in all_coordinators() if user != author and question.audience in audiences_of(user)]
    event = f"{CHANGED}:{question.pk}:{since.isoformat()}"
    outbox.notify(CHANGED, event, people, {"question": question.pk}, answer_by=read_again_by(since))


def tell_author(question: Question, kind: str) -> None:
    event = f"{kind}:{question.pk}:{clock.now().isoformat()}"
    outbox.notify(kind, event, [questions.author_of(question)], {"question": question.pk})


def tell_reporters(reports: Sequence[QuestionReport]) -> None:
    for report in reports:
        outbox.notify(DECIDED, f"{DECIDED}:{report.pk}", [report.reporter], {"question_report": report.pk})


def texts(found: Sequence[Notice]) -> Mapping[int, NoticeText]:
    """Put notices into words. Whoever decides and whoever reported reads no title here: it may be what is wrong."""
    words: dict[int, NoticeText] = {}
    for reader, group in by_reader(found):
        ids = [notice.object_ids.get("question_report", 0) for notice in group]
        waiting = {row.pk: row for row in reports_for(reader).filter(pk__in=ids, decided_at=None)}
        decided = QuestionReport.objects.filter(pk__in=ids, reporter_id=reader.pk, decided_at__isnull=False)
        said = {row.pk: row for row in decided}
        asked = [notice.object_ids.get("question", 0) for notice in group]
        own = {question.pk: question for question in questions.mine(reader).filter(pk__in=asked)}
        changed = set(changed_while_hidden(reader).filter(pk__in=asked).values_list("pk", flat=True))
        for notice in group:
            report, question = notice.object_ids.get("question_report", 0), notice.object_ids.get("question", 0)
            if notice.kind in FOR_MODERATORS and report in waiting:
                words[notice.pk] = _for_moderator(notice.kind, waiting[report])
            elif notice.kind == CHANGED and question in changed:
                words[notice.pk] = _to_be_read_again(question)
            elif notice.kind == DECIDED and report in said:
                words[notice.pk] = _for_reporter(said[report])
            elif notice.kind in FOR_AUTHORS and question in own:
                words[notice.pk] = _for_author(notice.kind, own[question])
    return words


def _for_moderator(kind: str, report: QuestionReport) -> NoticeText:
    is_late = kind == LATE
    heading = _("A reported question still waits for a decision") if is_late else _("A question has been reported")
    url = reverse("discussion:desk_question", args=[report.pk])
    body = _("Please look at it and decide within the day.")
    return NoticeText(heading, body, url, _("Look and decide"))


def _to_be_read_again(pk: int) -> NoticeText:
    """Without its title, which may be what was wrong."""
    body = _("Whoever asked it has changed it. Please read it again: show it, or say what is still wrong.")
    url = reverse("discussion:question_page", args=[pk])
    return NoticeText(_("A hidden question was changed"), body, url, _("Read it again"))


def _for_reporter(report: QuestionReport) -> NoticeText:
    if report.decision == QuestionReport.Decision.HIDDEN:
        body = _("It is hidden. Thank you for watching out.")
    else:
        body = _("A coordinator has read it and left it as it is. Thank you for watching out.")
    return NoticeText(_("What you reported has been decided"), body, reverse("discussion:question_list"))


def _for_author(kind: str, question: Question) -> NoticeText:
    title, url = {"title": question.title}, reverse("discussion:question_page", args=[question.pk])
    if kind == COVERED:
        body = _("Two readers think that somebody can be recognised in “%(title)s”. You hear within a day.") % title
        return NoticeText(_("Your question is hidden until a coordinator has looked"), body, url)
    if kind == GIVEN_BACK:
        body = _("A coordinator has read “%(title)s” and found nothing wrong. All is as it was.") % title
        return NoticeText(_("Your question is back"), body, url)
    if kind == SHOWN_AGAIN:
        body = _("A coordinator has read “%(title)s”. Its readers can read it again.") % title
        return NoticeText(_("Your question is shown again"), body, url)
    body = _("“%(title)s” was reported. When somebody looked, its page says; a reason is kept.") % title
    return NoticeText(_("A coordinator looked who asked your question"), body, url)
