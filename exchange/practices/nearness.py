"""Which practices are about the same? Topics in common first, then rare words in common; pure, without the database."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.search.words import SMALL_WORDS, fold, stem, words_of

# So many of each audience: whoever may read all of it is shown four of them that the author has not linked already.
MOST_OF_AN_AUDIENCE = 8
RAREST = 25  # words of a text that are compared
TOPIC, ALL_WORDS = 100, 300  # what a topic in common counts, and all words in common
LEAST = 30  # less is chance
TITLE_COUNTS = 3
LETTERS = 3
COMMON = 0.4  # a word in more of all texts tells nothing


@dataclass(frozen=True)
class Told:
    """What is compared of one practice."""

    pk: int
    audience: str
    language: str
    topics: frozenset[str]
    title: str
    text: str


@dataclass(frozen=True)
class Near:
    """`other` is about the same as `practice`."""

    practice: int
    other: int
    score: int
    topics: str


def nearest(all_told: Sequence[Told]) -> list[Near]:
    """Return for each the nearest ones of every audience; a few thousand texts take a worker some seconds."""
    vectors = _vectors(all_told)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    about: defaultdict[str, list[int]] = defaultdict(list)
    for told in all_told:
        for word in vectors[told.pk]:
            holders[word].append(told.pk)
        for topic in told.topics:
            about[topic].append(told.pk)
    by_pk = {told.pk: told for told in all_told}
    return [near for told in all_told for near in _of(told, vectors, holders, about, by_pk)]


def _of(
    told: Told,
    vectors: Mapping[int, Mapping[str, float]],
    holders: Mapping[str, Sequence[int]],
    about: Mapping[str, Sequence[int]],
    by_pk: Mapping[int, Told],
) -> list[Near]:
    words: Counter[int] = Counter()
    likeness: defaultdict[int, float] = defaultdict(float)
    for word, weight in vectors[told.pk].items():
        for other in holders[word]:
            likeness[other] += weight * vectors[other][word]
    for topic in told.topics:
        words.update(about[topic])
    found = [
        Near(told.pk, other, TOPIC * words[other] + round(ALL_WORDS * likeness[other]), _topics(told, by_pk[other]))
        for other in {*words, *likeness} - {told.pk}
    ]
    found = sorted((near for near in found if near.score >= LEAST), key=lambda near: (-near.score, -near.other))
    of_audience: Counter[str] = Counter()
    kept = []
    for near in found:
        audience = by_pk[near.other].audience
        of_audience[audience] += 1
        if of_audience[audience] <= MOST_OF_AN_AUDIENCE:
            kept.append(near)
    return kept


def _topics(one: Told, other: Told) -> str:
    return " ".join(sorted(one.topics & other.topics))


def _vectors(all_told: Sequence[Told]) -> dict[int, dict[str, float]]:
    """Return the rarest words of each text with their weight; the squares of the weights add up to one."""
    counts = {told.pk: Counter(_words(told)) for told in all_told}
    holding: Counter[str] = Counter(word for found in counts.values() for word in found)
    most = max(2.0, COMMON * len(all_told))
    made = {}
    for pk, found in counts.items():
        weights = {
            word: (1 + math.log(count)) * math.log(1 + len(all_told) / holding[word])
            for word, count in found.items()
            if 1 < holding[word] <= most
        }
        rarest = sorted(weights, key=lambda word: (-weights[word], word))[:RAREST]
        length = math.sqrt(sum(weights[word] ** 2 for word in rarest)) or 1.0
        made[pk] = {word: weights[word] / length for word in rarest}
    return made


def _words(told: Told) -> list[str]:
    folded = [fold(word) for word in words_of(f"{(told.title + ' ') * TITLE_COUNTS}{told.text}")]
    return [stem(word, told.language) for word in folded if len(word) >= LETTERS and word not in SMALL_WORDS]
