"""What do we ask members about themselves?"""

from collections.abc import Iterable
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import LanguageRows, beside, known_countries, layout_helper
from accounts.models import Member, Organisation
from portal.vocabularies import queries as vocabularies


def time_zones() -> list[tuple[str, str]]:
    """Return the zones named after places; the rest are aliases and tricks."""
    places = {"Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
    known = sorted(zone for zone in available_timezones() if zone.split("/")[0] in places)
    return [(zone, zone.replace("_", " ")) for zone in ["UTC", *known]]


class ProfileForm(LanguageRows):
    language_rows = 5
    name = forms.CharField(
        label=_("Your name here"),
        max_length=120,
        help_text=_("A pseudonym is fine. Who reads it is yours to say, under “Who sees what”."),
        error_messages={"required": _("Please write the name we shall use for you.")},
    )
    category = forms.ChoiceField(label=_("What you do"))
    country = forms.ChoiceField(label=_("Country"))
    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        label=_("House or body you work for"),
        required=False,
        empty_label=_("None, or not in this list"),
        help_text=_("Is it missing? Write to a coordinator, who adds it."),
    )
    time_zone = forms.ChoiceField(label=_("Your time zone"))
    language = forms.ChoiceField(
        label=_("Language of these pages"),
        choices=settings.LANGUAGES,
        help_text=_("So far they are in English; your choice holds as soon as they are translated."),
    )

    def __init__(self, *args: Any, member: Member, organisations: Any, **kwargs: Any) -> None:
        first = {name: getattr(member, name) for name in ("name", "category", "country", "organisation")} | {
            "time_zone": member.user.time_zone,
            "language": member.user.language,
        }
        super().__init__(*args, **{"initial": first, **kwargs})
        fields: dict[str, Any] = self.fields
        fields["category"].choices = vocabularies.choices("job-role")
        fields["country"].choices = known_countries()
        fields["time_zone"].choices = time_zones()
        fields["organisation"].queryset = organisations
        self.add_language_rows(member.languages)
        self.helper = layout_helper(
            "name",
            beside("category", "country"),
            "organisation",
            self.language_layout(_("Languages you can talk in")),
            beside("time_zone", "language"),
        )


class VisibilityForm(forms.Form):
    """One question for each field; what is not "members" is for coordinators only."""

    WHO = (("members", _("Members")), ("coordinators", _("Coordinators only")))
    name = forms.ChoiceField(label=_("My name"), choices=WHO, widget=forms.RadioSelect)
    organisation = forms.ChoiceField(label=_("My house"), choices=WHO, widget=forms.RadioSelect)
    country = forms.ChoiceField(
        label=_("My country"),
        choices=WHO,
        widget=forms.RadioSelect,
        help_text=_("Shown beside your role only where at least five members fit; else a region, or nothing."),
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        shown = dict.fromkeys(("name", "organisation"), "coordinators") | {"country": "members"} | member.visibility
        super().__init__(*args, **{"initial": shown, **kwargs})
        self.helper = layout_helper("name", "organisation", "country")


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_("Kept, and read by coordinators only."),
        error_messages={"required": _("Please give a reason; a sentence is enough.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = layout_helper("reason")


class LeaveForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, I want to leave the network"),
        error_messages={"required": _("Please tick this, so that nobody leaves by a wrong click.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = layout_helper("sure")


class DelegateForm(forms.Form):
    organisation = forms.ModelChoiceField(queryset=Organisation.objects.none(), label=_("Organisation"))
    member = forms.ModelChoiceField(queryset=Member.objects.none(), label=_("Member who speaks for it"))

    def __init__(self, *args: Any, organisations: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = organisations
        fields["member"].queryset = members
        self.helper = layout_helper(beside("organisation", "member"))

    def offer(self, members: Iterable[Member]) -> None:
        """Show members that were read already; what is sent is still checked against the rows."""
        pairs = sorted(((member.pk, member.name) for member in members), key=lambda pair: pair[1].lower())
        self.fields["member"].choices = [("", "---------"), *pairs]  # a choice field


class SetupForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("To log in. No member sees it."),
        error_messages={"required": _("Please write your e-mail address.")},
    )
    country = forms.ChoiceField(
        label=_("Country you work in"), error_messages={"required": _("Please choose a country.")}
    )
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "new-password"}),
        help_text=_("At least ten characters. Three words you can remember are better than one you cannot."),
        error_messages={"required": _("Please choose a password.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = known_countries()
        self.helper = layout_helper("email", "country", "password")

    def clean_password(self) -> str:
        from django.contrib.auth.password_validation import validate_password

        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean_email(self) -> str:
        from accounts.models import User

        email: str = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Somebody has signed up with this address. Please take another one."))
        return email
