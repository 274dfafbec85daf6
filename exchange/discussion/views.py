"""What is shown of the talk under a text? The answers themselves stand on the page of the practice."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from exchange.discussion import actions, permissions, queries
from exchange.discussion.forms import CommentForm
from exchange.discussion.models import Comment
from exchange.practices import queries as practices
from portal.ui import kept_typing


@require_http_methods(["GET", "POST"])
def comment_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an answer; shown by itself only when something in it needs another look."""
    practice = get_object_or_404(practices.for_user(request.user), pk=pk)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        comment = actions.add_comment(
            request.user, practice, form.cleaned_data["body"], form_code=kept_typing.form_code(request)
        )
        messages.success(request, _("Your answer is there. The author is told."))
        return redirect(_address(comment))
    was_kept = not form.is_bound and kept_typing.restore(request, form)
    context = {"form": form, "practice": practice, "was_kept": was_kept}
    return render(request, "discussion/comment_add.html", context)


@require_http_methods(["GET", "POST"])
def comment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    comment = get_object_or_404(queries.comments_for_user(request.user), pk=pk)
    form = CommentForm(request.POST or None, initial={"body": comment.body})
    if request.method == "POST" and form.is_valid():
        comment = actions.edit_comment(request.user, comment, form.cleaned_data["body"])
        messages.success(request, _("Changed."))
        return redirect(_address(comment))
    was_kept = not form.is_bound and kept_typing.restore(request, form)
    if not permissions.can_change(request.user, comment):
        return redirect(_address(comment))
    context = {"form": form, "comment": comment, "was_kept": was_kept}
    return render(request, "discussion/comment_edit.html", context)


@require_POST
def comment_hide(request: HttpRequest, pk: int) -> HttpResponse:
    comment = get_object_or_404(queries.comments_for_user(request.user), pk=pk)
    actions.hide_comment(request.user, comment)
    messages.success(request, _("The answer is gone."))
    return redirect("practices:practice_page", comment.practice_id)


def _address(comment: Comment) -> str:
    return f"{reverse('practices:practice_page', args=[comment.practice_id])}#comment-{comment.pk}"
