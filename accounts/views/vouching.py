"""What does a member see who was asked to vouch?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import queries
from accounts.access import UserRequest, typed
from accounts.actions import vetting
from accounts.forms.applications import VouchForm
from accounts.notices import is_vouch_open


@require_http_methods(["GET", "POST"])
def vouch_page(request: UserRequest, pk: int) -> HttpResponse:
    """Name, role, house and motivation, and two answers. Nothing else of the application is shown here."""
    vouch = get_object_or_404(queries.vouches_for_user(request.user), pk=pk)
    form = VouchForm(typed(request))
    if request.method == "POST" and form.is_valid():
        vetting.answer_vouch(
            request.user, vouch, vouches=form.cleaned_data["answer"] == VouchForm.YES, words=form.cleaned_data["words"]
        )
        messages.success(request, _("Thank you. The coordinators have your answer."))
        return redirect("site:dashboard")
    return render(request, "accounts/vouch_page.html", {"vouch": vouch, "form": form, "is_open": is_vouch_open(vouch)})
