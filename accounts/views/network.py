"""What does a coordinator see of the members?"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import permissions, queries
from accounts.access import UserRequest, posted
from accounts.actions import network
from accounts.countries import country_choices
from accounts.forms.membership import DelegateForm, ReasonForm
from accounts.lifecycle import MEMBER_MOVES
from accounts.models import Member, OrganisationDelegate
from portal.moves import possible


def _coordinators_only(request: UserRequest) -> None:
    if not permissions.is_coordinator(request.user):
        raise Http404


def _delegate_form(request: UserRequest, data: object = None) -> DelegateForm:
    active = queries.members_for_user(request.user).filter(state=Member.State.ACTIVE).order_by("name")
    return DelegateForm(data, organisations=queries.organisations_for_user(request.user), members=active)


@require_GET
def desk_network(request: UserRequest) -> HttpResponse:
    """Members by country and state, and who speaks for which organisation."""
    _coordinators_only(request)
    return _page(request)


def _page(request: UserRequest, form: DelegateForm | None = None) -> HttpResponse:
    """Everybody is read once: for the list, for the countries to choose from, and for the form."""
    country, state = request.GET.get("country", ""), request.GET.get("state", "")
    everybody = list(queries.members_for_user(request.user).order_by("country", "name"))
    form = form or _delegate_form(request)
    form.offer(member for member in everybody if member.state == Member.State.ACTIVE)
    known = {member.country for member in everybody}
    shown = [member for member in everybody if country in ("", member.country)]
    if state in Member.State.values:
        shown = [member for member in shown if member.state == state]
    context = {
        "page": Paginator(shown, 40).get_page(request.GET.get("page")),
        "country": country,
        "state": state,
        "states": Member.State.choices,
        "countries": [pair for pair in country_choices() if pair[0] in known],
        "delegates": OrganisationDelegate.objects.select_related("organisation", "member").order_by(
            "organisation__name"
        ),
        "form": form,
    }
    return render(request, "accounts/desk_network.html", context)


@require_http_methods(["GET", "POST"])
def desk_member(request: UserRequest, pk: int) -> HttpResponse:
    """One member: suspend, or take back, with a reason."""
    _coordinators_only(request)
    member = get_object_or_404(queries.members_for_user(request.user), pk=pk)
    moves = possible(MEMBER_MOVES, member.state, permissions.member_roles(request.user, member)) - {"leave"}
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if request.POST.get("move") == "reinstate":
            network.reinstate_member(request.user, member, form.cleaned_data["reason"])
            messages.success(request, _("The membership is open again."))
        else:
            network.suspend_member(request.user, member, form.cleaned_data["reason"])
            messages.success(request, _("The membership is suspended and all sessions are ended."))
        return redirect("accounts:desk_member", member.pk)
    return render(request, "accounts/desk_member.html", {"member": member, "form": form, "moves": moves})


@require_POST
def delegate_appoint(request: UserRequest) -> HttpResponse:
    """Let a member speak for an organisation."""
    _coordinators_only(request)
    form = _delegate_form(request, request.POST)
    if not form.is_valid():
        return _page(request, form)
    network.appoint_delegate(request.user, form.cleaned_data["organisation"], form.cleaned_data["member"])
    messages.success(request, _("They may speak for it now."))
    return redirect("accounts:desk_network")


@require_POST
def delegate_dismiss(request: UserRequest, pk: int) -> HttpResponse:
    """Take that role back."""
    _coordinators_only(request)
    delegate = get_object_or_404(OrganisationDelegate.objects.select_related("organisation"), pk=pk)
    network.dismiss_delegate(request.user, delegate)
    messages.success(request, _("They no longer speak for it."))
    return redirect("accounts:desk_network")
