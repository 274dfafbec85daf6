"""What are all pages made of? One page that shows every piece; for builders, in the demo and while debugging."""

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from portal.access import public


class SpecimenForm(forms.Form):
    """One field of each kind, shown with answers of which some need another look."""

    people = forms.IntegerField(label=_("How many of you come?"), help_text=_("Most rooms take up to four."))
    reason = forms.CharField(
        label=_("Your reason"),
        widget=forms.Textarea,
        max_length=400,
        min_length=20,
        error_messages={"min_length": _("Please write at least one sentence, so that the host knows why.")},
    )
    kind = forms.ChoiceField(
        label=_("What do you need?"),
        choices=[("visit", _("Study visit")), ("call", _("Remote consultation"))],
        widget=forms.RadioSelect,
        help_text=_("One of them."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=[("en", _("English")), ("fr", _("French")), ("pt", _("Portuguese"))],
        widget=forms.CheckboxSelectMultiple,
    )
    country = forms.ChoiceField(label=_("Country"), choices=[("IE", _("Ireland")), ("NL", _("Netherlands"))])
    day = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    can_move = forms.BooleanField(label=_("We can move"), help_text=_("Experts may propose other dates."))


@public
@require_GET
def pieces(request: HttpRequest) -> HttpResponse:
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    answers = {"people": "4", "reason": _("Air."), "kind": "visit", "languages": ["en"], "day": "2026-12-04"}
    return render(request, "site/pieces.html", {"form": SpecimenForm({**answers, "country": "IE", "can_move": "on"})})
