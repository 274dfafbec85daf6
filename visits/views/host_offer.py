"""When may visitors come to our house, and how many? Its sign-off person says so."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import coordinates
from accounts.queries import members_for_user
from exchange.world.models import Facility
from portal import clock
from portal.rows import fetch_together
from portal.ui import kept_typing
from visits.actions import hosts
from visits.forms.host_offer import HostOfferForm
from visits.houses import Taken, taken
from visits.models import HostOffer


@require_http_methods(["GET", "POST"])
def host_offer(request: HttpRequest, pk: int) -> HttpResponse:
    facility = get_object_or_404(Facility.objects.select_related("country"), pk=pk)
    if not hosts.may_offer(request.user, facility):
        raise Http404
    kept = HostOffer.objects.filter(facility=facility).select_related("facility__country").first()
    if kept:
        fetch_together([kept], "experts", "hours")
    offer = kept or HostOffer(facility=facility, time_zone=facility.time_zone or request.user.time_zone)
    form = HostOfferForm(request.POST or None, instance=offer, reader=request.user)
    if request.method == "POST" and form.is_valid():
        hosts.save_host_offer(request.user, facility, form.cleaned_data)
        messages.success(request, _("Kept. Coordinators see it when they look for a house."))
        return redirect("visits:host_offer", facility.pk)
    was_kept = not form.is_bound and kept_typing.restore(request, form)
    context = {
        "facility": facility,
        "form": form,
        "kept": kept,
        "was_kept": was_kept,
        "taken": taken_this_year(facility),
    }
    return render(request, "visits/host_offer.html", context)


def taken_this_year(facility: Facility) -> Taken:
    """Return what of this year's budget is agreed or done."""
    return taken([facility.pk]).get((facility.pk, clock.today().year), Taken())


@require_POST
def signoff_appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """A coordinator of the country says who answers for a house."""
    facility = get_object_or_404(Facility.objects.select_related("country"), pk=pk)
    if not coordinates(request.user, facility.country.iso2):
        raise Http404
    chosen = request.POST.get("person", "")
    person = get_object_or_404(members_for_user(request.user), pk=chosen).user if chosen.isdecimal() else None
    hosts.appoint_signoff_person(request.user, facility, person)
    said = _("They are asked before anybody visits this house.") if person else _("Nobody answers for this house now.")
    messages.success(request, said)
    return redirect("world:facility_page", facility.slug)
