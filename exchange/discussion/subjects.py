"""Under what do members talk? One row for each kind of thing; a new kind is one row here and one column on Comment."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.urls import reverse

from exchange.discussion import questions
from exchange.discussion.lifecycle import SHOWN
from exchange.discussion.models import SUBJECT_NAMES, Question
from exchange.library import queries as library
from exchange.library.models import Reference
from exchange.practices import queries as practices
from exchange.practices.lifecycle import WRITTEN
from exchange.practices.models import Practice
from exchange.practices.notices import author_of as author_of_practice
from exchange.practices.permissions import is_author as wrote_practice
from exchange.statements import queries as statements
from exchange.statements.lifecycle import ANNOUNCED
from exchange.statements.lifecycle import SHOWN as PUBLISHED
from exchange.statements.models import Event, Statement
from exchange.statements.notices import address as address_of
from exchange.statements.permissions import is_proposer
from exchange.world import queries as world
from exchange.world.models import Country

if TYPE_CHECKING:
    from exchange.discussion.models.comment import Comment, UnderSomething


def _nobody(_obj: Any) -> Any:
    return None


def _never(_user: Any, _obj: Any) -> bool:
    return False


def _always(_obj: Any) -> bool:
    return True


def is_written(practice: Practice) -> bool:
    """A translation is put away and hidden with its original."""
    return practice.state in WRITTEN and practice.source.state in WRITTEN


@dataclass(frozen=True)
class Subject:
    """`name` is the column on Comment and stands in addresses. `author` finds the one to tell, also a hidden one.

    `url` is where the talk stands; `page` is the thing's own page, where that is another one.
    """

    name: str
    model: type[Model]
    for_user: Callable[[Any], QuerySet[Any]]
    title: Callable[[Any], str]
    url: Callable[[Any], str]
    takes_answers: Callable[[Any], bool] = _always
    is_shown: Callable[[Any], bool] = _always  # in lists; else only whoever wrote it and coordinators open it
    wrote: Callable[[Any, Any], bool] = _never
    author: Callable[[Any], Any] = _nobody
    page: Callable[[Any], str] | None = None


SUBJECTS: dict[str, Subject] = {
    row.name: row
    for row in (
        Subject(
            "practice",
            Practice,
            practices.for_user,
            lambda practice: practice.title,
            lambda practice: reverse("practices:practice_page", args=[practice.pk]),
            takes_answers=is_written,
            is_shown=is_written,
            wrote=wrote_practice,
            author=author_of_practice,
        ),
        Subject(
            "question",
            Question,
            questions.for_user,
            lambda question: question.title,
            lambda question: reverse("discussion:question_page", args=[question.pk]),
            takes_answers=lambda question: question.state == Question.State.OPEN,
            is_shown=lambda question: question.state in SHOWN,
            wrote=questions.is_author,
            author=questions.author_of,
        ),
        Subject(
            "reference",
            Reference,
            library.references_for_user,
            lambda reference: reference.shown_title,
            lambda reference: reverse("library:reference_page", args=[reference.slug]),
        ),
        Subject(
            "country",
            Country,
            world.countries_for_user,
            lambda country: country.name,
            # Its page shows enough already: members talk on a page beside it.
            lambda country: reverse("discussion:thread_page", args=["country", country.pk]),
            page=lambda country: reverse("world:country_page", args=[country.iso2.lower()]),
        ),
        Subject(
            "statement",
            Statement,
            statements.for_user,
            lambda statement: statement.title,
            address_of,
            # Who asked for support is nobody's to know, so nobody is marked as the author here.
            takes_answers=lambda statement: statement.state == Statement.State.PUBLISHED,
            is_shown=lambda statement: statement.state in PUBLISHED,
        ),
        Subject(
            "event",
            Event,
            statements.events_for_user,
            lambda event: event.title,
            address_of,
            takes_answers=lambda event: event.state in ANNOUNCED,
            is_shown=lambda event: event.state in ANNOUNCED,
            wrote=is_proposer,
            author=lambda event: event.proposed_by,
        ),
    )
}


def of(obj: Model) -> Subject:
    """Return the row for a thing that members may talk under."""
    return next(row for row in SUBJECTS.values() if isinstance(obj, row.model))


def under(comment: "UnderSomething") -> tuple[Subject, Any]:
    """Return what an answer stands under, or what is followed, with its row."""
    name = next(name for name in SUBJECT_NAMES if getattr(comment, f"{name}_id") is not None)
    return SUBJECTS[name], getattr(comment, name)


def url_of(comment: "Comment") -> str:
    subject, obj = under(comment)
    return f"{subject.url(obj)}#comment-{comment.pk}"
