"""What is shown of one answer? They stand on the page they belong to; here they are written and changed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import is_vetted
from exchange.discussion import actions, permissions, queries, subjects
from exchange.discussion.forms import CommentForm
from portal.ui import kept_typing


@require_GET
def thread_page(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The talk about something whose own page has no room for it; any other leads to its page."""
    subject, obj = _subject(request, kind, pk)
    if subject.page is None:
        return redirect(subject.url(obj))
    context = {"obj": obj, "title": subject.title(obj), "page": subject.page(obj)}
    return render(request, "discussion/thread_page.html", context)


@require_http_methods(["GET", "POST"])
def comment_add(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Takes an answer; shown by itself only when something in it needs another look."""
    subject, obj = _subject(request, kind, pk)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        body, code = form.cleaned_data["body"], kept_typing.form_code(request)
        comment = actions.add_comment(request.user, obj, body, form_code=code)
        messages.success(request, _("Your answer is there."))
        return redirect(subjects.url_of(comment))
    was_kept = not form.is_bound and kept_typing.restore(request, form)
    context = {"form": form, "title": subject.title(obj), "back": subject.url(obj), "was_kept": was_kept}
    return render(request, "discussion/comment_add.html", context)


@require_http_methods(["GET", "POST"])
def comment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    comment = get_object_or_404(queries.comments_for_user(request.user), pk=pk)
    form = CommentForm(request.POST or None, initial={"body": comment.body})
    if request.method == "POST" and form.is_valid():
        comment = actions.edit_comment(request.user, comment, form.cleaned_data["body"])
        messages.success(request, _("Changed."))
        return redirect(subjects.url_of(comment))
    was_kept = not form.is_bound and kept_typing.restore(request, form)
    if not permissions.can_change(request.user, comment):
        return redirect(subjects.url_of(comment))
    context = {"form": form, "comment": comment, "back": subjects.url_of(comment), "was_kept": was_kept}
    return render(request, "discussion/comment_edit.html", context)


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
