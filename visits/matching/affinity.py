"""How near is a text to what an expert has written or done? Stems, pairs of stems, and the cosine between texts.

The recipe, as measured on published judgements of who can judge which text: (1 + ln tf) x idf, learned on the
profiles' texts only; a request's words that nobody ever wrote stay in the request's norm; an expert's texts are
taken together as a mean whose weights fall with the rank (1, 0.8, 0.64 ...); nothing is scaled per request.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from visits.matching.corpus import Corpus, keep_up
from visits.matching.stems import NEVER_SHOWN, terms_in_words, terms_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

DECAY = 0.8
DIGITS = 6  # beyond them sums depend on the order of the texts
COMMON = 0.1  # a word in more than a tenth of all texts says nothing to a reader
SHORTEST_SHOWN = 4
NEAREST = 3


@dataclass(frozen=True)
class Question:
    """A request's text as terms with weights of norm 1; `shown` has each term as it stood in the text."""

    weights: dict[str, float]
    text: str
    language: str = "en"

    @cached_property
    def shown(self) -> dict[str, str]:
        return terms_in_words(self.text, self.language)


@dataclass(frozen=True)
class Nearest:
    """One of an expert's texts: its index, its cosine with the request, how much of the nearness comes from it, and
    the words both use, most telling first."""

    text: int
    cosine: float
    brings: float
    shared: tuple[str, ...]


def affinity(
    requests: Mapping[str, str],
    profiles: Mapping[str, Sequence[str]],
    *,
    languages: Mapping[str, str] | None = None,
) -> dict[str, dict[str, float]]:
    """Return request id -> profile id -> 0..1: how near what is asked is to what somebody wrote.

    `languages` gives the ISO code of a request's or a profile's texts by its id, or of one text by "id#index";
    English where it is silent. Same input, same figures: nothing is random and no order matters.
    """
    corpus = learn(profiles, languages=languages)
    spoken = languages or {}
    return {key: read(corpus, ask(corpus, text, spoken.get(key, "en"))).by_key() for key, text in requests.items()}


def learn(profiles: Mapping[str, Sequence[str]], *, languages: Mapping[str, str] | None = None) -> Corpus:
    """Read all profiles' texts once."""
    spoken = languages or {}
    return keep_up(
        Corpus(),
        {
            key: [(text, spoken.get(f"{key}#{n}", spoken.get(key, "en"))) for n, text in enumerate(texts)]
            for key, texts in profiles.items()
        },
    )


def ask(corpus: Corpus, text: str, language: str = "en") -> Question:
    """Weigh a request's terms, to norm 1 with the words that nobody ever wrote."""
    counts = sorted(Counter(terms_of(text, language)).items())
    telling = corpus.idf([term for term, _count in counts])
    weights = {term: (1 + math.log(count)) * idf for (term, count), idf in zip(counts, telling, strict=True)}
    norm = math.sqrt(sum(weight**2 for weight in weights.values()))
    return Question({term: weight / norm for term, weight in weights.items()}, text, language)


@dataclass(frozen=True)
class Reading:
    """One question, held against all texts."""

    corpus: Corpus
    question: Question
    cosine: "NDArray[Any]"  # text -> cosine with the question

    @cached_property
    def near(self) -> "NDArray[Any]":
        """Return profile, in the corpus' order -> 0..1; 0 for a profile without texts."""
        import numpy as np

        found = np.zeros(len(self.corpus.held))
        for places, texts in self.corpus.groups:
            best_last = np.sort(self.cosine[texts], axis=1)
            above, below = np.zeros(len(places)), 0.0
            for rank in range(texts.shape[1]):
                above += DECAY**rank * best_last[:, -1 - rank]
                below += DECAY**rank
            found[places] = above / below
        return np.round(np.minimum(found, 1.0), DIGITS)

    def by_key(self) -> dict[str, float]:
        return self._by_key

    @cached_property
    def _by_key(self) -> dict[str, float]:
        return dict(zip(self.corpus.held, self.near.tolist(), strict=True))

    def nearest(self, profile: str, most: int = NEAREST) -> list[Nearest]:
        """Return the profile's nearest texts with the words they share with the question, nearest first."""
        rows = [
            (float(self.cosine[number]), n, number) for n, (_digest, number) in enumerate(self.corpus.held[profile])
        ]
        rows.sort(key=lambda row: (-row[0], row[1]))
        below = sum(DECAY**rank for rank in range(len(rows)))
        return [
            Nearest(n, round(cosine, DIGITS), DECAY**rank * cosine / below, self._telling(number))
            for rank, (cosine, n, number) in enumerate(rows[:most])
            if cosine > 0
        ]

    @cached_property
    def _gains(self) -> tuple["NDArray[Any]", "NDArray[Any]", "NDArray[Any]", list[str]]:
        """Return text, term and gain of every posting of a term that a reader may be told, in order of the texts."""
        import numpy as np

        terms = [term for term in self.question.weights if _may_be_told(self.question.shown[term])]
        rare = max(1, COMMON * self.corpus.many)
        often = self.corpus.frequencies(terms)
        terms = [term for term, frequency in zip(terms, often, strict=True) if frequency <= rare]
        texts, places, gains = [np.zeros(0, np.int32)], [np.zeros(0, np.int64)], [np.zeros(0)]
        for place, block, here in self.corpus.postings(terms):
            texts.append(block.texts[here])
            places.append(np.full(here.stop - here.start, place))
            gains.append(self.question.weights[terms[place]] * block.shares[here])
        text = np.concatenate(texts)
        order = np.argsort(text, kind="stable")
        return text[order], np.concatenate(places)[order], np.concatenate(gains)[order], terms

    def _telling(self, number: int) -> tuple[str, ...]:
        """Put the shared terms in the question's own words: no word twice, pairs before the words they are made of."""
        import numpy as np

        texts, terms, gains, names = self._gains
        start, end = np.searchsorted(texts, (number, number + 1))
        gain = {names[term]: float(value) for term, value in zip(terms[start:end], gains[start:end], strict=True)}
        told: list[str] = []
        for term in sorted(gain, key=lambda term: (-_gain_with_words(gain, term), term)):
            words = set(self.question.shown[term].split())
            if not any(words & set(one.split()) for one in told):
                told.append(self.question.shown[term])
        return tuple(told)


def read(corpus: Corpus, question: Question) -> Reading:
    """Hold a question against every text."""
    import numpy as np

    cosine = np.zeros(0 if corpus.here is None else len(corpus.here))
    weights = list(question.weights.values())
    for term, block, here in corpus.postings(list(question.weights)):
        cosine[block.texts[here]] += weights[term] * block.shares[here]  # a text stands once in a term's postings
    return Reading(corpus, question, cosine)


def _may_be_told(shown: str) -> bool:
    """Not of small or common words, not of figures."""
    return not any(word in NEVER_SHOWN or len(word) < SHORTEST_SHOWN or word.isdigit() for word in shown.split())


def _gain_with_words(gains: Mapping[str, float], term: str) -> float:
    """A pair brings what it brings itself and what its two words bring."""
    return gains[term] + (sum(gains.get(word, 0.0) for word in term.split()) if " " in term else 0.0)
