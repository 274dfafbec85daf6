"""When may visitors come to our house, and how many? Its sign-off person says so."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from exchange.world.models import Facility
from visits.actions import hosts
from visits.forms.host_offer import HostOfferForm
from visits.models import HostOffer


@require_http_methods(["GET", "POST"])
def host_offer(request: HttpRequest, pk: int) -> HttpResponse:
    facility = get_object_or_404(Facility.objects.select_related("country"), pk=pk)
    if not hosts.may_offer(request.user, facility):
        raise Http404
    kept = HostOffer.objects.filter(facility=facility).select_related("facility__country").first()
    offer = kept or HostOffer(facility=facility, time_zone=facility.time_zone or request.user.time_zone)
    form = HostOfferForm(request.POST or None, instance=offer)
    if request.method == "POST" and form.is_valid():
        hosts.save_host_offer(request.user, facility, form.cleaned_data)
        messages.success(request, _("Kept. Coordinators see it when they look for a house."))
        return redirect("visits:host_offer", facility.pk)
    return render(request, "visits/host_offer.html", {"facility": facility, "form": form, "kept": kept})
