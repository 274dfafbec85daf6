"""How does search learn what can be found, and by whom? The floors register themselves here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Entry:
    """What a floor says of one object. `readers` are tokens; an empty list hides it from everybody."""

    title: str
    body: str
    url: str
    readers: Sequence[str]
    language: str = "en"
    # the language of the original, where this is a translation
    translated_from: str = ""
    topics: Sequence[str] = ()
    country: str = ""
    perspective: str = ""
    evidence: str = ""
    year: int | None = None
    # when it was written; empty when the floor does not say: then the moment of the last change here counts
    written_at: datetime | None = None


@dataclass(frozen=True)
class SearchKind:
    """`label` is shown on the result; `queryset` gives all objects with what `entry` needs already joined."""

    name: str
    label: "str | _StrPromise"
    model: type[Model]
    queryset: Callable[[], QuerySet[Any]]
    entry: Callable[[Any], Entry]
    for_user: Callable[[Any], QuerySet[Any]]  # the same rule as pages use; a test compares both
    # Its counts are counts of people: under five they are said to be so, and no number.
    is_people: bool = False


_kinds: dict[str, SearchKind] = {}
_tokens: list[Callable[[Any], Iterable[str]]] = []
_languages: list[Callable[[Any], Iterable[str]]] = []
_labels: dict[str, Callable[[str], str]] = {}


def register_kind(kind: SearchKind) -> None:
    _kinds[kind.name] = kind


def register_tokens(tokens: Callable[[Any], Iterable[str]]) -> None:
    """Register a function that says which reader tokens a user (or AnonymousUser) holds."""
    _tokens.append(tokens)


def register_label(facet: str, words: Callable[[str], str]) -> None:
    """Register how a facet's values are called, where no vocabulary says it (countries)."""
    _labels[facet] = words


def label_of(facet: str) -> Callable[[str], str] | None:
    return _labels.get(facet)


def register_languages(languages: Callable[[Any], Iterable[str]]) -> None:
    """Register a function that says which languages a user reads."""
    _languages.append(languages)


def languages_of(user: Any) -> list[str]:
    return [code for floor in _languages for code in floor(user)]


def kinds() -> dict[str, SearchKind]:
    return dict(_kinds)


def tokens_of(user: Any) -> set[str]:
    return {token for floor in _tokens for token in floor(user)}
