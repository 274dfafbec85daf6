"""What do we ask somebody who wants to join, and those who decide?"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import LanguageRows, beside, known_countries, layout_helper
from accounts.lookalikes import Named
from accounts.models import Member, MembershipApplication
from portal.vocabularies import queries as vocabularies


class AboutYouForm(LanguageRows):
    name = forms.CharField(
        label=_("What shall we call you?"),
        max_length=120,
        help_text=_("A pseudonym is fine. We never ask for an identity card."),
        error_messages={"required": _("Please write the name we shall use for you.")},
    )
    is_pseudonym = forms.BooleanField(label=_("This is a pseudonym"), required=False)
    country = forms.ChoiceField(
        label=_("Country"), error_messages={"required": _("Please choose the country you work or live in.")}
    )
    city = forms.CharField(label=_("City"), max_length=80, required=False, help_text=_("You may leave it out."))
    wants_protection = forms.BooleanField(
        label=_("It is not safe for me to be known here"),
        required=False,
        help_text=_(
            "Then only coordinators see your name, house and country, and from then on no mail is sent to you: you look in yourself."
        ),
    )

    def __init__(self, *args: Any, application: MembershipApplication | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = known_countries()
        self.add_language_rows(application.languages if application else [])
        self.helper = layout_helper(
            "name",
            "is_pseudonym",
            beside("country", "city"),
            self.language_layout(_("Languages you work in")),
            "wants_protection",
        )


class YourWorkForm(forms.Form):
    category = forms.ChoiceField(
        label=_("What you do"),
        help_text=_("Peer workers are staff. Journalists cannot become members; please write to us instead."),
        error_messages={"required": _("Please choose what comes nearest.")},
    )
    organisation_name = forms.CharField(
        label=_("House, group or body you work for"), max_length=160, required=False, help_text=_("None? Leave it out.")
    )
    organisation_kind = forms.ChoiceField(label=_("What kind of body is it?"), required=False)
    organisation_url = forms.URLField(
        label=_("Its web page"),
        max_length=200,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Please write an address like https://example.org, or leave it out.")},
    )

    def __init__(self, *args: Any, application: MembershipApplication | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", _("Choose one")), *vocabularies.choices("job-role")]
        self.fields["organisation_kind"].choices = [("", _("Choose one")), *vocabularies.choices("organisation-kind")]
        self.helper = layout_helper("category", "organisation_name", beside("organisation_kind", "organisation_url"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("organisation_name") and not cleaned.get("organisation_kind"):
            self.add_error("organisation_kind", _("Please say what kind of body it is."))
        return cleaned


class WhyForm(forms.Form):
    motivation = forms.CharField(
        label=_("What do you hope to learn or to give?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Two or three sentences. Please name no service user."),
        error_messages={"required": _("Please write a sentence or two; people read it, not a machine.")},
    )
    brings = forms.CharField(
        label=_("What could others ask you about?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    who_knows_you = forms.CharField(
        label=_("Who in the network knows you?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A member or a member organisation that can vouch for you. Nobody yet? Say so; we will talk."),
        error_messages={"required": _("Please name somebody, or write that nobody knows you yet.")},
    )

    first_question = forms.CharField(
        label=_("Does your house plan a room? Your first question"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "You may leave it out. A coordinator can answer at once; and on the day you become a member it waits for "
            "you as the draft of a request. Write so that nobody can be recognised."
        ),
    )
    stage = forms.ChoiceField(label=_("How far is your room?"), required=False)

    def __init__(self, *args: Any, application: MembershipApplication | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [("", _("There is none, or I do not say")), *vocabularies.choices("stage")]
        self.helper = layout_helper("motivation", "brings", "who_knows_you", "first_question", "stage")


class RulesForm(forms.Form):
    is_adult = forms.BooleanField(
        label=_("I am 18 or older"), error_messages={"required": _("Members have to be 18 or older.")}
    )
    accepts_rules = forms.BooleanField(
        label=_("I keep the rules of the house"),
        help_text=_(
            "What I read here stays here. I name no service user and no colleague. I write person first. "
            "I do not pass on who is a member."
        ),
        error_messages={
            "required": _("Without these rules nobody here would be safe, so we have to ask for your yes.")
        },
    )

    def __init__(self, *args: Any, application: MembershipApplication | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = layout_helper("is_adult", "accepts_rules")


FORMS: dict[int, type[Any]] = {1: AboutYouForm, 2: YourWorkForm, 3: WhyForm, 4: RulesForm}


class WordsForm(forms.Form):
    """One text, for an answer, a question or a reason."""

    words = forms.CharField(
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please write a sentence.")},
    )

    def __init__(self, *args: Any, label: Any, hint: Any = "", most: int = 4000, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["words"]
        field.label, field.help_text = label, hint
        field.max_length = most  # a CharField
        field.widget.attrs["maxlength"] = most
        field.validators = [ProhibitNullCharactersValidator(), MaxLengthValidator(most)]
        self.helper = layout_helper("words")


class DecideForm(forms.Form):
    YES, NO = "yes", "no"
    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=[(YES, _("Yes, let them in")), (NO, _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose yes or no.")},
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A yes is read by coordinators only. A no is read by the applicant as well: plain and kind."),
        error_messages={"required": _("Please give a reason; a sentence is enough.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = layout_helper("decision", "reason")


class AskVouchForm(forms.Form):
    member = forms.ModelChoiceField(
        queryset=Member.objects.none(),
        label=_("Which member?"),
        help_text=_("They will see name, role, house and motivation, nothing else."),
        error_messages={
            "required": _("Please choose a member."),
            "invalid_choice": _("This member cannot be asked. Please choose somebody else."),
        },
    )

    def __init__(self, *args: Any, application: MembershipApplication, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["member"]
        field.queryset = members.exclude(user_id=application.user_id).exclude(vouches__application=application)
        self.applicant = application.user_id
        self.helper = layout_helper("member")

    def offer(self, named: Iterable[Named]) -> None:
        """Show members that were read already; what is sent is still checked against the rows."""
        field: Any = self.fields["member"]
        active = [row for row in named if row.state == Member.State.ACTIVE and row.user_id != self.applicant]
        field.choices = [("", "---------"), *((row.pk, _member_label(row)) for row in active)]


def _member_label(member: Named) -> str:
    house = f", {member.house}" if member.house else ""
    return f"{member.name} ({member.country}{house})"


class VouchForm(forms.Form):
    YES, NO = "yes", "no"
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[(YES, _("Yes, I know this person and their work")), (NO, _("No, or not well enough"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose yes or no.")},
    )
    words = forms.CharField(
        label=_("From where do you know each other?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Read by coordinators only. After a no you need to say nothing."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = layout_helper("answer", "words")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == self.YES and not cleaned.get("words", "").strip():
            self.add_error("words", _("Please write from where you know each other; a sentence is enough."))
        return cleaned
