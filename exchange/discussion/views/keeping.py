"""What else can be done with a question? Close, open again, hide, show: each is one button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from exchange.discussion import actions, questions
from exchange.discussion.models import Question
from exchange.practices.forms import HideForm


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
        messages.error(request, _("Please say why in a few words, so that whoever asked can ask in another way."))
        return redirect("discussion:question_page", question.pk)
    actions.hide_question(request.user, question, form.cleaned_data["reason"])
    messages.success(request, _("Hidden. Only whoever asked and coordinators still see it."))
    return redirect("discussion:question_page", question.pk)


@require_POST
def question_show(request: HttpRequest, pk: int) -> HttpResponse:
    question = actions.show_question(request.user, _question(request, pk))
    messages.success(request, _("Its readers can read it again."))
    return redirect("discussion:question_page", question.pk)


def _question(request: HttpRequest, pk: int) -> Question:
    return get_object_or_404(questions.for_user(request.user), pk=pk)
