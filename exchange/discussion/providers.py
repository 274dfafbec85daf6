"""What does the basement need to know of this floor?"""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import is_coordinator, is_vetted
from exchange.discussion import (
    following,
    moderation,
    notices,
    permissions,
    queries,
    question_care,
    questions,
    report_notices,
    signs,
    subjects,
    telling,
)
from exchange.discussion.forms import CommentForm
from exchange.discussion.lifecycle import SHOWN
from exchange.discussion.models import Comment, Question
from exchange.practices.permissions import audiences_of
from portal.audiences import TOKEN
from portal.delivery.registry import register_kinds
from portal.search.registry import Entry, SearchKind, register_kind
from portal.ui import counters, slots
from portal.ui.markdown import to_text

# Who has many to decide sees the next ones; the others move up.
MOST_ON_DESK, MOST_AT_ONCE = 2, 8


def register() -> None:
    """Tell delivery, search and the named slots what this floor knows; called once at start."""
    register_kinds(notices.texts, *notices.KINDS)
    register_kinds(report_notices.texts, *report_notices.KINDS, asks=report_notices.FOR_MODERATORS)
    register_kind(SearchKind("question", _("Questions"), Question, questions_to_index, entry_of, questions.findable_by))
    slots.fill("practice_comments", talk)
    slots.fill("question_comments", talk)
    slots.fill("reference_page", talk)
    slots.fill("statement_page", talk)
    slots.fill("event_page", talk)
    slots.fill("country_talk", way_to_talk)
    slots.fill("thread", talk)
    slots.fill("dashboard_new", newest)
    slots.fill("desk_moderation", reported)
    register_kinds(question_care.texts, *question_care.KINDS, asks=question_care.FOR_MODERATORS)
    slots.fill("desk_moderation", reported_questions)
    counters.register("desk", question_reports_waiting)
    counters.register("desk", changed_questions_waiting)
    slots.fill("desk_turn", reported_at_desk)
    counters.register("desk", reports_waiting)
    slots.fill("followed", followed)


def questions_to_index() -> QuerySet[Question]:
    answers = Prefetch("comments", Comment.objects.filter(is_hidden=False), to_attr="shown_comments")
    return Question.objects.filter(state__in=SHOWN).prefetch_related("topics", answers)


def entry_of(question: Any) -> Entry:
    """What search keeps: the question and all answers, for the readers of both; no token of an anonymous asker."""
    readers: list[str] = []
    if question.state in SHOWN:
        readers = [TOKEN[question.audience]]
        if question.author_id is not None:
            readers.append(f"user:{question.author_id}")
    answers = getattr(question, "shown_comments", None)
    if answers is None:
        answers = question.comments.filter(is_hidden=False)
    return Entry(
        title=question.title,
        body="\n".join(to_text(text) for text in (question.body, *(answer.body for answer in answers)) if text),
        url=subjects.of(question).url(question),
        readers=readers,
        language=question.language,
        topics=[topic.slug for topic in question.topics.all()],
        year=question.asked_at.year,
        written_at=question.asked_at,
    )


def reported(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """Answers of which readers warn, for a coordinator to decide."""
    found = moderation.rows(user) if is_coordinator(user) else []
    context = {"rows": found[:MOST_AT_ONCE], "more": len(found[MOST_AT_ONCE:])}
    return ("discussion/parts/desk_moderation.html", context) if found else None


def reported_questions(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """Questions that readers report, and hidden ones that were changed, for a coordinator to decide."""
    found = question_care.waiting_for(user)[:20] if is_coordinator(user) else []
    rows = [(report, report.question.audience in audiences_of(user)) for report in found]
    changed = list(question_care.changed_while_hidden(user)[:20])
    return ("discussion/parts/desk_questions.html", {"rows": rows, "changed": changed}) if rows or changed else None


def question_reports_waiting(user: Any) -> QuerySet[Any] | None:
    return question_care.waiting_for(user) if is_coordinator(user) else None


def changed_questions_waiting(user: Any) -> QuerySet[Any] | None:
    return question_care.changed_while_hidden(user) if is_coordinator(user) else None


def reported_at_desk(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """Answers and questions that readers report, for the one order of the desk; of many, the first and a way to all."""
    found = moderation.at_the_desk(user) if is_coordinator(user) else []
    shown, rest = found[:MOST_ON_DESK], found[MOST_ON_DESK:]
    if rest:
        url = reverse("practices:desk_moderation")
        shown.append(moderation.OnTheDesk("more", url, rest[0].due_at, reason="", count=len(rest)))
    context = {"turns": shown, "more": max(len(rest) - 1, 0)}
    return ("discussion/parts/desk_turn.html", context) if found else None


def reports_waiting(user: Any) -> QuerySet[Any] | None:
    """What the number beside the word Desk counts; nothing for whoever has no desk."""
    return moderation.waiting_for(user) if is_coordinator(user) else None


def followed(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """The talks that the reader follows, beside topics, countries and practices."""
    rows = []
    for row in following.followed_by(user)[:50]:
        subject, obj = subjects.under(row)
        shown = {"title": subject.title(obj), "url": subject.url(obj)} if row.is_readable else {}
        rows.append({"kind": subject.name, "pk": obj.pk, **shown})
    return "discussion/parts/followed.html", {"rows": rows}


def newest(_obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """Open questions that nobody has answered yet."""
    rows = list(questions.unanswered_for(user)[:3])
    return ("discussion/parts/dashboard_new.html", {"questions": rows}) if rows else None


def way_to_talk(obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """Where members talk about it, on a page of its own; asks the database nothing."""
    return ("discussion/parts/way_to_talk.html", {"url": subjects.of(obj).url(obj)}) if is_vetted(user) else None


def talk(obj: Any, user: Any) -> tuple[str, dict[str, Any]] | None:
    """The answers under something, and the field for one more; for members."""
    if not is_vetted(user):
        return None
    subject = subjects.of(obj)
    can_comment = permissions.can_comment(user, obj)
    comments, wish = following.with_wish(telling.shown(queries.comments_of(obj, user)), obj, user)
    if not comments and not can_comment:
        return None
    wrote_it = bool(comments or wish is None) and subject.wrote(user, obj)
    rows = []
    for comment in comments:
        is_own = comment.author_id == user.pk or (comment.author_id is None and comment.by_author and wrote_it)
        can_hide = is_own or is_coordinator(user)
        rows.append(
            {
                "comment": comment,
                "byline": queries.byline(comment),
                "told": telling.in_words(comment, user),
                "is_own": is_own,
                "can_hide": can_hide,
            }
        )
    context = {
        "obj": obj,
        "kind": subject.name,
        "rows": rows,
        "can_comment": can_comment,
        "can_thank": wrote_it,
        "follows": wrote_it if wish is None else wish,
        "form": CommentForm(),
        "signs": signs.examples(),
    }
    return "discussion/parts/talk.html", context
