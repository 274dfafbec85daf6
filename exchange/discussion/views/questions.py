"""Which questions are there, and what does one look like? The list, one page, and the form."""

from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from exchange.discussion import actions, questions, signs
from exchange.discussion.forms import QuestionForm
from exchange.discussion.lifecycle import MOVES, SHOWN
from exchange.discussion.models import Question
from exchange.discussion.views.answers import number_of
from exchange.practices.differences import parts
from exchange.practices.forms import HideForm
from portal.moves import Overtaken, possible
from portal.ui import kept_typing
from portal.vocabularies import queries as vocabularies

A_PAGE = 20
MOST_SHOWN = 20
STATES = ("unanswered", "open", "closed", "mine")


@require_GET
def question_list(request: HttpRequest) -> HttpResponse:
    chosen = {name: _chosen(request, name) for name in ("topic", "language")}
    asked = request.GET.get("state", "")
    chosen["state"] = asked if asked in STATES else ""
    found = _filtered(questions.with_counts(questions.listed_for(request.user)), chosen, request)
    page = Paginator(found.prefetch_related("topics"), A_PAGE).get_page(request.GET.get("page"))
    filters = urlencode({name: value for name, value in chosen.items() if value})
    context = {
        "page": page,
        "rows": [(question, questions.byline(question)) for question in page],
        "chosen": chosen,
        "is_filtered": bool(filters),
        "filters": f"{filters}&" if filters else "",
        "topics": vocabularies.grouped_choices("topic"),
        "languages": vocabularies.choices("language"),
    }
    return render(request, "discussion/question_list.html", context)


@require_GET
def question_page(request: HttpRequest, pk: int) -> HttpResponse:
    question = _question(request, pk)
    roles = questions.roles(request.user, question)
    context = {
        "question": question,
        "byline": questions.byline(question),
        "is_author": "author" in roles,
        "can": possible(MOVES, question.state, roles) - _not_now(question, roles),
        "hide_form": HideForm(),
        "can_report": "author" not in roles and question.state in SHOWN,
        "looks": question.looks.all() if "author" in roles and question.author_id is None else [],
        # Never who, nor how many: those who were asked owe nobody an answer.
        "is_offered": "author" in roles and question.state == Question.State.OPEN and question.offers.exists(),
    }
    return render(request, "discussion/question_page.html", context)


def _not_now(question: Question, roles: set[str]) -> set[str]:
    """Nobody shows their own; and what reports have hidden is decided with them."""
    return ({"show"} if "author" in roles else set()) | ({"hide", "show"} if question.is_covered else set())


@require_http_methods(["GET", "POST"])
def question_ask(request: HttpRequest) -> HttpResponse:
    form, is_ready = _form(request)
    if is_ready:
        code = kept_typing.form_code(request)
        question = actions.ask_question(request.user, *form.fields_and_topics(), form_code=code)
        messages.success(request, _("Asked. You are told when somebody answers."))
        return redirect("discussion:question_page", question.pk)
    return render(request, "discussion/question_ask.html", _shown(request, form))


@require_http_methods(["GET", "POST"])
def question_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes it; whoever was overtaken sees what stands there now beside what they typed."""
    question = _question(request, pk)
    if not questions.is_author(request.user, question):
        raise Http404
    form, is_ready = _form(request, question)
    other, seen = None, number_of(request, "seen")
    if is_ready:
        try:
            actions.edit_question(request.user, question, *form.fields_and_topics(), seen=seen)
        except Overtaken:
            other, seen = question, question.version
        else:
            is_hidden = question.state == Question.State.HIDDEN
            messages.success(request, _("Changed. A coordinator reads it again.") if is_hidden else _("Changed."))
            return redirect("discussion:question_page", question.pk)
    context = {**_shown(request, form), "question": question, "other": other}
    context["seen"] = question.version if seen is None else seen
    return render(request, "discussion/question_edit.html", context)


@require_GET
def question_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What it said before, for all its readers; the newest change first."""
    question = _question(request, pk)
    older = list(question.older.all()[:MOST_SHOWN])
    rows = [
        (before, parts(before.title, after.title), parts(before.body, after.body))
        for after, before in pairwise([question, *older])
    ]
    context = {"question": question, "rows": rows, "can_forget": questions.roles(request.user, question)}
    return render(request, "discussion/question_changes.html", context)


def _question(request: HttpRequest, pk: int) -> Question:
    return get_object_or_404(questions.for_user(request.user).prefetch_related("topics"), pk=pk)


def _form(request: HttpRequest, question: Question | None = None) -> tuple[QuestionForm, bool]:
    """Return the form, and whether it is to be sent: not while its writer looks at it or puts a sign in."""
    if request.method != "POST":
        return QuestionForm(user=request.user, question=question), False
    form = QuestionForm(request.POST, user=request.user, question=question)
    if more := signs.added(request.POST):
        form = QuestionForm(user=request.user, question=question)
        form.initial |= {**more, "topics": request.POST.getlist("topics")}
        return form, False
    return form, form.is_valid() and "preview" not in request.POST


def _shown(request: HttpRequest, form: QuestionForm) -> dict[str, Any]:
    is_looked_at = form.is_bound and form.is_valid() and "preview" in request.POST
    return {
        "form": form,
        "signs": signs.examples(),
        "preview": form.cleaned_data["body"] if is_looked_at else "",
        "was_kept": request.method == "GET" and kept_typing.restore(request, form),
    }


def _chosen(request: HttpRequest, name: str) -> str:
    value = request.GET.get(name, "")
    return value if value in {term.slug for term in vocabularies.terms(name)} else ""


def _filtered(found: QuerySet[Question], chosen: dict[str, str], request: HttpRequest) -> QuerySet[Question]:
    if chosen["topic"]:
        found = found.filter(topics__vocabulary="topic", topics__slug=chosen["topic"])
    if chosen["language"]:
        found = found.filter(language=chosen["language"])
    if chosen["state"] == "unanswered":
        found = found.filter(answers=0, state=Question.State.OPEN)
    elif chosen["state"] == "mine":
        found = found.filter(pk__in=questions.mine(request.user).order_by().values("pk"))
    elif chosen["state"]:
        found = found.filter(state=chosen["state"])
    return found
