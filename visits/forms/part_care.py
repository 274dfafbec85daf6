"""Who may read it, and what do they promise? Part 6 of the request."""

from crispy_forms.layout import HTML, Layout
from django import forms
from django.utils.translation import gettext_lazy

from visits.forms.request_parts import PartForm


class CareForm(PartForm):
    part = 6
    confidentiality = forms.ChoiceField(
        label=gettext_lazy("Who may read this request?"),
        choices=[
            ("members", gettext_lazy("The coordinators and the people we ask")),
            (
                "sensitive",
                gettext_lazy(
                    "It is sensitive: only the coordinators of your country, who confirm each name before anybody is asked"
                ),
            ),
        ],
        widget=forms.RadioSelect,
    )

    class Meta(PartForm.Meta):
        fields = [
            "confidentiality",
            "may_be_called",
            "access_needs",
            "media_plan",
            "contact_deputy",
            "accepts_code",
            "promises_report",
        ]
        labels = {
            "may_be_called": gettext_lazy(
                "If it helps, all members may be told of it, without saying who asks and from where"
            ),
            "access_needs": gettext_lazy("What do you need to take part? (if anything)"),
            "media_plan": gettext_lazy("Media and photos"),
            "contact_deputy": gettext_lazy("Who answers when you are away? (if you like)"),
            "accepts_code": gettext_lazy("All of us have read the visitor code and will keep it"),
            "promises_report": gettext_lazy(
                "We promise three minutes of feedback within 7 days and a short report within 30 days"
            ),
        }
        help_texts = {
            "may_be_called": gettext_lazy(
                "An open call: whoever could help says so. You see its words, and can stop it at any time. Without this tick you are "
                "asked first. Never for a sensitive request."
            ),
            "access_needs": gettext_lazy("Steps, hearing, food, medication: shown to the house only."),
            "media_plan": gettext_lazy("The house may say no to anything else."),
            "contact_deputy": gettext_lazy(
                "Somebody outside the portal: role and how to reach them, shown after the house has said yes. "
                "A member who answers in your place is named on the last page."
            ),
        }
        widgets = {"access_needs": forms.Textarea(attrs={"rows": 2})}

    def lay_out(self) -> None:
        self.helper.layout = Layout(
            "confidentiality",
            "may_be_called",
            "access_needs",
            "media_plan",
            "contact_deputy",
            HTML('{% include "visits/visitor_code.html" %}'),
            "accepts_code",
            "promises_report",
        )
