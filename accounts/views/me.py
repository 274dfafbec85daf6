"""What does a member see and change of their own?"""

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import permissions, queries
from accounts.access import UserRequest, posted, typed
from accounts.actions import membership
from accounts.forms.membership import LeaveForm, ProfileForm, VisibilityForm
from accounts.models import ExpertProfile, Member


def own_member(request: UserRequest) -> Member:
    """Return the reader's membership; an administrator who is no member meets a 404."""
    member = permissions.member_of(request.user)
    if member is None:
        raise Http404
    return member


@require_GET
def me(request: UserRequest) -> HttpResponse:
    """Everything of mine, and where to change it."""
    member = permissions.member_of(request.user)
    profile = ExpertProfile.objects.filter(member=member).first() if member else None
    return render(request, "accounts/me.html", {"member": member, "profile": profile})


@require_http_methods(["GET", "POST"])
def profile_edit(request: UserRequest) -> HttpResponse:
    member = own_member(request)
    organisations = queries.organisations_for_user(request.user)
    if member.organisation_id:
        organisations = organisations | type(organisations)(organisations.model).filter(pk=member.organisation_id)
    data = typed(request)
    form = ProfileForm(data, member=member, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        membership.save_profile(request.user, member, form.cleaned_data)
        messages.success(request, _("Your profile is saved."))
        return redirect("accounts:me")
    was_kept = request.method == "GET" and data is not None
    return render(request, "accounts/profile_edit.html", {"form": form, "was_kept": was_kept})


@require_POST
def profile_confirm(request: UserRequest) -> HttpResponse:
    """Yes, all of it is still right."""
    membership.confirm_profile(request.user, own_member(request))
    messages.success(request, _("Thank you. We ask again in a year."))
    return redirect("accounts:me")


@require_http_methods(["GET", "POST"])
def visibility_edit(request: UserRequest) -> HttpResponse:
    """Who reads which field; and protected mode."""
    member = own_member(request)
    form = VisibilityForm(posted(request), member=member)
    if request.method == "POST" and form.is_valid():
        membership.save_visibility(request.user, member, form.cleaned_data)
        messages.success(request, _("Saved. It holds from now on, on every page."))
        return redirect("accounts:visibility_edit")
    return render(request, "accounts/visibility_edit.html", {"form": form, "member": member})


@require_POST
def protection_switch(request: UserRequest) -> HttpResponse:
    """Switch protected mode on or off."""
    protected = request.POST.get("protected") == "on"
    membership.set_protected(request.user, own_member(request), protected=protected)
    messages.success(
        request,
        _("You are protected now.") if protected else _("You are no longer protected. Please check who sees what."),
    )
    return redirect("accounts:visibility_edit")


@require_POST
def everything_hide(request: UserRequest) -> HttpResponse:
    """Hide everything of mine, now."""
    membership.hide_everything(request.user, own_member(request))
    messages.success(request, _("Everything of yours is hidden now. Only coordinators know who you are."))
    return redirect("accounts:visibility_edit")


@require_GET
def peer_consent(request: UserRequest) -> HttpResponse:
    """What the consent is for, and since when it holds."""
    member = own_member(request)
    consents = list(member.peer_consents.order_by("-given_at"))
    current = next((consent for consent in consents if consent.withdrawn_at is None), None)
    return render(request, "accounts/peer_consent.html", {"current": current, "consents": consents})


@require_POST
def peer_consent_give(request: UserRequest) -> HttpResponse:
    membership.give_peer_consent(request.user, own_member(request))
    messages.success(request, _("Thank you for your trust. You may take it back at any time."))
    return redirect("accounts:peer_consent")


@require_POST
def peer_consent_withdraw(request: UserRequest) -> HttpResponse:
    membership.withdraw_peer_consent(request.user, own_member(request))
    messages.success(request, _("Taken back. It holds from now on."))
    return redirect("accounts:peer_consent")


@require_POST
def sessions_end(request: UserRequest) -> HttpResponse:
    """Log out everywhere else."""
    membership.end_sessions(request.user)
    request.user.refresh_from_db()
    update_session_auth_hash(request, request.user)
    messages.success(request, _("All other browsers are logged out."))
    return redirect("accounts:me")


@require_http_methods(["GET", "POST"])
def network_leave(request: UserRequest) -> HttpResponse:
    """Say what happens, then leave."""
    member = own_member(request)
    form = LeaveForm(posted(request))
    if request.method == "POST" and form.is_valid():
        membership.leave_network(request.user, member)
        logout(request)
        messages.success(request, _("You have left the network. Thank you for what you shared."))
        return redirect("site:home")
    return render(request, "accounts/network_leave.html", {"form": form})
