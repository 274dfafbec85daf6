"""Who is told, and what? Whoever wrote, asked or follows, when somebody answers; and of a question that was hidden."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.discussion import following, queries, questions, subjects
from exchange.discussion.models import SUBJECT_NAMES, Comment, Question
from portal import clock
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader

# Told of what is new in a talk: once until it is read, not once for each answer.
FOR_AUTHORS, FOR_FOLLOWERS = "discussion.comment_added", "discussion.thread_answered"
ABOUT_NEWS = (FOR_AUTHORS, FOR_FOLLOWERS)
ABOUT_COMMENTS = (*ABOUT_NEWS, "discussion.comment_helpful", "discussion.mentioned")
ABOUT_QUESTIONS = ("discussion.question_hidden", "discussion.question_offered")
# Whoever reads elsewhere and never marks anything as read hears again after that time.
AGAIN_AFTER = timedelta(days=7)
MOST_LATER = 200
KINDS = (*ABOUT_COMMENTS, *ABOUT_QUESTIONS)


def tell_followers(comment: Comment, apart: Sequence[Any]) -> None:
    """Tell whoever wrote what it stands under, and those who follow the talk, apart from its writer and those it names.

    Whether each may still read it is asked when it is sent and shown.
    """
    subject, obj = subjects.under(comment)
    people = {user.pk: user for user in following.followers(obj)}
    author = subject.author(obj)
    ids = {"comment": comment.pk, subject.name: obj.pk}
    waiting = Notice.objects.filter(
        kind__in=ABOUT_NEWS,
        recipient__in=people,
        read_at=None,
        created_at__gt=clock.now() - AGAIN_AFTER,
        **{f"object_ids__{subject.name}": obj.pk},
    )
    know = {*waiting.values_list("recipient_id", flat=True), *(user.pk for user in apart if user != author)}
    for kind in ABOUT_NEWS:
        wanted = [user for pk, user in people.items() if pk not in know and (user == author) == (kind == FOR_AUTHORS)]
        outbox.notify(kind, f"{kind}:{comment.pk}", [user for user in wanted if user != _writer(comment, author)], ids)


def _writer(comment: Comment, author: Any) -> Any:
    return author if comment.by_author else comment.author


def tell_helpful(comment: Comment) -> None:
    """Once, whatever is taken back and said again."""
    if comment.author is not None:
        event = f"discussion.comment_helpful:{comment.pk}"
        outbox.notify("discussion.comment_helpful", event, [comment.author], {"comment": comment.pk})


def tell_mentioned(comment: Comment, people: Sequence[Any]) -> None:
    """Not somebody who hears of the answer anyhow, because they wrote what it stands under."""
    subject, obj = subjects.under(comment)
    author = subject.author(obj) if people else None
    event = f"discussion.mentioned:{comment.pk}"
    wanted = [user for user in people if user != author]
    outbox.notify("discussion.mentioned", event, wanted, {"comment": comment.pk})


def tell_hidden(question: Question) -> None:
    event = f"discussion.question_hidden:{question.pk}:{question.version}"
    outbox.notify("discussion.question_hidden", event, [questions.author_of(question)], {"question": question.pk})


def tell_offered(question: Question, user: Any) -> None:
    event = f"discussion.question_offered:{question.pk}:{user.pk}"
    outbox.notify("discussion.question_offered", event, [user], {"question": question.pk})


def texts(notices: Sequence[Notice]) -> Mapping[int, NoticeText]:
    """Put notices into words; an answer that is hidden, or whose text is closed to the reader, is left out."""
    found: dict[int, NoticeText] = {}
    for recipient, group in by_reader(notices):
        about_comments = [notice for notice in group if notice.kind in ABOUT_COMMENTS]
        about_questions = [notice for notice in group if notice.kind in ABOUT_QUESTIONS]
        if about_comments:
            found |= _of_comments(recipient, about_comments)
        if about_questions:
            found |= _of_questions(recipient, about_questions)
    return found


def _of_comments(recipient: Any, group: Sequence[Notice]) -> dict[int, NoticeText]:
    open_ones = queries.comments_for_user(recipient).annotate(is_stopped=following.stopped(recipient))
    comments = {row.pk: row for row in open_ones.filter(pk__in=[_number(notice) for notice in group])}
    gone = [notice for notice in group if notice.kind in ABOUT_NEWS and _number(notice) not in comments]
    later = _later(open_ones, recipient, gone) if gone else {}
    known = [(notice, comments.get(_number(notice)) or later.get(notice.pk)) for notice in group]
    return {notice.pk: _text(comment, notice.kind) for notice, comment in known if comment and _is_due(notice, comment)}


def _number(notice: Notice) -> int:
    return int(notice.object_ids.get("comment", 0))


def _is_due(notice: Notice, comment: Any) -> bool:
    """Nothing of a talk that its reader has left meanwhile, or of a text that is put away."""
    if notice.kind not in ABOUT_NEWS:
        return True
    subject, obj = subjects.under(comment)
    return not comment.is_stopped and (notice.kind == FOR_AUTHORS or subject.is_shown(obj))


def _later(open_ones: QuerySet[Any], recipient: Any, gone: Sequence[Notice]) -> dict[int, Comment]:
    """The answer that a notice was written for is hidden: return the next one, of which nobody was told anew."""
    under = {notice.pk: (n, notice.object_ids[n]) for notice in gone for n in SUBJECT_NAMES if n in notice.object_ids}
    same = Q()
    for name, pk in under.values():
        same |= Q(**{name: pk})
    found: dict[int, Comment] = {}
    later = open_ones.filter(same, pk__gt=min(map(_number, gone))).exclude(author_id=recipient.pk)
    for comment in later[:MOST_LATER] if under else ():
        for notice in gone:
            name, pk = under.get(notice.pk, ("pk", 0))
            if getattr(comment, f"{name}_id", None) == pk and comment.pk > _number(notice):
                found.setdefault(notice.pk, comment)
    return found


def _text(comment: Comment, kind: str) -> NoticeText:
    subject, obj = subjects.under(comment)
    if kind == "discussion.comment_helpful":
        body = _("What you wrote under “%(title)s” helped the person who asked.") % {"title": subject.title(obj)}
        return NoticeText(_("Your answer has helped"), body, subjects.url_of(comment))
    if kind == FOR_FOLLOWERS:
        body = _("Under “%(title)s”.") % {"title": subject.title(obj)}
        return NoticeText(_("New answers in a talk that you follow"), body, subjects.url_of(comment))
    words = {"who": queries.byline(comment), "title": subject.title(obj)}
    if kind == "discussion.mentioned":
        body = _("%(who)s turns to you under “%(title)s”.") % words
        return NoticeText(_("Somebody turns to you"), body, subjects.url_of(comment))
    body = _("%(who)s answered under “%(title)s”.") % words
    is_question = subject.name == "question"
    heading = _("Somebody answered your question") if is_question else _("Somebody answered your practice")
    return NoticeText(heading, body, subjects.url_of(comment))


def _of_questions(recipient: Any, group: Sequence[Notice]) -> dict[int, NoticeText]:
    ids = [notice.object_ids.get("question") for notice in group]
    known = {question.pk: question for question in questions.for_user(recipient).filter(pk__in=ids)}
    read = [(notice, known.get(notice.object_ids.get("question", 0))) for notice in group]
    words = [(notice, _about(question, notice.kind)) for notice, question in read if question]
    return {notice.pk: text for notice, text in words if text}


def _about(question: Question, kind: str) -> NoticeText | None:
    """What is over is left out: an offer of a closed question, the hiding of one that is shown again."""
    url = reverse("discussion:question_page", args=[question.pk])
    words = {"title": question.title, "reason": question.hidden_reason}
    if kind == "discussion.question_offered" and question.state == Question.State.OPEN:
        body = _("“%(title)s”. Nobody has answered yet, and it is near to what you know. No answer is awaited of you.")
        return NoticeText(_("Somebody asks what you know"), body % words, url)
    if kind == "discussion.question_hidden" and question.state == Question.State.HIDDEN:
        body = _("“%(title)s”. The reason: %(reason)s")
        return NoticeText(_("A coordinator has hidden your question"), body % words, url)
    return None
