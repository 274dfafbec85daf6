"""In which order is a practice told? Its questions and answers in words, for the page, the difference and the PDF."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exchange.practices.models import Practice

# field -> the heading over its answer, in the order of telling
HEADINGS: dict[str, Promise] = {
    "title": _("What is it about?"),
    "problem": _("What was the problem?"),
    "goal": _("What did they want to reach?"),
    "what_was_done": _("What was done?"),
    "what_happened": _("What happened?"),
    "what_helps": _("What helps?"),
    "should_change": _("What should change?"),
    "who": _("Who does it?"),
    "how_often": _("When and how much?"),
    "materials": _("What was used?"),
    "took": _("What did it take?"),
    "partners": _("Who else was needed?"),
    "involvement_words": _("How were service users involved?"),
    "went_wrong": _("What went wrong?"),
    "do_differently": _("What would they do differently?"),
    "equity": _("Who does not benefit?"),
    "transfer": _("What must be true elsewhere?"),
    "still_going_words": _("Is it still going?"),
    "legal_note": _("Legal limits there"),
}
# What the bubble on the page holds: the voice itself, in which nobody asks questions.
IN_THE_VOICE = ("title", "what_was_done", "what_happened", "what_helps", "should_change")


# In the words of a revision: what each file shows, a line each.
FILES = "files"


def words_of(practice: Practice) -> dict[str, str]:
    """Return what a practice says in words, answered or not: field name -> text."""
    return {name: getattr(practice, name) for name in HEADINGS}


@dataclass(frozen=True)
class Section:
    """One answered question."""

    name: str
    heading: Promise
    words: str


def answered(words: Mapping[str, Any]) -> list[Section]:
    """Return the answered questions of a practice's words (field name -> text), in the order of telling."""
    return [
        Section(name, heading, str(words[name]))
        for name, heading in HEADINGS.items()
        if words.get(name) and str(words[name]).strip()
    ]
