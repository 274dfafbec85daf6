"""Where in a text are the words that were asked for? Everything is escaped; only our own marks are HTML."""

from bisect import bisect_left
from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.search import synonyms
from portal.search.words import LONGEST, WORD, fold, forms, stem

MOST_CHARACTERS = 20_000
WORDS_SHOWN = 30


class Finder:
    """Says which words of a text were asked for, or are another name of it; made once for a page of results."""

    def __init__(self, asked: Sequence[str], concepts: Sequence[int] = ()) -> None:
        self.beginnings = tuple(fold(word) for word in asked)
        self.stems = {form for word in asked for form in forms(word)}
        # Stemming is slow: only words that begin like one of ours are worth it.
        self.first_letters = {form[:3] for form in self.stems}
        self.concepts = set(concepts)
        self.known: dict[str, dict[str, bool]] = {}

    def wants(self, word: str, language: str) -> bool:
        """Was this very word asked for?"""
        folded = fold(word[:LONGEST])
        return bool(self.beginnings and folded.startswith(self.beginnings)) or (
            folded[:3] in self.first_letters and stem(folded, language) in self.stems
        )

    def hits(self, words: Sequence[str], language: str) -> list[int]:
        """Return the places of the words that are to be marked."""
        # The same few words stand in all texts, so answers are kept.
        known = self.known.setdefault(language, {})
        for word in set(words) - known.keys():
            known[word] = self.wants(word, language)
        found = [at for at, word in enumerate(words) if known[word]]
        if self.concepts:
            spans = [
                range(start, end) for start, end, concept in synonyms.find(words, language) if concept in self.concepts
            ]
            found = sorted({*found, *(at for span in spans for at in span)})
        return found


def _marked(text: str, spans: Sequence[tuple[int, int]]) -> SafeString:
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return mark_safe("".join([*parts, escape(text[at:])]))  # noqa: S308  # every piece of text is escaped above


def highlight(text: str, finder: Finder, language: str) -> SafeString:
    """Return the whole text with marks."""
    hits = finder.hits(WORD.findall(text), language)
    spans = [m.span() for m in WORD.finditer(text)] if hits else []
    return _marked(text, [spans[at] for at in hits])


def snippet(text: str, finder: Finder, language: str) -> SafeString:
    """Return the stretch of about thirty words that holds most of what was asked for, with marks."""
    text = " ".join(text[:MOST_CHARACTERS].split())
    words = [m.span() for m in WORD.finditer(text)]
    hits = finder.hits(WORD.findall(text), language)
    first = _best_start(hits)
    shown = words[first : first + WORDS_SHOWN]
    if not shown:
        return _marked(text[:200], [])
    begin = shown[0][0] if first else 0
    end = shown[-1][1] if first + WORDS_SHOWN < len(words) else len(text)
    spans = [(words[i][0] - begin, words[i][1] - begin) for i in hits if first <= i < first + WORDS_SHOWN]
    found = _marked(text[begin:end], spans)
    return mark_safe(("… " if begin else "") + found + (" …" if end < len(text) else ""))  # noqa: S308


def _best_start(hits: Sequence[int]) -> int:
    """Return the index of the first word to show: a few words before the densest group of hits."""
    best, most = 0, 0
    for place, at in enumerate(hits):
        count = bisect_left(hits, at + WORDS_SHOWN - 6) - place
        if count > most:
            best, most = at, count
    return max(0, best - 6) if best >= 10 else 0
