"""How does a member say yes to a statement, for themselves or their organisation, and take it back?"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Organisation
from accounts.permissions import member_of
from exchange.statements import actions, queries, support
from exchange.statements.forms import SupportForm
from exchange.statements.forms.supporting import MYSELF


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
    if request.method == "POST" and "leave" in request.POST:
        house = next((one for one in houses if str(one.pk) == request.POST["leave"]), None)
        if house is None and request.POST["leave"] != MYSELF:
            raise Http404
        actions.unendorse(request.user, statement, organisation=house)
        messages.success(request, _("Taken back. Nothing of it is kept on any page."))
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
        "own": list(queries.own_endorsements(request.user, statement)),
    }
    return render(request, "statements/statement_support.html", context)
