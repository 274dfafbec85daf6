"""Where in a text are the words that were asked for? Everything is escaped; only our own marks are HTML."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.search import synonyms
from portal.search.words import LONGEST, WORD, fold, forms, stem

MOST_CHARACTERS = 20_000
SHOWN = 200  # characters of a snippet, about thirty words
BEFORE = 40  # of them before the first word that was asked for
Span = tuple[int, int]


class Finder:
    """Finds in a text what was asked for, and other names of it; made once for a page of results."""

    def __init__(self, asked: Sequence[str], concepts: Sequence[int] = ()) -> None:
        self.beginnings = tuple(fold(word) for word in asked)
        self.stems = {form for word in asked for form in forms(word)}
        self.concepts = set(concepts)
        # Looking at each word is slow: only those that begin like one of ours are worth it.
        starts = "|".join(sorted({form[:3] for form in self.stems}))
        self.likely = re.compile(rf"(?<![^\W_])(?:{starts})[^\W_]*") if starts else None
        self.known: dict[tuple[str, str], bool] = {}

    def wants(self, word: str, language: str) -> bool:
        """Was this very word asked for?"""
        key = (word, language)
        if key not in self.known:
            folded = fold(word[:LONGEST])
            begins = bool(self.beginnings) and folded.startswith(self.beginnings)
            self.known[key] = begins or stem(folded, language) in self.stems
        return self.known[key]

    def spans(self, text: str, language: str) -> list[Span]:
        """Return where the words stand that are to be marked."""
        if not self.likely:
            return []
        found = {m.span() for m in self.likely.finditer(_folded(text))}
        spans = {(start, end) for start, end in found if self.wants(text[start:end], language)}
        if self.concepts:
            words = [m.span() for m in WORD.finditer(text)]
            said = [text[start:end] for start, end in words]
            for first, last, concept in synonyms.find(said, language):
                if concept in self.concepts:
                    spans |= set(words[first:last])
        return sorted(spans)


class _Letters(dict[int, str]):
    """Letters without case and accents, for str.translate; each stays one letter, so that places stay the same."""

    def __missing__(self, code: int) -> str:
        folded = fold(chr(code))
        self[code] = folded if len(folded) == 1 else chr(code)
        return self[code]


LETTERS = _Letters()


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else text.translate(LETTERS)


def _marked(text: str, spans: Sequence[tuple[int, int]]) -> SafeString:
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return mark_safe("".join([*parts, escape(text[at:])]))  # noqa: S308  # every piece of text is escaped above


def highlight(text: str, finder: Finder, language: str) -> SafeString:
    """Return the whole text with marks."""
    return _marked(text, finder.spans(text, language))


def snippet(text: str, finder: Finder, language: str) -> SafeString:
    """Return the stretch of about thirty words that holds most of what was asked for, with marks."""
    text = " ".join(text[:MOST_CHARACTERS].split())
    spans = finder.spans(text, language)
    begin = _word_edge(text, _best_start(spans))
    end = len(text) if len(text) - begin <= SHOWN else _word_edge(text, begin + SHOWN)
    shown = [(start - begin, stop - begin) for start, stop in spans if begin <= start and stop <= end]
    found = _marked(text[begin:end].rstrip(), shown)
    return mark_safe(("… " if begin else "") + found + (" …" if end < len(text) else ""))  # noqa: S308  # every piece is escaped before it is joined


def _best_start(spans: Sequence[Span]) -> int:
    """Return where to begin: a little before the densest group of hits, or at the very beginning if that is near."""
    best, most = 0, 0
    starts = [start for start, _end in spans]
    for place, at in enumerate(starts):
        count = bisect_left(starts, at + SHOWN - BEFORE) - place
        if count > most:
            best, most = at, count
    return best - BEFORE if best > 1.5 * BEFORE else 0


def _word_edge(text: str, at: int) -> int:
    """Return the beginning of the next word; where there is none near, the place itself."""
    if at <= 0:
        return 0
    blank = text.find(" ", at, at + BEFORE)
    return blank + 1 if blank >= 0 else at
