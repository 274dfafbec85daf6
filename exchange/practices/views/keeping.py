"""What else can be done with a practice? Put away, hide, show, fewer readers, offer, publish: each is one button."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from exchange.practices import actions, queries
from exchange.practices.forms import AudienceForm, HideForm
from exchange.practices.models import Practice


@require_POST
def practice_archive(request: HttpRequest, pk: int) -> HttpResponse:
    practice = actions.archive_practice(request.user, _practice(request, pk))
    messages.success(request, _("Put away: it is in no list any more, and its address still works."))
    return redirect("practices:practice_page", practice.pk)


@require_POST
def practice_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    practice = actions.confirm_practice(request.user, _practice(request, pk))
    messages.success(request, _("Thank you. Readers see that it still holds."))
    return redirect("practices:practice_page", practice.pk)


@require_POST
def practice_restore(request: HttpRequest, pk: int) -> HttpResponse:
    practice = actions.restore_practice(request.user, _practice(request, pk))
    messages.success(request, _("It is back in the lists."))
    return redirect("practices:practice_page", practice.pk)


@require_POST
def practice_hide(request: HttpRequest, pk: int) -> HttpResponse:
    practice = _practice(request, pk)
    form = HideForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please say why in a few words, so that the author can change it."))
        return redirect("practices:practice_page", practice.pk)
    actions.hide_practice(request.user, practice, form.cleaned_data["reason"])
    messages.success(request, _("Hidden. Only the author and coordinators still see it."))
    return redirect("practices:practice_page", practice.pk)


@require_POST
def practice_show(request: HttpRequest, pk: int) -> HttpResponse:
    practice = actions.show_practice(request.user, _practice(request, pk))
    messages.success(request, _("Its readers can read it again."))
    return redirect("practices:practice_page", practice.pk)


@require_POST
def practice_narrow(request: HttpRequest, pk: int) -> HttpResponse:
    """Fewer readers, at once; more readers are the author's own change, in the form."""
    practice = _practice(request, pk)
    form = AudienceForm(request.POST, practice=practice)
    if form.is_valid():
        actions.change_audience(request.user, practice, form.cleaned_data["audience"])
        messages.success(request, _("Its readers are now: %(who)s.") % {"who": _readers(form)})
    else:
        messages.error(request, _("Please choose who may read it."))
    return redirect("practices:practice_page", practice.pk)


@require_POST
def practice_offer(request: HttpRequest, pk: int) -> HttpResponse:
    practice = actions.offer_to_public(request.user, _practice(request, pk))
    messages.success(request, _("Thank you. A coordinator reads it once more and then opens it to everybody."))
    return redirect("practices:practice_page", practice.pk)


@require_POST
def practice_publish(request: HttpRequest, pk: int) -> HttpResponse:
    practice = actions.publish_practice(request.user, _practice(request, pk))
    messages.success(request, _("Everybody can read it now, also without log-in."))
    return redirect("practices:practice_page", practice.pk)


def _practice(request: HttpRequest, pk: int) -> Practice:
    return get_object_or_404(queries.for_user(request.user), pk=pk)


def _readers(form: AudienceForm) -> Any:
    return Practice.Audience(form.cleaned_data["audience"]).label
