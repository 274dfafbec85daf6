"""What do we ask of somebody who shares a practice? Six short answers, and who may read them."""

from typing import Any, ClassVar

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.permissions import member_of
from exchange.practices.models import Practice
from exchange.practices.shapes import STAFF
from portal.audiences import is_wider
from portal.vocabularies import queries as vocabularies
from portal.vocabularies.models import Term

MOST_TOPICS = 3
MOST_LETTERS_IN_A_NOTE, MOST_LETTERS = 1500, 8000
# Never the service user's side: that is for each to say, for each text.
PERSPECTIVE_OF_ROLE = {
    "manager": "professional",
    "nurse": "professional",
    "doctor": "professional",
    "social-worker": "professional",
    "harm-reduction-worker": "professional",
    "security": "professional",
    "public-official": "policy-maker",
    "police": "police",
    "researcher-lawyer-other": "researcher",
}
AS_USUAL = ""
KEPT_AS_THEY_ARE = (
    "title",
    "perspective",
    "problem",
    "what_was_done",
    "what_happened",
    "what_helps",
    "should_change",
    "no_identifying",
    "audience",
    "language",
    "show_author_as",
)


class PracticeForm(forms.Form):
    """The five-minute form. With `is_draft` nothing has to be complete."""

    title = forms.CharField(
        label=_("What is it about?"),
        help_text=_("One line, as you would say it in the corridor."),
        min_length=10,
        max_length=120,
    )
    perspective = forms.ChoiceField(
        label=_("I write"),
        help_text=_("Counts for this text only. It is never shown on your profile."),
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label=_("Topic"), help_text=_("One to three."), widget=forms.CheckboxSelectMultiple
    )
    what_was_done = forms.CharField(
        label=_("What did you do?"),
        help_text=_("Tell it as to a new colleague. 40 letters at least."),
        min_length=40,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    what_happened = forms.CharField(
        label=_("What happened?"),
        help_text=_("What changed, good or bad. A guess is fine, say so."),
        min_length=20,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    no_identifying = forms.BooleanField(
        label=_("I checked: nobody can be recognised"),
        help_text=_("No names, no exact dates, no origin together with age, no nicknames."),
        error_messages={"required": _("Please read it once more for this, and tick the box.")},
    )
    audience = forms.ChoiceField(
        label=_("Who may read this?"),
        help_text=_("Answers to it have the same readers. Everybody, without log-in, is a later step of its own."),
        widget=forms.RadioSelect,
    )
    show_author_as = forms.ChoiceField(label=_("Show me as"), widget=forms.RadioSelect, required=False)
    language = forms.ChoiceField(label=_("Language of this text"))
    agrees_to_more = forms.BooleanField(
        label=_("More people than before may read it"),
        help_text=_("Only needed when you choose more readers than it has now."),
        required=False,
    )
    shape: ClassVar[str] = STAFF
    # The fields of the sheet, in the order in which they are asked.
    sheet: ClassVar[tuple[str, ...]] = (
        "title",
        "perspective",
        "topics",
        "what_was_done",
        "what_happened",
        "no_identifying",
    )

    def __init__(
        self, *args: Any, user: Any, practice: Practice | None = None, is_draft: bool = False, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {**_start_values(user, practice), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.user = user
        if "perspective" in self.fields:
            self.fields["perspective"].choices = vocabularies.choices("perspective")
        self.fields["topics"].choices = vocabularies.grouped_choices("topic")
        self.fields["language"].choices = vocabularies.choices("language")
        self.fields["audience"].choices = _audiences(practice)
        self.fields["show_author_as"].choices = _ways_to_be_shown(practice)
        self.is_short = practice is None or practice.state in {Practice.State.DRAFT, Practice.State.NOTE}
        if self.is_short:
            for name in self.fields.keys() & {"what_was_done", "what_happened"}:
                self.fields[name].widget.attrs["maxlength"] = MOST_LETTERS_IN_A_NOTE
        self.audience_now = practice.audience if practice and practice.posted_at else ""
        if not self.audience_now:
            del self.fields["agrees_to_more"]
        if is_draft:
            _ask_for_nothing(self.fields)

    def on_the_sheet(self) -> list[forms.BoundField]:
        return [self[name] for name in self.sheet]

    def clean_what_was_done(self) -> str:
        return self._short_enough("what_was_done")

    def clean_what_happened(self) -> str:
        return self._short_enough("what_happened")

    def _short_enough(self, name: str) -> str:
        words: str = self.cleaned_data[name]
        if self.is_short and len(words) > MOST_LETTERS_IN_A_NOTE:
            raise forms.ValidationError(
                _("Please shorten this to %(most)s letters: there are %(count)s. A full practice may be longer."),
                params={"most": MOST_LETTERS_IN_A_NOTE, "count": len(words)},
            )
        return words

    def clean_topics(self) -> list[str]:
        slugs: list[str] = self.cleaned_data["topics"]
        if len(slugs) > MOST_TOPICS:
            raise forms.ValidationError(_("Three topics at most: which three fit best?"))
        return slugs

    def clean_show_author_as(self) -> str:
        """As usual is role and country; a text from the service user's side shows nothing of its author."""
        chosen: str = self.cleaned_data["show_author_as"]
        if chosen != AS_USUAL:
            return chosen
        return usual_byline(self.cleaned_data.get("perspective", ""))

    def clean(self) -> dict[str, Any]:
        """More readers than before need the author's own yes, each time anew."""
        data: dict[str, Any] = super().clean()
        wanted = data.get("audience")
        if self.audience_now and wanted and is_wider(wanted, self.audience_now) and not data.get("agrees_to_more"):
            self.add_error("agrees_to_more", _("More people will read it than before: please tick that this is meant."))
        return data

    def fields_and_topics(self) -> tuple[dict[str, Any], list[Term]]:
        """Return what the actions take."""
        fields = {name: value for name, value in self.cleaned_data.items() if name not in {"topics", "agrees_to_more"}}
        if not fields["audience"]:
            fields["audience"] = Practice.Audience.MEMBERS
        if not fields["language"]:
            fields["language"] = self.user.language
        slugs = self.cleaned_data.get("topics", [])
        return fields, [term for term in vocabularies.terms("topic") if term.slug in slugs]


def _start_values(user: Any, practice: Practice | None) -> dict[str, Any]:
    if practice is None:
        member = member_of(user)
        return {
            "perspective": PERSPECTIVE_OF_ROLE.get(member.category, "") if member else "",
            "audience": Practice.Audience.MEMBERS,
            "show_author_as": AS_USUAL,
            "language": user.language,
        }
    values: dict[str, Any] = {name: getattr(practice, name) for name in KEPT_AS_THEY_ARE}
    if practice.state == Practice.State.DRAFT and practice.show_author_as == usual_byline(practice.perspective):
        # Stays "as usual": a draft whose side changes must not keep the byline of the side before.
        values["show_author_as"] = AS_USUAL
    return {**values, "topics": [term.slug for term in practice.topics.all()]}


def _audiences(practice: Practice | None) -> list[tuple[str, Any]]:
    """Everybody is offered only to a text that everybody reads already."""
    is_public = practice is not None and practice.audience == Practice.Audience.PUBLIC
    return [
        (value, capfirst(label))
        for value, label in Practice.Audience.choices
        if is_public or value != Practice.Audience.PUBLIC
    ]


def _ways_to_be_shown(practice: Practice | None) -> list[tuple[str, Any]]:
    usual = (AS_USUAL, _("As usual: role and country, or “a member” from the service user's side"))
    ways = [(value, capfirst(label)) for value, label in Practice.ShowAs.choices]
    is_open = practice is None or practice.state == Practice.State.DRAFT
    return [usual, *ways] if is_open else ways


def usual_byline(perspective: str) -> str:
    is_service_user = perspective == "service-user"
    return Practice.ShowAs.ANONYMOUS if is_service_user else Practice.ShowAs.ROLE_AND_COUNTRY


def _ask_for_nothing(fields: dict[str, forms.Field]) -> None:
    for field in fields.values():
        field.required = False
        field.validators = [v for v in field.validators if getattr(v, "code", "") != "min_length"]
