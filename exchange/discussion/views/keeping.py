"""What else can be done with a question? Close, open again, hide, show; and make a practice of what was learned."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from exchange.discussion import actions, queries, questions
from exchange.discussion.models import Question
from exchange.practices.forms import HideForm
from portal.ui import kept_typing


@require_POST
def question_forget(request: HttpRequest, pk: int) -> HttpResponse:
    question = _question(request, pk)
    actions.forget_older_question(request.user, question)
    messages.success(request, _("The older words are gone."))
    return redirect("discussion:question_page", question.pk)


@require_POST
def question_close(request: HttpRequest, pk: int) -> HttpResponse:
    question = actions.close_question(request.user, _question(request, pk))
    messages.success(request, _("Closed. It can still be read and found."))
    return redirect("discussion:question_page", question.pk)


@require_POST
def question_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    question = actions.reopen_question(request.user, _question(request, pk))
    messages.success(request, _("It takes answers again."))
    return redirect("discussion:question_page", question.pk)


@require_POST
def question_hide(request: HttpRequest, pk: int) -> HttpResponse:
    question = _question(request, pk)
    form = HideForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please say why in a few words, so that whoever asked can change it."))
        return redirect("discussion:question_page", question.pk)
    actions.hide_question(request.user, question, form.cleaned_data["reason"])
    messages.success(request, _("Hidden. Only whoever asked and coordinators still see it."))
    return redirect("discussion:question_page", question.pk)


@require_POST
def question_show(request: HttpRequest, pk: int) -> HttpResponse:
    question = actions.show_question(request.user, _question(request, pk))
    messages.success(request, _("Its readers can read it again."))
    return redirect("discussion:question_page", question.pk)


@require_http_methods(["GET", "POST"])
def question_tell(request: HttpRequest, pk: int) -> HttpResponse:
    """Which answers go into the draft of a practice? Those that helped are ticked already."""
    question = _question(request, pk)
    if not questions.is_author(request.user, question) or question.state == Question.State.HIDDEN:
        raise Http404
    if request.method == "POST":
        ticked = [value for value in request.POST.getlist("answer") if value.isascii() and value.isdigit()]
        chosen = [int(value) for value in ticked if len(value) < 18]
        code = kept_typing.form_code(request)
        practice = actions.make_practice(request.user, question, chosen, form_code=code)
        messages.success(request, _("A draft that only you see. Say what you did and what happened, then post it."))
        return redirect("practices:practice_edit", practice.pk)
    answers = queries.comments_of(question, request.user).filter(by_author=False)
    rows = [(comment, queries.byline(comment)) for comment in answers]
    return render(request, "discussion/question_tell.html", {"question": question, "rows": rows})


def _question(request: HttpRequest, pk: int) -> Question:
    return get_object_or_404(questions.for_user(request.user), pk=pk)
