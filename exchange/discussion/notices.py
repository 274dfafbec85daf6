"""Who is told, and what? Whoever wrote or asked, when somebody answers; and of a question that was hidden."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.discussion import queries, questions, subjects
from exchange.discussion.models import Comment, Question
from portal.delivery import outbox
from portal.delivery.models import Notice
from portal.delivery.registry import NoticeText, by_reader

ABOUT_COMMENTS = ("discussion.comment_added", "discussion.comment_helpful", "discussion.mentioned")
ABOUT_QUESTIONS = ("discussion.question_hidden", "discussion.question_offered")
KINDS = (*ABOUT_COMMENTS, *ABOUT_QUESTIONS)


def tell_author(comment: Comment) -> None:
    """Tell whoever wrote what it stands under; a country or a title of the library has nobody to tell."""
    subject, obj = subjects.under(comment)
    if author := subject.author(obj):
        event = f"discussion.comment_added:{comment.pk}"
        outbox.notify("discussion.comment_added", event, [author], {"comment": comment.pk})


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
    apart = [user for user in people if user != author]
    outbox.notify("discussion.mentioned", event, apart, {"comment": comment.pk})


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
    ids = [notice.object_ids.get("comment") for notice in group]
    comments = {comment.pk: comment for comment in queries.comments_for_user(recipient).filter(pk__in=ids)}
    known = [(notice, comments.get(notice.object_ids.get("comment", 0))) for notice in group]
    return {notice.pk: _text(comment, notice.kind) for notice, comment in known if comment}


def _text(comment: Comment, kind: str) -> NoticeText:
    subject, obj = subjects.under(comment)
    if kind == "discussion.comment_helpful":
        body = _("What you wrote under “%(title)s” helped the person who asked.") % {"title": subject.title(obj)}
        return NoticeText(_("Your answer has helped"), body, subjects.url_of(comment))
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
