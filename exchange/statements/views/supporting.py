"""How does a member say yes to a statement, for themselves or their organisation, see all that, and take it back?"""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Organisation
from accounts.permissions import member_of
from exchange.statements import actions, queries, support
from exchange.statements.forms import SupportForm
from exchange.statements.forms.supporting import MYSELF
from exchange.statements.models import Statement

A_PAGE = 30


@require_http_methods(["GET", "POST"])
def statement_support(request: HttpRequest, slug: str) -> HttpResponse:
    """Who says yes, with which name or none; and what one said before, with a button that takes it back."""
    statement = get_object_or_404(queries.listed_for(request.user), slug=slug)
    member = member_of(request.user)
    if member is None:
        raise Http404
    if statement.translation_of is not None:
        return redirect("statements:statement_support", statement.translation_of.slug)
    houses = list(Organisation.objects.filter(delegates__member=member).order_by("name", "pk"))
    told_as = "" if request.user.protected else support.told_as(member)
    if request.method == "POST" and (key := request.POST.get("leave") or request.POST.get("unname")):
        house = next((one for one in houses if str(one.pk) == key), None)
        if house is None and key != MYSELF:
            raise Http404
        _take_back(request, statement, house)
        return redirect("statements:statement_support", statement.slug)
    form = SupportForm(request.POST or None, organisations=houses, told_as=told_as)
    if request.method == "POST" and form.is_valid():
        actions.endorse(request.user, statement, organisation=form.organisation, is_named=form.is_to_be_named)
        messages.success(request, _("Thank you. You can take it back here at any time."))
        return redirect("statements:statement_page", statement.slug)
    context = {
        "statement": statement,
        "form": form,
        "told_as": told_as,
        "own": queries.own_endorsements(request.user, statement),
    }
    return render(request, "statements/statement_support.html", context)


@require_http_methods(["GET", "POST"])
def own_support(request: HttpRequest) -> HttpResponse:
    """All that the reader says yes to, and what the organisations do that they speak for; each with its way back."""
    member = member_of(request.user)
    if member is None:
        raise Http404
    rows = queries.own_support(request.user)
    if request.method == "POST":
        _change_one(request, rows)
        return redirect("statements:own_support")
    context = {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "filters": "",
        "told_as": "" if request.user.protected else support.told_as(member),
    }
    return render(request, "statements/own_support.html", context)


def _change_one(request: HttpRequest, rows: Any) -> None:
    """Take back the one yes whose number was sent, or only its name."""
    number = request.POST.get("leave") or request.POST.get("unname") or ""
    row = rows.filter(pk=number).first() if number.isascii() and number.isdigit() and len(number) < 16 else None
    if row is None:
        messages.success(request, _("It was taken back already."))
    else:
        _take_back(request, row.statement, row.organisation)


def _take_back(request: HttpRequest, statement: Statement, organisation: Organisation | None) -> None:
    if "leave" in request.POST:
        actions.unendorse(request.user, statement, organisation=organisation)
        messages.success(request, _("Taken back. Nothing of it is kept on any page."))
    else:
        actions.unname(request.user, statement, organisation=organisation)
        messages.success(request, _("Counted from now on, and named nowhere."))
