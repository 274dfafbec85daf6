"""Which words does a text hold, and which does a question ask for? Folded and stemmed, whatever was typed."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import snowballstemmer

# our language code -> the stemmer of that name, in Snowball and in PostgreSQL alike; all others are not stemmed
STEMMERS = {
    "en": "english",
    "nl": "dutch",
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "pt": "portuguese",
    "it": "italian",
    "da": "danish",
    "no": "norwegian",
    "sv": "swedish",
    "ru": "russian",
    "el": "greek",
}
# Only words so small that nobody looks for them; a question keeps them when it has no others.
SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "do",
        "for",
        "from",
        "how",
        "i",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "the",
        "to",
        "we",
        "what",
        "when",
        "who",
        "with",
        "you",
        "your",
        "our",
        "de",
        "het",
        "een",
        "en",
        "op",
        "te",
        "van",
        "voor",
        "wat",
        "wie",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "ein",
        "eine",
        "im",
        "ist",
        "und",
        "von",
        "zu",
        "mit",
        "was",
        "le",
        "la",
        "les",
        "un",
        "une",
        "des",
        "du",
        "et",
        "est",
        "que",
        "qui",
        "au",
        "aux",
        "dans",
        "pour",
        "sur",
        "el",
        "los",
        "las",
        "y",
        "lo",
        "una",
        "para",
        "por",
        "con",
        "os",
        "o",
        "uma",
        "e",
        "da",
    ]
)
MOST_CHARACTERS = 300
MOST_WORDS = 10
LONGEST = 60  # letters of a word that are looked at
WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Return the word without case and accents, letters and digits only: the form in which words are compared."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if c.isalnum())


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """Return the stem of a folded word; the word itself where the language has no stemmer."""
    algorithm = STEMMERS.get(language)
    return str(_stemmer(algorithm).stemWord(word)) if algorithm else word


@lru_cache(maxsize=20)
def _stemmer(algorithm: str) -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer(algorithm)


def words_of(text: str) -> list[str]:
    """Return the words of a text as they stand there; addresses and paths fall apart into theirs."""
    return [word for found in WORD.findall(unicodedata.normalize("NFC", text)) if fold(word := found[:LONGEST])]


def asked(text: str) -> list[str]:
    """Return the words of a question, at most ten, each once; signs, operators and pictures are no words."""
    return telling(typed(text))


def typed(text: str) -> list[str]:
    """Return the words of a question as they were typed, capitals and small words included."""
    return [word[:LONGEST] for word in WORD.findall(unicodedata.normalize("NFC", text[:MOST_CHARACTERS]))]


def telling(words: Sequence[str]) -> list[str]:
    """Return what is looked for among typed words: each once, folded, small words only if there are no others."""
    once = list(dict.fromkeys(folded for word in words if (folded := fold(word))))
    large = [word for word in once if word not in SMALL_WORDS]
    return (large or once)[:MOST_WORDS]


def forms(word: str) -> set[str]:
    """Return the stems that a word may have, in any of our languages: the reader may not write in the text's."""
    folded = fold(word)
    return {folded} | {stem(folded, language) for language in STEMMERS}
