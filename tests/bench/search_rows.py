"""Which entries does the bench of search look through? Made up, seeded, as long and as mixed as real ones."""

import itertools
import random
from collections.abc import Iterator
from datetime import timedelta

from portal import clock
from portal.search.models import SearchEntry
from portal.search.tokens import joined

SEED = 20261126
LANGUAGES = {"en": 55, "fr": 12, "de": 11, "nl": 8, "es": 7, "pt": 4, "uk": 3}
AUDIENCES = {"public": 15, "members": 55, "dcr-and-peers": 18, "peers": 4, "coordinators": 8}
KINDS = {"practice": 55, "reference": 20, "person": 10, "facility": 10, "country": 5}
TOPICS = ["bbv", "house-rules", "staffing", "overdose-response", "drug-checking", "neighbours", "police", "legal"]
COUNTRIES = ["NL", "DE", "CH", "FR", "ES", "PT", "DK", "NO", "LU", "BE", "GR", "CA", "AU", "US", "GB", "IE", "UA"]
PERSPECTIVES = ["professional", "service-user", "peer-worker", "neighbour", "police"]
LEVELS = ["experience", "monitored", "evaluated", "published"]
SYLLABLES = [a + b for a in "bdklmnprstv" for b in "aeio"]
# word -> share of the entries that hold it
PLANTED = {"neighbourhood": 0.70, "handrail": 0.021, "wheelchair": 0.05, "zeppelin": 0.0005}


def _vocabulary(rng: random.Random, size: int = 9000) -> tuple[list[str], list[float]]:
    """Return words and their cumulated weights: few words are frequent, most are rare, as in every language."""
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 5))) for _number in range(size)]
    return words, list(itertools.accumulate(1 / (rank + 3) for rank in range(size)))


def _one_of(rng: random.Random, shares: dict[str, int]) -> str:
    return rng.choices(list(shares), list(shares.values()))[0]


def entries(count: int) -> Iterator[SearchEntry]:
    """Yield entries of about 150 words each, the oldest first."""
    rng = random.Random(SEED)
    words = {language: _vocabulary(rng) for language in LANGUAGES}
    now = clock.now()
    for number in range(count):
        language = _one_of(rng, LANGUAGES)
        vocabulary, weights = words[language]
        text = rng.choices(vocabulary, cum_weights=weights, k=rng.randint(90, 210))
        for word, share in PLANTED.items():
            if rng.random() < share:
                for _time in range(rng.randint(1, 3)):
                    text.insert(rng.randint(0, len(text)), word)
        title = rng.choices(vocabulary, cum_weights=weights, k=rng.randint(4, 9))
        if rng.random() < 0.002:
            title.append("handrail")
        written = now - timedelta(minutes=20 * (count - number))
        yield SearchEntry(
            kind=_one_of(rng, KINDS),
            object_id=number + 1,
            title=" ".join(title).capitalize(),
            body=" ".join(text),
            url=f"/practices/{number + 1}/",
            language=language,
            topics=rng.sample(TOPICS, rng.randint(1, 3)),
            country=rng.choice(COUNTRIES) if rng.random() < 0.5 else "",
            perspective=rng.choice(PERSPECTIVES),
            evidence=rng.choice(LEVELS),
            year=written.year,
            changed_at=written,
            readers=joined([_one_of(rng, AUDIENCES), f"user:{rng.randint(1, 4000)}"]),
        )
