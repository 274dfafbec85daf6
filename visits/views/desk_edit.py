"""How does a coordinator mend a request for somebody? The same parts of the form; the requester sees what changed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.ui import kept_typing
from visits import queries
from visits.actions import requests as actions
from visits.forms.request_parts import TITLES, form_of
from visits.models import VisitRequest


@require_http_methods(["GET", "POST"])
def request_edit_on_behalf(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    asked = get_object_or_404(queries.desk_requests_for_user(request.user), pk=pk)
    if asked.state != VisitRequest.State.SUBMITTED:
        messages.info(request, _("A request is changed on behalf while it is being read."))
        return redirect("visits:desk_request", asked.pk)
    form = form_of(part)(request.POST if request.method == "POST" else None, instance=asked)
    if "may_be_called" in form.fields:
        # A yes that only the requester can give.
        form.fields["may_be_called"].disabled = True
    was_kept = kept_typing.restore(request, form) if not form.is_bound else False
    if form.is_bound and form.is_valid():
        actions.save_part(
            request.user,
            asked,
            form.fields_to_save(),
            windows=form.windows_to_save(),
            topics=form.topics(),
            part=part,
        )
        messages.success(request, _("Kept. The requester is told, and sees what stood there before."))
        return redirect("visits:desk_request", asked.pk)
    context = {"asked": asked, "form": form, "part": part, "title": TITLES[part], "was_kept": was_kept}
    return render(request, "visits/request_edit_on_behalf.html", context)
