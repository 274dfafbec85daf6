"""How near is a text to what an expert has written or done? Stems, pairs of stems, and the cosine between texts.

The recipe, as measured on published judgements of who can judge which text: (1 + ln tf) x idf, learned on the
profiles' texts only; a request's words that nobody ever wrote stay in the request's norm; an expert's texts are
taken together as a mean whose weights fall with the rank (1, 0.8, 0.64 ...); nothing is scaled per request.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from visits.matching.stems import NEVER_SHOWN, terms_in_words, terms_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

DECAY = 0.8
DIGITS = 6  # beyond them sums depend on the order of the texts
COMMON = 0.1  # a word in more than a tenth of all texts says nothing to a reader
SHORTEST_SHOWN = 4


@dataclass(frozen=True)
class Corpus:
    """What was learned from the profiles' texts: for each term the texts it stands in, and how telling it is."""

    profiles: dict[str, int]
    owners: "NDArray[Any]"  # text -> index of its profile
    first: "NDArray[Any]"  # profile -> index of its first text (one more at the end)
    terms: dict[str, int]
    idf: "NDArray[Any]"
    starts: "NDArray[Any]"  # term -> where its postings begin (one more at the end)
    texts: "NDArray[Any]"  # posting -> text
    shares: "NDArray[Any]"  # posting -> the term's weight in that text, divided by the text's norm
    unseen_idf: float


@dataclass(frozen=True)
class Question:
    """A request's text as terms with weights of norm 1, and each term as it stood in the text."""

    weights: dict[str, float]
    shown: dict[str, str]


@dataclass(frozen=True)
class Nearest:
    """One of an expert's texts: its index, its cosine with the request, and the words both use, most telling first."""

    text: int
    cosine: float
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
    return {key: nearness(corpus, ask(corpus, text, spoken.get(key, "en"))) for key, text in requests.items()}


def learn(profiles: Mapping[str, Sequence[str]], *, languages: Mapping[str, str] | None = None) -> Corpus:
    """Read all profiles' texts once: term postings, idf, norms."""
    import numpy as np

    spoken = languages or {}
    terms: dict[str, int] = {}
    owners: list[int] = []
    columns: list[int] = []
    counts: list[int] = []
    sizes: list[int] = []
    for owner, (key, texts) in enumerate(profiles.items()):
        for index, text in enumerate(texts):
            found = Counter(terms_of(text, spoken.get(f"{key}#{index}", spoken.get(key, "en"))))
            owners.append(owner)
            sizes.append(len(found))
            columns.extend(terms.setdefault(term, len(terms)) for term in found)
            counts.extend(found.values())
    column = np.array(columns, dtype=np.int64)
    row = np.repeat(np.arange(len(owners)), sizes)
    frequency = np.bincount(column, minlength=len(terms))
    idf = np.log((len(owners) + 1) / (frequency + 0.5))
    weight = (1 + np.log(np.array(counts, dtype=np.float64))) * idf[column]
    norm = np.sqrt(np.bincount(row, weights=weight**2, minlength=len(owners)))
    by_term = np.argsort(column, kind="stable")
    owner_of = np.array(owners, dtype=np.int64)
    return Corpus(
        profiles={key: index for index, key in enumerate(profiles)},
        owners=owner_of,
        first=np.searchsorted(owner_of, np.arange(len(profiles) + 1)),
        terms=terms,
        idf=idf,
        starts=np.concatenate(([0], np.cumsum(frequency))),
        texts=row[by_term],
        shares=(weight / norm[row])[by_term],
        unseen_idf=math.log((len(owners) + 1) / 0.5),
    )


def ask(corpus: Corpus, text: str, language: str = "en") -> Question:
    """Weigh a request's terms, to norm 1 with the words that nobody ever wrote."""
    counts = Counter(terms_of(text, language))
    weights = {
        term: (1 + math.log(count))
        * (float(corpus.idf[corpus.terms[term]]) if term in corpus.terms else corpus.unseen_idf)
        for term, count in sorted(counts.items())
    }
    norm = math.sqrt(sum(weight**2 for weight in weights.values()))
    return Question({term: weight / norm for term, weight in weights.items()}, terms_in_words(text, language))


def nearness(corpus: Corpus, question: Question) -> dict[str, float]:
    """Return profile id -> 0..1 for one request; 0 for a profile without texts."""
    import numpy as np

    cosine = np.zeros(len(corpus.owners))
    for term, weight in question.weights.items():
        if term in corpus.terms:
            here = _postings(corpus, term)
            cosine[corpus.texts[here]] += weight * corpus.shares[here]  # a text stands once in a term's postings
    order = np.lexsort((-cosine, corpus.owners))
    rank = np.arange(len(order)) - corpus.first[corpus.owners[order]]
    decay = DECAY**rank
    size = len(corpus.profiles)
    above = np.bincount(corpus.owners[order], weights=decay * cosine[order], minlength=size)
    below = np.bincount(corpus.owners[order], weights=decay, minlength=size)
    mean = np.divide(above, below, out=np.zeros(size), where=below > 0)
    return {key: round(min(1.0, float(value)), DIGITS) for key, value in zip(corpus.profiles, mean, strict=True)}


def explain(corpus: Corpus, question: Question, profile: str, nearest: int = 3) -> list[Nearest]:
    """Return the profile's nearest texts with the words they share with the request, nearest first."""
    import numpy as np

    owner = corpus.profiles[profile]
    start, end = int(corpus.first[owner]), int(corpus.first[owner + 1])
    gains: dict[int, dict[str, float]] = {index: {} for index in range(start, end)}
    for term, weight in question.weights.items():
        if term not in corpus.terms:
            continue
        here = _postings(corpus, term)
        texts = corpus.texts[here]
        low, high = np.searchsorted(texts, (start, end))
        for position in range(low, high):
            gains[int(texts[position])][term] = weight * float(corpus.shares[here][position])
    found = [
        Nearest(index - start, round(sum(gain.values()), DIGITS), _telling(corpus, gain, question.shown))
        for index, gain in gains.items()
        if gain
    ]
    return sorted(found, key=lambda near: (-near.cosine, near.text))[:nearest]


def _telling(corpus: Corpus, gains: Mapping[str, float], shown: Mapping[str, str]) -> tuple[str, ...]:
    """Put the shared terms in the request's own words: no small or common words, no word twice, pairs before words."""
    rare = max(1, COMMON * len(corpus.owners))
    told: list[str] = []
    for term in sorted(gains, key=lambda term: (-_gain_with_words(gains, term), term)):
        words = shown[term].split()
        postings = _postings(corpus, term)
        if any(word in NEVER_SHOWN or len(word) < SHORTEST_SHOWN or word.isdigit() for word in words):
            continue
        if postings.stop - postings.start <= rare and not any(set(words) & set(one.split()) for one in told):
            told.append(shown[term])
    return tuple(told)


def _gain_with_words(gains: Mapping[str, float], term: str) -> float:
    """A pair brings what it brings itself and what its two words bring."""
    return gains[term] + (sum(gains.get(word, 0.0) for word in term.split()) if " " in term else 0.0)


def _postings(corpus: Corpus, term: str) -> slice:
    column = corpus.terms[term]
    return slice(int(corpus.starts[column]), int(corpus.starts[column + 1]))
