"""How does a coordinator tell members of a request, and answer those who offer to help?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.moves import MoveRefused
from portal.ui import kept_typing
from visits import calls, queries
from visits.actions import calls as actions
from visits.forms.calls import CallForm
from visits.models import OpenCall


@require_http_methods(["GET", "POST"])
def call_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the words, which begin with what the request says; then the requester is asked, or told."""
    rows = queries.desk_requests_for_user(request.user).select_related("requester__member", "organisation")
    asked = get_object_or_404(rows, pk=pk)
    if why := calls.why_not(asked):
        messages.info(request, why)
        return redirect("visits:desk_request", asked.pk)
    form = CallForm(request.POST if request.method == "POST" else None, asked=asked, initial=calls.first_words(asked))
    was_kept = kept_typing.restore(request, form) if not form.is_bound else False
    if form.is_bound and form.is_valid():
        try:
            call = actions.publish_call(request.user, asked, **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            is_open = call.state == OpenCall.State.RUNNING
            said = (
                _("Published. The requester is told.")
                if is_open
                else _("The requester reads it now, and says yes or no.")
            )
            messages.success(request, said)
            return redirect("visits:desk_request", asked.pk)
    context = {"asked": asked, "form": form, "region": calls.region(asked), "was_kept": was_kept}
    return render(request, "visits/call_publish.html", context)


@require_POST
def call_close(request: HttpRequest, pk: int) -> HttpResponse:
    call = get_object_or_404(queries.desk_calls_for_user(request.user), pk=pk)
    actions.close_call(request.user, call)
    messages.success(request, _("Closed. Whoever offered and is not on the list is thanked."))
    return redirect("visits:desk_request", call.request_id)


@require_POST
def volunteer_thank(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.volunteers_for_user(request.user).select_related("call"), pk=pk)
    actions.thank_volunteer(request.user, row)
    messages.success(request, _("Thanked kindly."))
    return redirect("visits:desk_request", row.request_id)
