"""Which words does a text hold, and which does a question ask for? Folded and stemmed, whatever was typed."""

import re
import unicodedata
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
        "in",
        "is",
        "of",
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
        "wie",
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
WORD = re.compile(r"[^\W_]+")


def fold(word: str) -> str:
    """Return the word without case and accents, the form in which words are compared."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """Return the stem of a folded word; the word itself where the language has no stemmer."""
    algorithm = STEMMERS.get(language)
    return str(_stemmer(algorithm).stemWord(word)) if algorithm else word


@lru_cache(maxsize=20)
def _stemmer(algorithm: str) -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer(algorithm)


def clean(text: str) -> str:
    """Return the text as words and spaces only, so that no tokenizer sees addresses or paths in it."""
    return " ".join(WORD.findall(unicodedata.normalize("NFC", text)))


def stems_of(text: str, language: str) -> str:
    return " ".join(stem(fold(word), language) for word in WORD.findall(unicodedata.normalize("NFC", text)))


def asked(text: str) -> list[str]:
    """Return the words of a question, at most ten, each once; signs, operators and pictures are no words."""
    found = WORD.findall(unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]))
    once = list(dict.fromkeys(word.lower() for word in found))
    telling = [word for word in once if word not in SMALL_WORDS]
    return (telling or once)[:MOST_WORDS]


def forms(word: str) -> set[str]:
    """Return the stems that a word may have, in any of our languages: the reader may not write in the text's."""
    folded = fold(word)
    return {folded} | {stem(folded, language) for language in STEMMERS}
