"""Which words mean the same? The concepts of the field with their terms, kept in memory while nobody changes them."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Max

from portal.search.models import ConceptTerm
from portal.search.words import fold, stem, words_of

KEEP_SECONDS = 60.0
MOST_LABELS = 6


@dataclass(frozen=True)
class Phrase:
    """A term as the stems of its words; `exact` holds the word itself where capitals count."""

    stems: tuple[str, ...]
    concept: int
    exact: tuple[str, ...] = ()


@dataclass
class Thesaurus:
    """Phrases by language and first stem; "" holds all of them unstemmed, for texts in other languages."""

    version: object = None
    phrases: dict[str, dict[str, list[Phrase]]] = field(default_factory=dict)
    labels: dict[int, list[str]] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)  # what the house calls each concept


_kept: dict[str, tuple[float, Thesaurus]] = {}


def forget() -> None:
    """Drop what is kept; called after an edit and between tests."""
    _kept.clear()


def look_again() -> None:
    """Ask the database at the next question whether something changed; what is kept is kept if not."""
    if "thesaurus" in _kept:
        _kept["thesaurus"] = (0.0, _kept["thesaurus"][1])


def keep(made: Thesaurus) -> None:
    """Take this one from now on, without asking the database; for measurements."""
    _kept["thesaurus"] = (float("inf"), made)


def thesaurus() -> Thesaurus:
    until, kept = _kept.get("thesaurus", (0.0, Thesaurus()))
    if until > time.monotonic():
        return kept
    active = ConceptTerm.objects.filter(is_active=True, concept__is_active=True)
    version = tuple(active.aggregate(Count("id"), Max("changed_at")).values())
    if version != kept.version:
        active = active.order_by("id").select_related("concept")
        kept = built(version, list(active))
    _kept["thesaurus"] = (time.monotonic() + KEEP_SECONDS, kept)
    return kept


def built(version: object, active: Sequence[ConceptTerm]) -> Thesaurus:
    """Return the terms as a thesaurus; they have their concepts with them."""
    made = Thesaurus(version)
    shown: dict[str, int] = {ConceptTerm.Use.PREFERRED: 0, ConceptTerm.Use.OK: 1}
    for term in sorted(active, key=lambda term: shown.get(term.use, 2)):
        made.names[term.concept_id] = term.concept.label
        words = words_of(term.text)
        exact = tuple(words) if term.is_case_sensitive else ()
        for language in {term.language, ""}:
            stems = tuple(stem(fold(word), language) for word in words)
            if stems:
                by_first = made.phrases.setdefault(language, {})
                by_first.setdefault(stems[0], []).append(Phrase(stems, term.concept_id, exact))
        if term.use in shown:
            made.labels.setdefault(term.concept_id, []).append(term.text)
    return made


def find(words: Sequence[str], language: str) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, concept) of every term among the words of a text in that language."""
    phrases = thesaurus().phrases
    for table in {language, ""} & phrases.keys():
        by_first = phrases[table]
        stems = [stem(fold(word), table) for word in words]
        for start, first in enumerate(stems):
            for phrase in by_first.get(first, ()):
                end = start + len(phrase.stems)
                if tuple(stems[start:end]) == phrase.stems and (
                    not phrase.exact or tuple(words[start:end]) == phrase.exact
                ):
                    yield start, end, phrase.concept


def concepts_in(words: Sequence[str], language: str) -> list[int]:
    """Return the concepts that a text speaks of, each as often as it does."""
    return [concept for _start, _end, concept in sorted(set(find(words, language)))]


def named_in(text: str, language: str) -> frozenset[str]:
    """Return the names of the concepts that a text speaks of, whatever it calls them."""
    names = thesaurus().names
    return frozenset(names[concept] for concept in concepts_in(words_of(text), language))


def spans(words: Sequence[str]) -> list[tuple[int, int, tuple[int, ...]]]:
    """Cut a question into (start, end, concepts): the longest terms first, in any language; other words stand alone."""
    found: dict[tuple[int, int], set[int]] = {}
    for language in thesaurus().phrases:
        for start, end, concept in find(words, language):
            found.setdefault((start, end), set()).add(concept)
    cut, at = [], 0
    while at < len(words):
        end = max((end for start, end in found if start == at), default=at + 1)
        cut.append((at, end, tuple(sorted(found.get((at, end), ())))))
        at = end
    return cut


def other_names(concepts: Sequence[int], typed: Sequence[str]) -> list[str]:
    """Return a few names that were looked for as well: none that the field avoids, none that was typed."""
    said = {fold(word) for word in typed}
    once = list(dict.fromkeys(concepts))
    names: dict[str, str] = {}
    for concept in once:
        new = [name for name in thesaurus().labels.get(concept, []) if not {fold(w) for w in words_of(name)} <= said]
        names |= {fold(name): name for name in new[: max(2, MOST_LABELS // len(once))]}
    return list(names.values())
