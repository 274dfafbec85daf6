"""Where in a text are the words that were asked for? Everything is escaped; only our own marks are HTML."""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.search.words import WORD, fold, forms, stem

MOST_CHARACTERS = 20_000
WORDS_SHOWN = 30


class Finder:
    """Says of each word of a text whether it was asked for; made once for a page of results."""

    def __init__(self, asked: Sequence[str]) -> None:
        self.beginnings = tuple(fold(word) for word in asked)
        self.stems = {form for word in asked for form in forms(word)}
        # Stemming is slow: only words that begin like one of ours are worth it.
        self.first_letters = {form[:3] for form in self.stems}

    def wants(self, word: str, language: str) -> bool:
        folded = fold(word)
        if self.beginnings and folded.startswith(self.beginnings):
            return True
        return folded[:3] in self.first_letters and stem(folded, language) in self.stems


def _marked(text: str, spans: Sequence[tuple[int, int]]) -> SafeString:
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return mark_safe("".join([*parts, escape(text[at:])]))  # noqa: S308  # every piece of text is escaped above


def highlight(text: str, finder: Finder, language: str) -> SafeString:
    """Return the whole text with marks."""
    spans = [m.span() for m in WORD.finditer(text) if finder.wants(m.group(), language)]
    return _marked(text, spans)


def snippet(text: str, finder: Finder, language: str) -> SafeString:
    """Return the stretch of about thirty words that holds most of what was asked for, with marks."""
    text = " ".join(text[:MOST_CHARACTERS].split())
    words = [m.span() for m in WORD.finditer(text)]
    hits = [i for i, (start, end) in enumerate(words) if finder.wants(text[start:end], language)]
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
    for at in hits:
        count = sum(at <= other < at + WORDS_SHOWN - 6 for other in hits)
        if count > most:
            best, most = at, count
    return max(0, best - 6) if best >= 10 else 0
