"""What does the demo bar ask? Who to be, and how many days to let pass."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.site.demo import clock, people


class BecomeForm(forms.Form):
    person = forms.ModelChoiceField(people.everybody(), error_messages={"invalid_choice": _("Nobody by that name.")})


class MoveForm(forms.Form):
    days = forms.IntegerField(min_value=1, max_value=clock.LONGEST_MOVE)
