"""What else can be done with a statement? Publish, take back, say what stands in its place: each is one button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from exchange.statements import actions, queries
from exchange.statements.forms import PublishForm, SupersedeForm, WhyForm
from exchange.statements.models import Statement

MOST_NEWER = 30


@require_POST
def statement_publish(request: HttpRequest, slug: str) -> HttpResponse:
    form = PublishForm(request.POST)
    is_checked = form.is_valid() and form.cleaned_data["is_checked"]
    statement = actions.publish_statement(request.user, _statement(request, slug), is_checked=is_checked)
    told = _("Published, and members are told once.") if statement.is_call else _("Published.")
    messages.success(request, told)
    return redirect("statements:statement_page", statement.slug)


@require_POST
def statement_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """At once, and everywhere."""
    form = WhyForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    statement = actions.withdraw_statement(request.user, _statement(request, slug), reason)
    messages.success(request, _("Taken back: it is in no list, no search and no feed any more."))
    return redirect("statements:statement_page", statement.slug)


@require_POST
def statement_supersede(request: HttpRequest, slug: str) -> HttpResponse:
    statement = _statement(request, slug)
    newer = queries.newer_for(request.user, statement)
    form = SupersedeForm(request.POST, newer=newer[:MOST_NEWER])
    if form.is_valid() and (found := newer.filter(slug=form.cleaned_data["newer"]).first()):
        actions.supersede_statement(request.user, statement, found)
        messages.success(request, _("Its readers are now shown the newer one."))
    else:
        messages.error(request, _("Please choose a current statement that takes its place."))
    return redirect("statements:statement_page", statement.slug)


@require_POST
def statement_restore(request: HttpRequest, slug: str) -> HttpResponse:
    statement = actions.restore_statement(request.user, _statement(request, slug))
    messages.success(request, _("It is current again."))
    return redirect("statements:statement_page", statement.slug)


def _statement(request: HttpRequest, slug: str) -> Statement:
    return get_object_or_404(queries.for_user(request.user), slug=slug)
