"""What is shown of one answer? They stand on the page they belong to; here they are written and changed."""

from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import is_vetted
from exchange.discussion import actions, following, permissions, queries, signs, subjects, telling
from exchange.discussion.forms import CommentForm
from exchange.practices.differences import parts
from portal.moves import MoveRefused, Overtaken
from portal.ui import kept_typing

MOST_SHOWN = 20


@require_GET
def thread_page(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The talk about something whose own page has no room for it; any other leads to its page."""
    subject, obj = _subject(request, kind, pk)
    if subject.page is None:
        return redirect(subject.url(obj))
    context = {"obj": obj, "title": subject.title(obj), "page": subject.page(obj)}
    return render(request, "discussion/thread_page.html", context)


@require_POST
def thread_follow(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Hear of new answers, or no more; whoever may not read it any more can still leave it."""
    subject, obj = _followed_or_open(request, kind, pk)
    if "leave" in request.POST:
        actions.leave_thread(request.user, obj)
        messages.success(request, _("You hear no more of it."))
    else:
        actions.follow_thread(request.user, obj)
        messages.success(request, _("You follow it. One word reaches you, until you have read it."))
    return redirect("practices:practice_followed" if "followed" in request.POST else subject.url(obj))


@require_http_methods(["GET", "POST"])
def comment_add(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Takes an answer; shown by itself when something in it needs another look, or to answer a quoted one."""
    subject, obj = _subject(request, kind, pk)
    offered = _people(request, obj)
    start = {"body": _quoted(request, subject, obj)}
    form, is_ready = _form(request, start, obj=obj, people=offered["people"])
    if is_ready:
        body, code = form.cleaned_data["body"], kept_typing.form_code(request)
        try:
            comment = actions.add_comment(request.user, obj, body, told=form.told_users(), form_code=code)
        except MoveRefused as refused:
            # On this page, so that what was typed stays.
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Your answer is there."))
            return redirect(subjects.url_of(comment))
    context = {**_shown(request, form), **offered, "title": subject.title(obj), "back": subject.url(obj)}
    context |= {"kind": kind, "obj": obj, "is_secret": telling.is_secret(obj)}
    return render(request, "discussion/comment_add.html", context)


@require_GET
def people_found(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """A piece of the form: who fits the words typed so far, and who is ticked already."""
    _subject_row, obj = _subject(request, kind, pk)
    offered = _people(request, obj)
    form = CommentForm(initial={"told": _ticked(request.GET)}, obj=obj, people=offered["people"])
    return render(request, "discussion/parts/people_found.html", {"form": form, **offered})


@require_http_methods(["GET", "POST"])
def comment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes it; whoever was overtaken sees what stands there now beside what they typed."""
    comment = get_object_or_404(queries.comments_for_user(request.user), pk=pk)
    form, is_ready = _form(request, {"body": comment.body})
    other, seen = None, number_of(request, "seen")
    if is_ready:
        try:
            comment = actions.edit_comment(request.user, comment, form.cleaned_data["body"], seen=seen)
        except Overtaken:
            other, seen = comment, comment.version
        else:
            messages.success(request, _("Changed."))
            return redirect(subjects.url_of(comment))
    context = {**_shown(request, form), "comment": comment, "back": subjects.url_of(comment), "other": other}
    if not permissions.can_change(request.user, comment):
        return redirect(subjects.url_of(comment))
    context["seen"] = comment.version if seen is None else seen
    return render(request, "discussion/comment_edit.html", context)


@require_GET
def comment_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What it said before, for all its readers; the newest change first."""
    comment = get_object_or_404(queries.comments_for_user(request.user), pk=pk)
    older = list(comment.older.all()[:MOST_SHOWN])
    words = [comment.body, *(row.body for row in older)]
    rows = [(row, parts(before, after)) for row, (after, before) in zip(older, pairwise(words), strict=True)]
    context = {"comment": comment, "rows": rows, "back": subjects.url_of(comment)}
    context["can_forget"] = permissions.can_hide(request.user, comment)
    return render(request, "discussion/comment_changes.html", context)


@require_POST
def comment_forget(request: HttpRequest, pk: int) -> HttpResponse:
    comment = get_object_or_404(queries.comments_for_user(request.user), pk=pk)
    actions.forget_older(request.user, comment)
    messages.success(request, _("The older words are gone."))
    return redirect(subjects.url_of(comment))


@require_POST
def comment_thank(request: HttpRequest, pk: int) -> HttpResponse:
    """It helped whoever asked, or not after all."""
    comment = get_object_or_404(queries.comments_for_user(request.user), pk=pk)
    comment = actions.mark_helpful(request.user, comment, helped="back" not in request.POST)
    messages.success(request, _("Marked: it helped.") if comment.helpful_at else _("Taken back."))
    return redirect(subjects.url_of(comment))


@require_POST
def comment_hide(request: HttpRequest, pk: int) -> HttpResponse:
    comment = get_object_or_404(queries.comments_for_user(request.user), pk=pk)
    actions.hide_comment(request.user, comment)
    messages.success(request, _("The answer is gone."))
    subject, obj = subjects.under(comment)
    return redirect(subject.url(obj))


def _subject(request: HttpRequest, kind: str, pk: int) -> tuple[subjects.Subject, Any]:
    subject = subjects.SUBJECTS.get(kind)
    if subject is None or not is_vetted(request.user):
        raise Http404
    return subject, get_object_or_404(subject.for_user(request.user), pk=pk)


def _followed_or_open(request: HttpRequest, kind: str, pk: int) -> tuple[subjects.Subject, Any]:
    row = following.followed_by(request.user).filter(**{kind: pk}).first() if kind in subjects.SUBJECTS else None
    return subjects.under(row) if row is not None else _subject(request, kind, pk)


def number_of(request: HttpRequest, name: str) -> int | None:
    """Return a number that a form or an address carries; None where there is none that makes sense."""
    value = request.POST.get(name, "") or request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


def _ticked(data: QueryDict) -> list[int]:
    """Return the numbers ticked, as far as they make sense; a few more than are allowed, so that it can be said."""
    found = [value for value in data.getlist("told") if value.isascii() and value.isdigit() and len(value) < 10]
    return [int(value) for value in found[: telling.MOST_FOUND]]


def _people(request: HttpRequest, obj: Any) -> dict[str, Any]:
    """Return whom the form offers, those ticked first, and the words they were looked for with."""
    data = request.POST if request.method == "POST" else request.GET
    words = data.get("who", "").strip()[:100]
    is_too_often = bool(words) and telling.looks_too_often(request.user)
    people = telling.chosen(request.user, _ticked(data))
    numbers = {member.pk for member in people}
    found = [] if is_too_often else telling.found(request.user, obj, words)
    people += [member for member in found if member.pk not in numbers]
    return {"people": people, "who": words, "is_too_often": is_too_often}


def _form(request: HttpRequest, start: dict[str, Any], **given: Any) -> tuple[CommentForm, bool]:
    """Return the form, and whether it is to be sent: not while its writer looks at it, for people, or for a sign."""
    if request.method != "POST":
        return CommentForm(initial=start, **given), False
    typed = {"body": request.POST.get("body", ""), "told": _ticked(request.POST)}
    if more := signs.added(request.POST):
        return CommentForm(initial={**typed, "body": more["body"]}, **given), False
    if "find" in request.POST:
        return CommentForm(initial=typed, **given), False
    form = CommentForm(request.POST, **given)
    return form, form.is_valid() and "preview" not in request.POST


def _shown(request: HttpRequest, form: CommentForm) -> dict[str, Any]:
    is_looked_at = form.is_bound and form.is_valid() and "preview" in request.POST
    return {
        "form": form,
        "signs": signs.examples(),
        "preview": form.cleaned_data["body"] if is_looked_at else "",
        "was_kept": request.method == "GET" and kept_typing.restore(request, form),
    }


def _quoted(request: HttpRequest, subject: subjects.Subject, obj: Any) -> str:
    """Return the words of the answer that is to be quoted, which must stand under the same thing."""
    number = number_of(request, "quote")
    found = queries.comments_of(obj, request.user).filter(pk=number).first() if number else None
    return signs.quoted(found.body) if found else ""
