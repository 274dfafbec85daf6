"""What can be done on a request's page? One small view for each act; the page itself is drawn elsewhere."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.moves import MoveRefused
from portal.ui import kept_typing
from portal.uploads import actions as uploads
from portal.vocabularies import queries as vocabularies
from visits import permissions, queries
from visits.actions import answering, code, concluding, planning, reconfirming, talking
from visits.actions import requests as actions
from visits.conversation import may_change
from visits.forms.acts import EndForm, MessageEditForm, MessageForm, WordForm
from visits.forms.days import DaysForm
from visits.hours import spell, zone_at
from visits.models import DateProposal, Message, MessageFile, VisitRequest
from visits.on_the_table import author_of, dates_on_the_table
from visits.views.request_page import SIDES, find, offers_for, show
from visits.visiting_hours import terms_of
from visits.visitor_code import signatures

DECIDE = {"requester", "coordinator", "administrator"}


def _back(asked: VisitRequest) -> HttpResponse:
    return redirect("visits:request_page", asked.pk)


@require_http_methods(["GET", "POST"])
def message_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write in the conversation; whoever had to log in meanwhile finds the page with their words in it."""
    asked = find(request.user, pk)
    form = MessageForm(request.POST, request.FILES) if request.method == "POST" else MessageForm()
    if not form.is_bound and not kept_typing.restore(request, form):
        return _back(asked)
    if not form.is_valid():
        return show(request, asked, message_form=form)
    try:
        files = uploads.receive_all(request.user, form.cleaned_data["files"])
        talking.add_message(request.user, asked, form.cleaned_data["body"], files)
    except MoveRefused as refusal:
        form.add_error("files" if form.cleaned_data["files"] else "body", str(refusal))
        return show(request, asked, message_form=form)
    messages.success(request, _("Your message is there. The others are told."))
    return _back(asked)


@require_POST
def talk_read(request: HttpRequest, pk: int) -> HttpResponse:
    """How far have I read? Looking alone says nothing."""
    asked = find(request.user, pk, *SIDES)
    typed = request.POST.get("upto", "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 12 else 0
    talking.mark_read(request.user, asked, number)
    return _back(asked)


@require_GET
def talk_files(request: HttpRequest, pk: int) -> HttpResponse:
    """What hangs on the messages, for those who read them."""
    asked = find(request.user, pk, *SIDES)
    if not permissions.may_take_part(request.user, asked):
        raise Http404
    files = MessageFile.objects.filter(message__request=asked.pk).select_related("upload", "message")
    rows = [(one, author_of(asked, one.message.author_id, request.user)) for one in files]
    return render(request, "visits/talk_files.html", {"asked": asked, "rows": rows})


@require_http_methods(["GET", "POST"])
def message_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one's own words within a quarter of an hour."""
    rows = Message.objects.filter(author=request.user.pk, request__in=queries.requests_for_user(request.user))
    message = get_object_or_404(rows.select_related("request"), pk=pk)
    form = MessageEditForm(request.POST if request.method == "POST" else None, initial={"body": message.body})
    was_kept = kept_typing.restore(request, form) if not form.is_bound else False
    if form.is_bound and form.is_valid():
        talking.edit_message(request.user, message, form.cleaned_data["body"])
        messages.success(request, _("Changed. What it said before can still be read."))
        return _back(message.request)
    if not may_change(message, request.user):
        messages.info(request, _("A message can be changed by its writer, for a quarter of an hour."))
        return _back(message.request)
    return render(request, "visits/message_edit.html", {"asked": message.request, "form": form, "was_kept": was_kept})


@require_POST
def request_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    asked = find(request.user, pk)
    form = EndForm(request.POST, auto_id="end_%s")
    if not form.is_valid():
        return show(request, asked, end_form=form)
    actions.withdraw_request(request.user, asked, form.cleaned_data["reason"], form.cleaned_data["word"])
    messages.success(request, _("Your request is withdrawn. You can ask again at any time."))
    return _back(asked)


@require_POST
def request_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    asked = find(request.user, pk)
    form = EndForm(request.POST, auto_id="end_%s")
    if not form.is_valid():
        return show(request, asked, end_form=form)
    actions.cancel_request(request.user, asked, form.cleaned_data["reason"], form.cleaned_data["word"])
    messages.success(request, _("It is cancelled, and everybody who said yes is told."))
    return _back(asked)


@require_POST
def visit_postpone(request: HttpRequest, pk: int) -> HttpResponse:
    asked = find(request.user, pk)
    form = WordForm(request.POST, auto_id="postpone_%s")
    if not form.is_valid():
        return show(request, asked, word_form=form)
    planning.postpone_visit(request.user, asked, form.cleaned_data["word"])
    messages.success(request, _("It is postponed. Now new days are to be found."))
    return _back(asked)


@require_POST
def expert_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """An expert who said yes steps back."""
    asked = find(request.user, pk)
    own = [row for row in permissions.accepted_experts(asked) if row.expert.user_id == request.user.pk]
    if not own:
        raise Http404
    answering.release_expert(request.user, own[0])
    messages.success(request, _("You are free again. Thank you; the coordinator looks for somebody else."))
    return redirect("visits:visit_list")


@require_POST
def rules_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever comes accepts what the very house adds to the visitor code."""
    asked = find(request.user, pk, *SIDES)
    code.accept_rules(request.user, asked)
    messages.success(request, _("Thank you. The house sees that you have read its rules."))
    return _back(asked)


@require_http_methods(["GET", "POST"])
def visit_reconfirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Shortly before: one button says that everything still holds; below stands what to do when it does not."""
    asked = find(request.user, pk, *SIDES)
    held = permissions.roles(request.user, asked)
    if asked.state != VisitRequest.State.CONFIRMED or not held & {"requester", "expert", "host"}:
        messages.info(request, _("This is asked 14 and 3 days before a confirmed visit."))
        return _back(asked)
    if request.method == "POST":
        reconfirming.say_still_fine(request.user, asked)
        messages.success(request, _("Thank you. The others see that you are ready."))
        return _back(asked)
    sessions = [(row.start, row.end) for row in asked.visit.sessions.all()]
    context = {
        "asked": asked,
        "held": held,
        "when": spell(sessions, asked.visit.zone),
        "unsigned": [one for one in signatures(asked) if not one.day and not one.participant.is_substitute],
        "word_form": WordForm(auto_id="postpone_%s"),
        "end_form": EndForm(auto_id="end_%s"),
    }
    return render(request, "visits/visit_reconfirm.html", context)


@require_POST
def held_say(request: HttpRequest, pk: int) -> HttpResponse:
    asked = find(request.user, pk)
    if request.POST.get("held") not in ("yes", "no"):
        messages.error(request, _("Please answer yes or no."))
        return _back(asked)
    held, reason = request.POST["held"] == "yes", request.POST.get("reason", "")
    if not held and reason not in dict(vocabularies.choices("end-reason")):
        messages.error(request, _("Please say why it did not take place; one of the list is enough."))
        return _back(asked)
    concluding.say_held(request.user, asked, held, reason)
    messages.success(request, _("Thank you. It is noted."))
    return _back(asked)


def _proposal_or_404(user: Any, pk: int) -> DateProposal:
    return get_object_or_404(
        DateProposal.objects.select_related("request").filter(request__in=queries.requests_for_user(user)), pk=pk
    )


@require_POST
def days_agree(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = _proposal_or_404(request.user, pk)
    planning.agree_days(request.user, proposal)
    messages.success(request, _("You agreed to these dates."))
    return _back(proposal.request)


def _answer_of_somebody_or_404(user: Any, pk: int) -> DateProposal:
    """Dates of somebody who has not accepted yet: accepted experts must not learn of them."""
    proposal = _proposal_or_404(user, pk)
    if not permissions.roles(user, proposal.request) & DECIDE:
        raise Http404
    return proposal


@require_POST
def proposal_accept(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = _answer_of_somebody_or_404(request.user, pk)
    answering.accept_proposed_dates(request.user, proposal)
    messages.success(request, _("You agreed to these dates. The expert is told."))
    return _back(proposal.request)


@require_POST
def proposal_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = _answer_of_somebody_or_404(request.user, pk)
    answering.refuse_proposed_dates(request.user, proposal)
    messages.success(request, _("They are told kindly that these days do not fit."))
    return _back(proposal.request)


@require_http_methods(["GET", "POST"])
def days_propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Name days and hours while the visit is planned; everybody else is asked at once."""
    asked = find(request.user, pk, *SIDES, "proposals", "windows")
    held = permissions.roles(request.user, asked)
    if not held & {"requester", "expert"} or asked.state != VisitRequest.State.PLANNING:
        messages.info(request, _("Dates are agreed while a visit is being planned, between requester and experts."))
        return _back(asked)
    offers = offers_for(asked)
    zone = zone_at(asked, offers)
    form = DaysForm(request.POST or None, asked=asked, zone=zone, terms=terms_of(asked, offers))
    if request.method == "POST" and form.is_valid():
        days = form.cleaned_data
        planning.propose_days(
            request.user, asked, days=days["days"], from_hour=days["from_hour"], to_hour=days["to_hour"]
        )
        messages.success(request, _("Your dates are on the table. The others are asked now."))
        return _back(asked)
    dates = dates_on_the_table(asked, request.user, held, zone)
    context = {"asked": asked, "form": form, "dates": dates, "windows": asked.windows.all()}
    return render(request, "visits/days_propose.html", context)
