"""What does an expert see and change of what they offer?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import queries
from accounts.access import UserRequest, typed
from accounts.actions import experts
from accounts.forms.experts import ExpertForm, PauseForm, blocked_rows, topic_rows
from accounts.models import ExpertProfile
from accounts.views.me import own_member


@require_http_methods(["GET", "POST"])
def expert_profile(request: UserRequest) -> HttpResponse:
    """Topics, what is offered, limits, and what stays private; all on one page."""
    member = own_member(request)
    profile = ExpertProfile.objects.filter(member=member).first()
    data = typed(request)
    form = ExpertForm(data, profile=profile, organisations=queries.organisations_for_user(request.user))
    topics, blocked = topic_rows(profile, data), blocked_rows(profile, data)
    if request.method == "POST" and all([form.is_valid(), topics.is_valid(), blocked.is_valid()]):
        if form.cleaned_data["is_listed"] and not topics.rows():
            form.add_error("is_listed", _("To be listed, please choose at least one topic above."))
        else:
            experts.save_expert_profile(
                request.user, member, form.cleaned_data, topics=topics.rows(), blocked=blocked.rows()
            )
            messages.success(request, _("Saved. Thank you for offering it."))
            return redirect("accounts:expert_profile" if "more" in request.POST else "accounts:me")
    context = {"form": form, "topics": topics, "blocked": blocked, "profile": profile, "member": member}
    context["was_kept"] = request.method == "GET" and data is not None
    context["wrong_rows"] = [field for row in (*topics, *blocked) for field in row if field.errors]
    return render(request, "accounts/expert_profile.html", context)


@require_POST
def expert_pause(request: UserRequest) -> HttpResponse:
    """Pause until a day, or end the pause with an empty one; then go back to where the form stood."""
    member = own_member(request)
    form = PauseForm(request.POST)
    target = request.POST.get("next", "")
    if not target.startswith("/") or not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = ""
    if not form.is_valid():
        messages.error(request, _("Please choose a day from today on."))
    else:
        experts.pause_expert(request.user, member, form.cleaned_data["until"])
        until = form.cleaned_data["until"]
        messages.success(request, _("You are not asked until then.") if until else _("You may be asked again."))
    return redirect(target or "accounts:expert_profile")
