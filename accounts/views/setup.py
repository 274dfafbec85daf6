"""What does the first administrator see?"""

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import posted
from accounts.actions import setup
from accounts.forms.membership import SetupForm
from portal.access import public


@public
@require_http_methods(["GET", "POST"])
def setup_admin(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the printed one-time link; afterwards it says so, and for everybody else there is nothing here."""
    link = setup.find_setup_link(token)
    if link is None and setup.is_used_up(token):
        return render(request, "accounts/setup_spent.html", status=410)
    if link is None:
        raise Http404
    form = SetupForm(posted(request))
    if request.method == "POST" and form.is_valid():
        user = setup.use_setup_link(link, **form.cleaned_data)
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        messages.success(request, _("You are the first administrator, and a coordinator. The house is yours to fill."))
        return redirect("site:desk")
    return render(request, "accounts/setup_admin.html", {"form": form})
