"""What does a coordinator see of those who want to join?"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts import applying, desk, permissions, queries
from accounts.access import UserRequest
from accounts.actions import vetting
from accounts.forms.applications import AskVouchForm, DecideForm, WordsForm
from accounts.lifecycle import APPLICATION_MOVES
from accounts.lookalikes import everybody_by_name, lookalikes
from accounts.models import Member, MembershipApplication
from portal.moves import possible

_A = MembershipApplication.State


def _found(request: UserRequest, pk: int) -> MembershipApplication:
    """Return the application, and which one waits after it, for a coordinator who may read it.

    Everybody else meets a 404, its applicant too.
    """
    if not permissions.is_coordinator(request.user):
        raise Http404
    found = queries.applications_for_user(request.user).exclude(user=request.user)
    return get_object_or_404(found.annotate(next_one=desk.next_waiting(request.user)), pk=pk)


def _question_form(data: object = None) -> WordsForm:
    return WordsForm(data, label=_("Your question"), hint=_("They have 30 days to answer."), prefix="ask")


def _reply_form(data: object = None) -> WordsForm:
    return WordsForm(data, label=_("Your answer"), hint=_("They read it with their application."), prefix="reply")


def _members_to_ask(request: UserRequest) -> object:
    members = queries.members_for_user(request.user).filter(state=Member.State.ACTIVE)
    return members.exclude(user=request.user).order_by("name")


@require_GET
def desk_applications(request: UserRequest) -> HttpResponse:
    """All applications in reach: what waits for this coordinator first."""
    if not permissions.is_coordinator(request.user):
        raise Http404
    waiting = desk.rows(request.user)
    reachable = queries.applications_for_user(request.user).exclude(user=request.user)
    ended = reachable.filter(state__in=[_A.ACCEPTED, _A.DECLINED, _A.WITHDRAWN, _A.EXPIRED]).order_by("-decided_at")
    return render(
        request,
        "accounts/desk_applications.html",
        {
            "mine": [row for row in waiting if row.is_mine],
            "others": [row for row in waiting if not row.is_mine],
            "ended": ended[:20],
        },
    )


@require_GET
def desk_application(request: UserRequest, pk: int) -> HttpResponse:
    """One application: read it, then decide."""
    return _page(request, _found(request, pk))


def _page(request: UserRequest, application: MembershipApplication, **forms: object) -> HttpResponse:
    moves = possible(APPLICATION_MOVES, application.state, permissions.application_roles(request.user, application))
    decisions = list(application.decisions.select_related("by__member"))
    vouches = list(application.vouches.select_related("member__user", "member__organisation"))
    named = everybody_by_name()
    mine = [decision for decision in decisions if decision.by_id == request.user.pk]
    has_said_yes = any(decision.accepts for decision in mine)
    has_vouched = any(vouch.answered_at and vouch.member.user_id == request.user.pk for vouch in vouches)
    context: dict[str, Any] = {
        "application": application,
        "moves": moves,
        "can_decide": "say_yes" in moves and not has_vouched,
        "has_said_yes": has_said_yes,
        "is_alone": has_said_yes and not queries.second_persons_for(application, request.user),
        "has_vouched": has_vouched,
        "decisions": decisions,
        "vouches": vouches,
        "conversation": application.messages.select_related("author"),
        "is_official": application.category in applying.OFFICIALS,
        "lookalikes": lookalikes(application, named) if moves else None,
        "is_late": desk.is_late(application),
        "question_form": _question_form(),
        "reply_form": _reply_form() if application.first_question and "reply" in moves else None,
        "decide_form": DecideForm(prefix="decide"),
        "vouch_form": AskVouchForm(application=application, members=_members_to_ask(request), prefix="vouch"),
        **forms,
    }
    asked = {vouch.member_id for vouch in vouches}
    context["vouch_form"].offer(row for row in named if row.pk not in asked and row.user_id != request.user.pk)
    return render(request, "accounts/desk_application.html", context)


def _go_on(request: UserRequest, application: MembershipApplication, words: str) -> HttpResponse:
    """Say that it is done and stay: the next item is one button away on the page."""
    messages.success(request, words)
    return redirect("accounts:desk_application", application.pk)


@require_POST
def application_take(request: UserRequest, pk: int) -> HttpResponse:
    application = vetting.take_application(request.user, _found(request, pk))
    return _go_on(request, application, _("You have taken it up."))


@require_POST
def application_ask(request: UserRequest, pk: int) -> HttpResponse:
    """Ask the applicant a question back."""
    application = _found(request, pk)
    form = _question_form(request.POST)
    if not form.is_valid():
        return _page(request, application, question_form=form)
    vetting.ask_applicant(request.user, application, form.cleaned_data["words"])
    return _go_on(request, application, _("Your question was sent. They have 30 days to answer."))


@require_POST
def application_reply(request: UserRequest, pk: int) -> HttpResponse:
    """Answer what the applicant would like to know first."""
    application = _found(request, pk)
    form = _reply_form(request.POST)
    if not form.is_valid():
        return _page(request, application, reply_form=form)
    vetting.reply_to_applicant(request.user, application, form.cleaned_data["words"])
    return _go_on(request, application, _("Your answer was sent."))


@require_POST
def application_ask_vouch(request: UserRequest, pk: int) -> HttpResponse:
    """Ask a member whether they know the applicant."""
    application = _found(request, pk)
    form = AskVouchForm(request.POST, application=application, members=_members_to_ask(request), prefix="vouch")
    if not form.is_valid():
        return _page(request, application, vouch_form=form)
    vetting.ask_vouch(request.user, application, form.cleaned_data["member"])
    return _go_on(request, application, _("The member was asked."))


@require_POST
def application_decide(request: UserRequest, pk: int) -> HttpResponse:
    """Say yes or no, with a reason."""
    application = _found(request, pk)
    form = DecideForm(request.POST, prefix="decide")
    if not form.is_valid():
        return _page(request, application, decide_form=form)
    reason = form.cleaned_data["reason"]
    if form.cleaned_data["decision"] == DecideForm.NO:
        vetting.decline_application(request.user, application, reason)
        return _go_on(request, application, _("You said no. The applicant reads your reason."))
    decided = vetting.say_yes(request.user, application, reason)
    if decided.state == _A.ACCEPTED:
        return _go_on(request, application, _("That was the second yes: they are a member now, and are told."))
    return _go_on(request, application, _("You said yes. Now a second person has to agree."))
